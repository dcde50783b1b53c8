const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
/** A block that is not closed in the same text goes on to its end. */
const BLOCK = new RegExp(`${BEGIN.source}[^]*?(?:${END.source}|$)`, 'g');
/** PuTTY's own form. */
const PUTTY = /PuTTY-User-Key-File-\d[^]*/g;

/** Texts after the first line of a key within which the rest of it is looked for. The longest keys have 130 lines. */
const TEXTS_OF_A_KEY = 2_000;
/** Base64 that is long enough to be a line of a key, with or without a line number before it. */
const LONG_RUN = /[A-Za-z0-9+/]{24,}={0,2}/g;

export const PRIVATE_KEY = '[private key hidden]';

/**
 * Private keys, whole or line by line: a key that was printed into a log comes as one line after the other, of which
 * only the first says what they are. Texts are to be given in their order.
 */
export class PrivateKeys {
  #left = 0;

  /** The texts that came before, of which nothing is masked here: the last of them may have been a part of a key. */
  static after(texts: readonly string[]): PrivateKeys {
    const keys = new PrivateKeys();
    const last = texts.findLastIndex((text) => text.includes('PRIVATE KEY'));
    if (last >= 0) keys.#note(texts[last]!, TEXTS_OF_A_KEY - (texts.length - last));
    return keys;
  }

  /** Whether a key has begun that has not ended. */
  get inside(): boolean {
    return this.#left > 0;
  }

  mask(text: string): string {
    const { inside } = this;
    if (inside) this.#left -= 1;
    if (text.includes('PRIVATE KEY') || text.includes('PuTTY-User-Key')) {
      const rest = inside ? maskUntilEnd(text) : text;
      this.#note(text, TEXTS_OF_A_KEY);
      return rest.replace(BLOCK, PRIVATE_KEY).replace(PUTTY, PRIVATE_KEY);
    }
    return inside ? maskKeyLine(text) : text;
  }

  /** Whether the key that the text has last begins in it, or ends. */
  #note(text: string, texts: number): void {
    const begin = text.split(BEGIN).at(-1)!;
    if (begin !== text) this.#left = END.test(begin) ? 0 : texts;
    else if (END.test(text)) this.#left = 0;
  }
}

/** What stands before the end of a key that began in an earlier text. */
function maskUntilEnd(text: string): string {
  const end = text.search(END);
  const begin = text.search(BEGIN);
  return end > 0 && (begin < 0 || end < begin) ? maskKeyLine(text.slice(0, end)) + text.slice(end) : text;
}

/** A text among the lines of a key. Those that are no base64 are of somebody else who wrote at the same time. */
function maskKeyLine(text: string): string {
  if (isBase64(text.trim())) return PRIVATE_KEY;
  return text.replace(LONG_RUN, (run) => (isBase64(run) ? PRIVATE_KEY : run));
}

/** The last line of a key may be short; a word has only letters of one case. */
function isBase64(text: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[+/=]/].filter((kind) => kind.test(text)).length;
  return kinds >= 2 && /^[A-Za-z0-9+/]{2,}={0,2}$/.test(text);
}
