import { endedAt, isLive, startedAt } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';

/** A part of a session's time, ms since the Unix epoch. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Shorter than this no part of a session is looked at, ms: its facts are not dated any finer. */
const SHORTEST_MS = 1_000;
/** A session that goes on moves its end in steps of about such a part, so that its charts are not drawn each second. */
const STEPS = 600;

/**
 * From the first fact of a session to its end, or to now while it goes on. `exact`: to now and no further, since what
 * is shown is how it was at that moment.
 */
export function wholeRange(state: SessionState, now: number, exact: boolean): TimeRange {
  const { contextSeries, usageSeries, eventSeries } = state;
  const all = [contextSeries, usageSeries, eventSeries];
  const first = Math.min(startedAt(state) ?? now, ...all.flatMap(([point]) => (point === undefined ? [] : [point.t])));
  const last = Math.max(...all.map((series) => series.at(-1)?.t ?? first), first);
  const end = isLive(state, now) ? Math.max(now, last) : Math.max(endedAt(state) ?? last, last);
  const step = exact || !isLive(state, now) ? 1 : stepOf(end - first);
  const to = first + Math.ceil((end - first) / step) * step;
  return { from: first, to: Math.max(to, first + SHORTEST_MS) };
}

/** A power of two seconds: it stays the same while a session grows to twice its length. */
function stepOf(span: number): number {
  return 1_000 * 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(1, span) / STEPS / 1_000)));
}

/** The part within the whole, never shorter than what is worth looking at. */
export function within(part: TimeRange, whole: TimeRange): TimeRange {
  const length = Math.min(Math.max(part.to - part.from, SHORTEST_MS), whole.to - whole.from);
  const from = Math.min(Math.max(part.from, whole.from), whole.to - length);
  return { from, to: from + length };
}

/** `factor` times as much of the time, with what is at `around` staying where it is. */
export function zoomed({ from, to }: TimeRange, factor: number, around: number): TimeRange {
  return { from: around - (around - from) * factor, to: around + (to - around) * factor };
}

/** Further on by a part of what is on view, or back. */
export function moved({ from, to }: TimeRange, part: number): TimeRange {
  const by = (to - from) * part;
  return { from: from + by, to: to + by };
}
