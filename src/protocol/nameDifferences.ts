import { TOKEN_KINDS } from './comparison.ts';
import type { ByKind, ComparedSession, NamedDifference, TokenKind } from './comparison.ts';
import { count } from './count.ts';
import { formatDecimal, formatDuration, formatTokens, formatUsd } from './format.ts';
import { language, t } from './language.ts';
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
  const nothing = { about: 'nothing', text: t`${b} differs from ${a} in nothing by more than 5 %.` } as const;
  return (found.length > 0 ? found : [nothing]).map((each) => ({ between: [a, b], ...each }));
}

function costDifference(a: ComparedSession, b: ComparedSession): Named {
  const unknown = [a, b].filter(({ cost, tokens }) => cost.usd === null && tokens.total > 0);
  if (unknown.length > 0) {
    const names = listed(unknown.map(({ letter }) => letter));
    return { about: 'cost', text: t`What ${names} cost is not known: no model of it has a known price.` };
  }
  const [usdA, usdB] = [a.cost.usd ?? 0, b.cost.usd ?? 0];
  if (!isWorthAWord(usdA, usdB, USD_WORTH_A_WORD)) return null;
  const usd = formatUsd(Math.abs(usdB - usdA));
  const amount =
    usdB > usdA ? t`${b.letter} cost ${usd} more than ${a.letter}` : t`${b.letter} cost ${usd} less than ${a.letter}`;
  const unpriced = [a, b].filter(({ cost }) => cost.unpriced_tokens > 0);
  const without = unpriced.map(({ letter, cost }) => t`${formatTokens(cost.unpriced_tokens)} tokens of ${letter}`);
  const left = without.length === 0 ? '' : t`, not counting ${listed(without)} without a known price`;
  return { about: 'cost', text: `${amount}${factor(usdA, usdB)}${mostly(a.cost_by_kind, b.cost_by_kind)}${left}.` };
}

function tokensDifference(a: ComparedSession, b: ComparedSession): Named {
  const [inA, inB] = [a.tokens.total, b.tokens.total];
  if (!isWorthAWord(inA, inB, TOKENS_WORTH_A_WORD)) return null;
  const tokens = formatTokens(Math.abs(inB - inA));
  const amount =
    inB > inA
      ? t`${b.letter} used ${tokens} more tokens than ${a.letter}`
      : t`${b.letter} used ${tokens} fewer tokens than ${a.letter}`;
  return { about: 'tokens', text: `${amount}${factor(inA, inB)}${mostly(a.tokens, b.tokens)}.` };
}

function timeDifference(a: ComparedSession, b: ComparedSession): Named {
  const [inA, inB] = [a.elapsed_seconds, b.elapsed_seconds];
  if (inA === null || inB === null) {
    const names = [a, b].filter((each) => each.elapsed_seconds === null).map(({ letter }) => letter);
    return { about: 'time', text: t`How long ${listed(names)} took is not known.` };
  }
  if (!isWorthAWord(inA, inB, SECONDS_WORTH_A_WORD)) return null;
  const time = duration(Math.abs(inB - inA));
  const amount =
    inB > inA ? t`${b.letter} took ${time} longer than ${a.letter}` : t`${b.letter} took ${time} less than ${a.letter}`;
  return { about: 'time', text: `${amount}${factor(inA, inB)}.` };
}

function phaseDifferences(a: ComparedSession, b: ComparedSession): readonly Named[] {
  const untold = [a, b].filter(({ time_in_phases: phases }) => phases.length === 0);
  if (untold.length === 2) return [];
  if (untold.length === 1) {
    return [
      { about: 'phase', text: t`${untold[0]!.letter} told of no phases, so times in phases cannot be compared.` },
    ];
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
  if (inA === 0) return t`Only ${b} was in ${phase}, for ${duration(inB)}.`;
  if (inB === 0) return t`Only ${a} was in ${phase}, for ${duration(inA)}.`;
  const [time, ofB, ofA] = [duration(Math.abs(inB - inA)), duration(inB), duration(inA)];
  return inB > inA
    ? t`${b} spent ${time} longer in ${phase} than ${a} (${ofB} against ${ofA}).`
    : t`${b} spent ${time} less in ${phase} than ${a} (${ofB} against ${ofA}).`;
}

function taskDifference(a: ComparedSession, b: ComparedSession): Named {
  const [inA, inB] = [a.tasks, b.tasks];
  if (inA === null && inB === null) return null;
  if (inA === null || inB === null) {
    return { about: 'tasks', text: t`${(inA === null ? a : b).letter} told of no task list.` };
  }
  if (inA.done === inB.done && inA.total === inB.total) return null;
  const of = ({ done, total }: { readonly done: number; readonly total: number }): string => t`${done} of ${total}`;
  const apart = Math.abs(inB.done - inA.done);
  if (apart === 0) return { about: 'tasks', text: t`Both finished ${inA.done} tasks: ${a.letter} ${of(inA)}, ${b.letter} ${of(inB)}.` }; // prettier-ignore
  const more = {
    one: t('{1} finished 1 more task than {2} ({3} against {4}).'),
    other: t('{1} finished {0} more tasks than {2} ({3} against {4}).'),
  };
  const fewer = {
    one: t('{1} finished 1 fewer task than {2} ({3} against {4}).'),
    other: t('{1} finished {0} fewer tasks than {2} ({3} against {4}).'),
  };
  const text = count(apart, inB.done > inA.done ? more : fewer, b.letter, a.letter, of(inB), of(inA));
  return { about: 'tasks', text };
}

function perTaskDifference(a: ComparedSession, b: ComparedSession): Named {
  const [inA, inB] = [a.per_task?.usd ?? null, b.per_task?.usd ?? null];
  if (inA === null || inB === null || !isWorthAWord(inA, inB, USD_WORTH_A_WORD)) return null;
  const text = t`A finished task cost ${formatUsd(inB)} in ${b.letter} and ${formatUsd(inA)} in ${a.letter}.`;
  return { about: 'tasks', text };
}

function errorDifference(a: ComparedSession, b: ComparedSession): Named {
  const apart = Math.abs(b.errors - a.errors);
  if (apart === 0) return null;
  const more = {
    one: t('{1} had 1 more error than {2} ({3} against {4}).'),
    other: t('{1} had {0} more errors than {2} ({3} against {4}).'),
  };
  const fewer = {
    one: t('{1} had 1 fewer error than {2} ({3} against {4}).'),
    other: t('{1} had {0} fewer errors than {2} ({3} against {4}).'),
  };
  const text = count(apart, b.errors > a.errors ? more : fewer, b.letter, a.letter, b.errors, a.errors);
  return { about: 'errors', text };
}

function contextDifference(a: ComparedSession, b: ComparedSession): Named {
  const [inA, inB] = [a.highest_context, b.highest_context];
  if (inA === null || inB === null || Math.abs(inB - inA) < CONTEXT_WORTH_A_WORD) return null;
  const [full, fullA] = [Math.floor(inB), Math.floor(inA)];
  const text = t`The context window of ${b.letter} was at most ${full} % full, that of ${a.letter} ${fullA} %.`;
  return { about: 'context', text };
}

function secondsIn({ time_in_phases: phases }: ComparedSession, key: string): number {
  return phases.find(({ phase }) => canonicalPhase(phase) === key)?.seconds ?? 0;
}

function isWorthAWord(a: number, b: number, atLeast: number): boolean {
  const apart = Math.abs(b - a);
  return apart >= atLeast && apart >= Math.max(a, b) * WORTH_A_WORD;
}

/** "A and B" */
function listed(names: readonly string[]): string {
  return new Intl.ListFormat(language().locale, { type: 'conjunction' }).format(names);
}

/** How many times the first value the second is: " (2.4×)", " (0.4×)". Of nothing there is no multiple. */
function factor(a: number, b: number): string {
  if (a <= 0 || b <= 0) return '';
  const times = b / a;
  if (times < 0.01) return ' (< 0.01×)';
  return ` (${formatDecimal(times, times < 0.1 ? 2 : times < 10 ? 1 : 0)}×)`;
}

function mostlyOf(kind: TokenKind): string {
  switch (kind) {
    case 'input':
      return t(', mostly input');
    case 'output':
      return t(', mostly output');
    case 'cache_read':
      return t(', mostly cache reads');
    case 'cache_write':
      return t(', mostly cache writes');
  }
}

/** Of which kind most of the difference is, where one is; a kind that went the other way is none. */
function mostly(a: ByKind | null, b: ByKind | null): string {
  if (a === null || b === null) return '';
  const apart = TOKEN_KINDS.map((kind) => ({ kind, by: b[kind] - a[kind] }));
  const whole = apart.reduce((sum, { by }) => sum + by, 0);
  const largest = apart.reduce((x, y) => (y.by / whole > x.by / whole ? y : x));
  return largest.by / whole >= MOSTLY ? mostlyOf(largest.kind) : '';
}

function duration(seconds: number): string {
  return formatDuration(seconds * 1_000);
}
