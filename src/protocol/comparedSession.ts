import { COMPARED_PHASES, COMPARED_POINTS, TOKEN_KINDS } from './comparison.ts';
import type { ByKind, ComparedPhase, ComparedSeries, ComparedSession, PhaseTime } from './comparison.ts';
import type { Tokens } from './events.ts';
import { NO_TOKENS, totalTokens } from './events.ts';
import { canonicalPhase } from './phases.ts';
import { elapsed, sessionStatus, startedAt } from './selectors.ts';
import type { SessionState } from './state.ts';

/** What tokens of a model cost at a time (ms since the Unix epoch), USD; null when that is not known. */
export type PriceOf = (model: string, tokens: Tokens, time: number) => number | null;

export interface ComparisonContext {
  /** ms since the Unix epoch. */
  readonly now: number;
  readonly price: PriceOf;
}

const TITLE = 120;

/** What a comparison tells of one session, on a clock of its own that begins at its start. */
export function comparedSession(state: SessionState, letter: string, context: ComparisonContext): ComparedSession {
  const { now, price } = context;
  const start = startedAt(state);
  const end = state.end === null ? Math.min(now, state.activity?.at ?? now) : now;
  const ran = elapsed(state, end);
  const phases = start === null ? [] : phasesOf(state, start, start + (ran ?? 0));
  const status = sessionStatus(state, now);
  const { input, output, cache_read, cache_write_5m, cache_write_1h } = state.tokens;
  const total = totalTokens(state.tokens);
  const percents = state.contextSeries.flatMap(({ percent }) => percent ?? []);
  return {
    letter,
    session_id: state.id,
    title: titleOf(state),
    source: state.source,
    models: Object.keys(state.models),
    state: { name: status.name, evidence: status.evidence, since: isoOf(status.since) },
    start_time: isoOf(start),
    elapsed_seconds: wholeSeconds(ran),
    phases: phases.slice(-COMPARED_PHASES),
    time_in_phases: timeIn(phases),
    phases_inferred: state.phasesInferred,
    tokens: { total, input, output, cache_read, cache_write: cache_write_5m + cache_write_1h },
    cost: { usd: state.cost.usd, unpriced_tokens: state.cost.unpricedTokens },
    cost_by_kind: costByKind(state, start ?? now, price),
    ...tasksOf(state, total, ran),
    requests: state.calls,
    errors: state.errorCount,
    tool_calls: state.toolCount,
    tool_errors: state.toolErrorCount,
    compactions: state.compactionCount,
    lines: { added: state.linesAdded, removed: state.linesRemoved },
    highest_context: percents.length === 0 ? null : percents.reduce((a, b) => Math.max(a, b)),
    series: seriesOf(state, start),
  };
}

/** Agents have many sessions in one project: what they were asked for tells them apart. */
function titleOf({ id, project, task }: SessionState): string {
  const asked = task?.split('\n')[0]?.trim();
  return [project ?? id, asked].filter(Boolean).join(': ').slice(0, TITLE);
}

function tasksOf({ tasks, cost }: SessionState, tokens: number, ran: number | null) {
  if (tasks === null) return { tasks: null, per_task: null };
  const done = tasks.completed.length;
  const each = { usd: cost.usd === null ? null : cost.usd / done, tokens: tokens / done, seconds: ran === null ? null : ran / 1_000 / done }; // prettier-ignore
  return { tasks: { done, total: done + tasks.remaining.length }, per_task: done === 0 ? null : each };
}

/** The span of a phase that goes on ends with the session's last sign of life. */
function phasesOf({ phases }: SessionState, start: number, end: number): readonly ComparedPhase[] {
  return phases.flatMap(({ name, from, to }) => {
    const [begin, over] = [Math.max(from, start), Math.min(to ?? end, Math.max(end, from))];
    if (over <= begin) return [];
    return [{ phase: name, from: (begin - start) / 1_000, to: (over - start) / 1_000 }];
  });
}

/** Each phase by the name it was first told by. */
function timeIn(phases: readonly ComparedPhase[]): readonly PhaseTime[] {
  const sums = new Map<string, PhaseTime>();
  for (const { phase, from, to } of phases) {
    const known = sums.get(canonicalPhase(phase)) ?? { phase, seconds: 0 };
    sums.set(canonicalPhase(phase), { ...known, seconds: known.seconds + to - from });
  }
  return [...sums.values()];
}

/** Tokens by which the price of a kind is found: few enough that no tier for large requests begins below. */
const SAMPLE = 1_000;

/**
 * The cost of a session is a sum of requests, each of them priced as a whole. Its parts are in the proportion that the
 * prices by kind give, and together they are that sum.
 */
function costByKind({ models, cost }: SessionState, time: number, price: PriceOf): ByKind | null {
  if (cost.usd === null) return null;
  const sum = { input: 0, output: 0, cache_read: 0, cache_write: 0 };
  for (const [model, { tokens, costUsd }] of Object.entries(models)) {
    if (costUsd === null || costUsd === 0) continue;
    const of = (kind: keyof Tokens): number =>
      ((price(model, { ...NO_TOKENS, [kind]: SAMPLE }, time) ?? 0) / SAMPLE) * tokens[kind];
    const cacheWrite = of('cache_write_5m') + of('cache_write_1h');
    const parts = { input: of('input'), output: of('output'), cache_read: of('cache_read'), cache_write: cacheWrite };
    const whole = parts.input + parts.output + parts.cache_read + parts.cache_write;
    if (!(whole > 0)) return null;
    for (const kind of TOKEN_KINDS) sum[kind] += (parts[kind] / whole) * costUsd;
  }
  return sum;
}

function seriesOf({ contextSeries, usageSeries }: SessionState, start: number | null): ComparedSession['series'] {
  if (start === null) return { context: [], tokens: [], cost: [] };
  const since = (t: number): number => Math.max(0, (t - start) / 1_000);
  const context = contextSeries.flatMap(({ t, percent }) => (percent === null ? [] : [[since(t), percent] as const]));
  let [tokens, usd] = [0, 0];
  const sums = usageSeries.map((point) => {
    tokens += point.input + point.output + point.cache;
    usd += point.usd;
    return { at: since(point.t), tokens, usd };
  });
  const begin = sums.length === 0 ? [] : [[0, 0] as const];
  return {
    context: thinned(context),
    tokens: thinned([...begin, ...sums.map((sum) => [sum.at, sum.tokens] as const)]),
    cost: usd === 0 ? [] : thinned([...begin, ...sums.map((sum) => [sum.at, sum.usd] as const)]),
  };
}

/** Of neighbours the highest stays, and the first and the last point always. */
function thinned(series: ComparedSeries): ComparedSeries {
  if (series.length <= COMPARED_POINTS) return series;
  const inside = series.slice(1, -1);
  const size = Math.ceil(inside.length / (COMPARED_POINTS - 2));
  const kept = Array.from({ length: Math.ceil(inside.length / size) }, (_, index) =>
    inside.slice(index * size, (index + 1) * size).reduce((a, b) => (b[1] >= a[1] ? b : a)),
  );
  return [series[0]!, ...kept, series.at(-1)!];
}

/** As every list of sessions has it. */
function wholeSeconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / 1_000);
}

/** What a hostile file says is no time stays unknown. */
function isoOf(ms: number | null): string | null {
  return ms === null || !(Math.abs(ms) <= 8.64e15) ? null : new Date(ms).toISOString();
}
