import { TOKEN_KINDS } from './comparison.ts';
import type { ByKind, ComparedSession, NamedDifference, TokenKind } from './comparison.ts';
import { formatDuration, formatTokens, formatUsd } from './format.ts';
import { canonicalPhase } from './phases.ts';

/** A difference is worth a word from this part of the larger value on. */
const WORTH_A_WORD = 0.05;
const USD_WORTH_A_WORD = 0.01;
const TOKENS_WORTH_A_WORD = 1_000;
const SECONDS_WORTH_A_WORD = 10;
/** Percent of the window. */
const CONTEXT_WORTH_A_WORD = 5;
/** Phases that are named, those with the largest difference. */
const PHASES_NAMED = 3;
/** From this part of the difference on it is "mostly" of a kind. */
const MOSTLY = 0.5;

type Named = Omit<NamedDifference, 'between'> | null;

/** What the other session has more or less of than the first, in words: the dearest first. */
export function nameDifferences(first: ComparedSession, other: ComparedSession): readonly NamedDifference[] {
  const named: readonly Named[] = [
    costDifference(first, other),
    tokensDifference(first, other),
    timeDifference(first, other),
    ...phaseDifferences(first, other),
    taskDifference(first, other),
    perTaskDifference(first, other),
    errorDifference(first, other),
    contextDifference(first, other),
  ];
  const found = named.filter((each) => each !== null);
  const [a, b] = [first.letter, other.letter];
  const nothing = { about: 'nothing', text: `${b} differs from ${a} in nothing by more than 5 %.` } as const;
  return (found.length > 0 ? found : [nothing]).map((each) => ({ between: [a, b], ...each }));
}

function costDifference(a: ComparedSession, b: ComparedSession): Named {
  const unknown = [a, b].filter(({ cost, tokens }) => cost.usd === null && tokens.total > 0);
  if (unknown.length > 0) {
    const names = unknown.map(({ letter }) => letter).join(' and ');
    return { about: 'cost', text: `What ${names} cost is not known: no model of it has a known price.` };
  }
  const [usdA, usdB] = [a.cost.usd ?? 0, b.cost.usd ?? 0];
  if (!isWorthAWord(usdA, usdB, USD_WORTH_A_WORD)) return null;
  const amount = `${b.letter} cost ${formatUsd(Math.abs(usdB - usdA))} ${moreOrLess(usdA, usdB)} than ${a.letter}`;
  const unpriced = [a, b].filter(({ cost }) => cost.unpriced_tokens > 0);
  const without = unpriced.map(({ letter, cost }) => `${formatTokens(cost.unpriced_tokens)} tokens of ${letter}`);
  const left = without.length === 0 ? '' : `, not counting ${without.join(' and ')} without a known price`;
  return { about: 'cost', text: `${amount}${factor(usdA, usdB)}${mostly(a.cost_by_kind, b.cost_by_kind)}${left}.` };
}

function tokensDifference(a: ComparedSession, b: ComparedSession): Named {
  const [inA, inB] = [a.tokens.total, b.tokens.total];
  if (!isWorthAWord(inA, inB, TOKENS_WORTH_A_WORD)) return null;
  const amount = `${b.letter} used ${formatTokens(Math.abs(inB - inA))} ${inB > inA ? 'more' : 'fewer'} tokens than ${a.letter}`;
  return { about: 'tokens', text: `${amount}${factor(inA, inB)}${mostly(a.tokens, b.tokens)}.` };
}

function timeDifference(a: ComparedSession, b: ComparedSession): Named {
  const [inA, inB] = [a.elapsed_seconds, b.elapsed_seconds];
  if (inA === null || inB === null) {
    const names = [a, b].filter((each) => each.elapsed_seconds === null).map(({ letter }) => letter);
    return { about: 'time', text: `How long ${names.join(' and ')} took is not known.` };
  }
  if (!isWorthAWord(inA, inB, SECONDS_WORTH_A_WORD)) return null;
  const amount = `${b.letter} took ${duration(Math.abs(inB - inA))} ${inB > inA ? 'longer' : 'less'} than ${a.letter}`;
  return { about: 'time', text: `${amount}${factor(inA, inB)}.` };
}

function phaseDifferences(a: ComparedSession, b: ComparedSession): readonly Named[] {
  const untold = [a, b].filter(({ time_in_phases: phases }) => phases.length === 0);
  if (untold.length === 2) return [];
  if (untold.length === 1) {
    return [{ about: 'phase', text: `${untold[0]!.letter} told of no phases, so times in phases cannot be compared.` }];
  }
  const names = new Map([a, b].flatMap(({ time_in_phases: phases }) => phases).map(({ phase }) => [canonicalPhase(phase), phase])); // prettier-ignore
  const spent = [...names].map(([key, phase]) => ({ phase, inA: secondsIn(a, key), inB: secondsIn(b, key) }));
  return spent
    .filter(({ inA, inB }) => isWorthAWord(inA, inB, SECONDS_WORTH_A_WORD))
    .sort((x, y) => Math.abs(y.inB - y.inA) - Math.abs(x.inB - x.inA))
    .slice(0, PHASES_NAMED)
    .map((each) => ({ about: 'phase', text: phaseText(a.letter, b.letter, each) }));
}

function phaseText(
  a: string,
  b: string,
  { phase, inA, inB }: { readonly phase: string; readonly inA: number; readonly inB: number },
): string {
  if (inA === 0) return `Only ${b} was in ${phase}, for ${duration(inB)}.`;
  if (inB === 0) return `Only ${a} was in ${phase}, for ${duration(inA)}.`;
  const amount = `${b} spent ${duration(Math.abs(inB - inA))} ${inB > inA ? 'longer' : 'less'} in ${phase} than ${a}`;
  return `${amount} (${duration(inB)} against ${duration(inA)}).`;
}

function taskDifference(a: ComparedSession, b: ComparedSession): Named {
  const [inA, inB] = [a.tasks, b.tasks];
  if (inA === null && inB === null) return null;
  if (inA === null || inB === null) {
    return { about: 'tasks', text: `${(inA === null ? a : b).letter} told of no task list.` };
  }
  if (inA.done === inB.done && inA.total === inB.total) return null;
  const of = ({ done, total }: { readonly done: number; readonly total: number }): string => `${done} of ${total}`;
  const apart = Math.abs(inB.done - inA.done);
  if (apart === 0) return { about: 'tasks', text: `Both finished ${inA.done} tasks: ${a.letter} ${of(inA)}, ${b.letter} ${of(inB)}.` }; // prettier-ignore
  const word = `${inB.done > inA.done ? 'more' : 'fewer'} ${apart === 1 ? 'task' : 'tasks'}`;
  return { about: 'tasks', text: `${b.letter} finished ${apart} ${word} than ${a.letter} (${of(inB)} against ${of(inA)}).` }; // prettier-ignore
}

function perTaskDifference(a: ComparedSession, b: ComparedSession): Named {
  const [inA, inB] = [a.per_task?.usd ?? null, b.per_task?.usd ?? null];
  if (inA === null || inB === null || !isWorthAWord(inA, inB, USD_WORTH_A_WORD)) return null;
  const amount = `A finished task cost ${formatUsd(inB)} in ${b.letter} and ${formatUsd(inA)} in ${a.letter}`;
  return { about: 'tasks', text: `${amount}.` };
}

function errorDifference(a: ComparedSession, b: ComparedSession): Named {
  const apart = Math.abs(b.errors - a.errors);
  if (apart === 0) return null;
  const word = `${b.errors > a.errors ? 'more' : 'fewer'} ${apart === 1 ? 'error' : 'errors'}`;
  return { about: 'errors', text: `${b.letter} had ${apart} ${word} than ${a.letter} (${b.errors} against ${a.errors}).` }; // prettier-ignore
}

function contextDifference(a: ComparedSession, b: ComparedSession): Named {
  const [inA, inB] = [a.highest_context, b.highest_context];
  if (inA === null || inB === null || Math.abs(inB - inA) < CONTEXT_WORTH_A_WORD) return null;
  const amount = `The context window of ${b.letter} was at most ${Math.floor(inB)} % full`;
  return { about: 'context', text: `${amount}, that of ${a.letter} ${Math.floor(inA)} %.` };
}

function secondsIn({ time_in_phases: phases }: ComparedSession, key: string): number {
  return phases.find(({ phase }) => canonicalPhase(phase) === key)?.seconds ?? 0;
}

function isWorthAWord(a: number, b: number, atLeast: number): boolean {
  const apart = Math.abs(b - a);
  return apart >= atLeast && apart >= Math.max(a, b) * WORTH_A_WORD;
}

function moreOrLess(a: number, b: number): string {
  return b > a ? 'more' : 'less';
}

/** How many times the first value the second is: " (2.4×)", " (0.4×)". Of nothing there is no multiple. */
function factor(a: number, b: number): string {
  if (a <= 0 || b <= 0) return '';
  const times = b / a;
  if (times < 0.01) return ' (< 0.01×)';
  return ` (${times.toFixed(times < 0.1 ? 2 : times < 10 ? 1 : 0)}×)`;
}

const KIND_WORDS: Readonly<Record<TokenKind, string>> = {
  input: 'input',
  output: 'output',
  cache_read: 'cache reads',
  cache_write: 'cache writes',
};

/** Of which kind most of the difference is, where one is; a kind that went the other way is none. */
function mostly(a: ByKind | null, b: ByKind | null): string {
  if (a === null || b === null) return '';
  const apart = TOKEN_KINDS.map((kind) => ({ kind, by: b[kind] - a[kind] }));
  const whole = apart.reduce((sum, { by }) => sum + by, 0);
  const largest = apart.reduce((x, y) => (y.by / whole > x.by / whole ? y : x));
  return largest.by / whole >= MOSTLY ? `, mostly ${KIND_WORDS[largest.kind]}` : '';
}

function duration(seconds: number): string {
  return formatDuration(seconds * 1_000);
}
