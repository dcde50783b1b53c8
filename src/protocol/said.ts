import type { Catalogue } from './language.ts';
import { ENGLISH, language } from './language.ts';

/** A sentence with places for what it is about: `parts` stand around them, `names` are the places' names in order. */
interface Pattern {
  readonly english: string;
  readonly parts: readonly string[];
  readonly names: readonly string[];
  /** Letters that are the sentence's own: the more, the surer it is that one. */
  readonly letters: number;
}

/** Longer ones are no sentences of ours. Characters. */
const LONGEST = 1_000;
const PLACE = /\{(\w+)\}/g;
const NUMBER = /^[\d.,]+$/;
const DEEPEST = 3;
/** Fewer could be anybody's words. */
const FEWEST_LETTERS = 4;
/** Several facts in one text, and the halves of a sentence. */
const FACTS_APART = ' · ';
const HALVES_APART = '; ';

/** The same few texts are shown again and again. */
const ANSWERS_KEPT = 2_000;

interface Answers {
  readonly patterns: readonly Pattern[];
  /** Whether it may be anybody's words: a single one of ours is then no sign that it is ours. */
  readonly mayBeOthers: boolean;
  readonly answers: Map<string, string>;
}

interface Knowledge {
  readonly catalogue: Catalogue;
  readonly said: Answers;
  readonly recorded: Answers;
}

let known: Knowledge | null = null;

/** What the server says, in the reader's language, where it is a sentence of this product; anything else stays as it is. */
export function said(text: string): string {
  return saidIn(language().catalogue, text);
}

/** The same in a language that is not that of the surface: a server answers each browser in its own. */
export function saidIn(catalogue: Catalogue, text: string): string {
  return answered(text, catalogue, 'said');
}

/** A line of the record, which may be an agent's own and then stays as it is: only what begins with our words is ours. */
export function recordedLine(text: string): string {
  return answered(text, language().catalogue, 'recorded');
}

function answered(text: string, catalogue: Catalogue, as: 'said' | 'recorded'): string {
  if (text.length > LONGEST || catalogue === ENGLISH.catalogue) return text;
  if (known?.catalogue !== catalogue) known = knowledgeOf(catalogue);
  const { answers } = known[as];
  const answer = answers.get(text) ?? translated(text, catalogue, known[as], 0);
  if (answers.size >= ANSWERS_KEPT) answers.clear();
  answers.set(text, answer);
  return answer;
}

function knowledgeOf(catalogue: Catalogue): Knowledge {
  const patterns = Object.keys(catalogue)
    .flatMap(patternOf)
    .sort((a, b) => b.letters - a.letters);
  const beginning = patterns.filter(({ parts }) => lettersIn(parts[0]!) >= FEWEST_LETTERS);
  return {
    catalogue,
    said: { patterns, mayBeOthers: false, answers: new Map() },
    recorded: { patterns: beginning, mayBeOthers: true, answers: new Map() },
  };
}

function translated(text: string, catalogue: Catalogue, from: Omit<Answers, 'answers'>, depth: number): string {
  const { patterns, mayBeOthers } = from;
  const again = (part: string): string => (depth === DEEPEST ? part : translated(part, catalogue, from, depth + 1));
  if (Object.hasOwn(catalogue, text) && (!mayBeOthers || text.includes(' '))) return catalogue[text]!;
  const facts = text.split(FACTS_APART);
  if (facts.length > 1) {
    const first = again(facts[0]!);
    return mayBeOthers && first === facts[0] ? text : [first, ...facts.slice(1).map(again)].join(FACTS_APART);
  }
  for (const pattern of patterns) {
    const values = valuesIn(text, pattern);
    if (values === null) continue;
    const byName = new Map(pattern.names.map((name, index) => [name, again(values[index]!)]));
    return catalogue[pattern.english]!.replace(PLACE, (place, name: string) => byName.get(name) ?? place);
  }
  return mayBeOthers
    ? text
    : text
        .split(HALVES_APART)
        .map((half) => (half === text ? half : again(half)))
        .join(HALVES_APART);
}

function patternOf(english: string): readonly Pattern[] {
  const names = [...english.matchAll(PLACE)].map(([, name]) => name!);
  const parts = english.split(/\{\w+\}/);
  const letters = lettersIn(parts.join(''));
  return names.length === 0 || letters === 0 ? [] : [{ english, parts, names, letters }];
}

/**
 * What stands in the places, if the text is such a sentence. Looked for from left to right, so a text of any kind costs no
 * more than its length. A sentence of hardly any words, "{0} h {1} m", is one only around numbers.
 */
function valuesIn(text: string, { parts, letters }: Pattern): readonly string[] | null {
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return null;
  const end = text.length - last.length;
  const values: string[] = [];
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = text.indexOf(part, from);
    if (at < 0 || at + part.length > end) return null;
    values.push(text.slice(from, at));
    from = at + part.length;
  }
  values.push(text.slice(from, end));
  return letters >= FEWEST_LETTERS || values.every((value) => NUMBER.test(value)) ? values : null;
}

function lettersIn(text: string): number {
  return text.replaceAll(/\P{L}/gu, '').length;
}
