import type { Excerpt, Span } from '../../protocol/history.ts';
import { wordsIn } from './searchWords.ts';
import type { Phrase, Word } from './searchWords.ts';

/** Characters of an excerpt, and how many of them stand before its first match. */
const LENGTH = 240;
const BEFORE = 60;

/** The part of a text around the first place where a phrase occurs, with all that match in it; null where none does. */
export function excerptOf(text: string, phrases: readonly Phrase[]): Excerpt | null {
  const words = wordsIn(text);
  const found = phrases.flatMap((phrase) => placesOf(phrase, words)).sort((a, b) => a[0] - b[0]);
  const first = found[0];
  if (first === undefined) return null;
  const from = startOf(text, words, first[0]);
  const to = endOf(text, words, from + LENGTH, first[1]);
  const inside = found.filter((span) => span[0] >= from && span[1] <= to);
  return {
    text: text.slice(from, to),
    matches: merged(inside).map(([a, b]): Span => [a - from, b - from]),
    cut: [from > 0, to < text.length],
  };
}

function placesOf({ words: wanted, open }: Phrase, words: readonly Word[]): readonly Span[] {
  const last = wanted.length - 1;
  const isAt = (index: number): boolean =>
    wanted.every((word, offset) => {
      const other = words[index + offset]?.text;
      return other === word || (open && offset === last && other?.startsWith(word) === true);
    });
  return words.flatMap((word, index): Span[] => (isAt(index) ? [[word.from, words[index + last]!.to]] : []));
}

/** An excerpt begins with a word, and does not cut one that is two characters to the machine. */
function startOf(text: string, words: readonly Word[], match: number): number {
  const wanted = match - BEFORE;
  if (wanted <= 0 || text.length <= LENGTH) return 0;
  return words.find(({ from }) => from >= wanted)?.from ?? match;
}

function endOf(text: string, words: readonly Word[], wanted: number, atLeast: number): number {
  if (wanted >= text.length) return text.length;
  const whole = words.findLast(({ to }) => to <= wanted)?.to ?? 0;
  return Math.max(whole, atLeast);
}

function merged(spans: readonly Span[]): readonly Span[] {
  const result: [number, number][] = [];
  for (const [from, to] of spans) {
    const before = result.at(-1);
    if (before !== undefined && from <= before[1]) before[1] = Math.max(before[1], to);
    else result.push([from, to]);
  }
  return result;
}
