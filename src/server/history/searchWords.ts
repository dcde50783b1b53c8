/** What the search takes for a letter of a word: as the tokenizer of FTS5 (unicode61) does. */
const WORD = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;
/** Words of one search; a longer text is a paste by mistake. */
const WORDS_LIMIT = 32;
/** Letters from which on the last word also finds what begins with it: fewer would be half of all words. */
const PREFIX_LENGTH = 2;

/** Words that follow each other. */
export interface Phrase {
  readonly words: readonly string[];
  /** The last word may go on: it is still being typed. */
  readonly open: boolean;
}

/**
 * What a person typed, as phrases that all have to occur. Only quotes mean something: what is between them stands together,
 * as does what is one word to a person ("foo-bar.ts"). All else is text, so that nothing is a syntax error.
 */
export function toPhrases(text: string): readonly Phrase[] {
  const parts = [...text.matchAll(/"([^"]*)"?|[^\s"]+/g)];
  const phrases = parts.map(([whole, quoted]) => ({ words: wordsOf(quoted ?? whole).map(fold), quoted: quoted !== undefined })); // prettier-ignore
  const found = phrases.filter(({ words }) => words.length > 0).slice(0, WORDS_LIMIT);
  return found.map(({ words, quoted }, index) => ({
    words: words.slice(0, WORDS_LIMIT),
    open: !quoted && index === found.length - 1 && words.at(-1)!.length >= PREFIX_LENGTH && !/\s$/.test(text),
  }));
}

/** The phrases in the language of FTS5. Words have letters and digits only, so there is nothing to escape. */
export function toMatch(phrases: readonly Phrase[]): string {
  return phrases.map(({ words, open }) => `"${words.join(' ')}"${open ? '*' : ''}`).join(' AND ');
}

export interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** The words of a text, each as it is compared, with its place. */
export function wordsIn(text: string): readonly Word[] {
  return [...text.matchAll(WORD)].map((match) => ({
    text: fold(match[0]),
    from: match.index,
    to: match.index + match[0].length,
  }));
}

function wordsOf(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}

/** Case and accents do not matter. */
function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
