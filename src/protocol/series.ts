/** Bounded series for charts: points in time order, thinned by pairs when there are too many. */

/** Points kept in a series before every second one is folded into its neighbour. */
export const SERIES_LIMIT = 720;

export interface ContextPoint {
  /** ms since the Unix epoch. */
  readonly t: number;
  /** null while the size of the window was not known. */
  readonly percent: number | null;
  /** null where only a percent was told. */
  readonly tokens: number | null;
}

/** What one or more model calls added at `t`. */
export interface UsagePoint {
  readonly t: number;
  readonly input: number;
  readonly output: number;
  readonly cache: number;
  /** The priced part, USD. */
  readonly usd: number;
}

/** How many events told of a part of the time; `t` is the last of them. */
export interface EventPoint {
  readonly t: number;
  readonly events: number;
}

export type ContextSeries = readonly ContextPoint[];
export type EventSeries = readonly EventPoint[];
export type UsageSeries = readonly UsagePoint[];

export function addContextPoint(series: ContextSeries, point: ContextPoint): ContextSeries {
  return thin(
    insertByTime(series, point, (other) => other.t),
    fuller,
  );
}

/** Of two points with a percent the higher one; a point without one has only its tokens to go by. */
function fuller(a: ContextPoint, b: ContextPoint): ContextPoint {
  if (a.percent === null || b.percent === null) return (a.tokens ?? 0) > (b.tokens ?? 0) ? a : b;
  return a.percent >= b.percent ? a : b;
}

/** A correction has the time of what it corrects, and is one with it. */
export function addUsagePoint(series: UsageSeries, point: UsagePoint): UsageSeries {
  const index = series.findLastIndex((other) => other.t <= point.t);
  const same = series[index];
  if (same?.t !== point.t)
    return thin(
      insertByTime(series, point, (other) => other.t),
      addPoints,
    );
  const sum = addPoints(same, point);
  const isNothing = sum.input === 0 && sum.output === 0 && sum.cache === 0;
  return [...series.slice(0, index), ...(isNothing ? [] : [sum]), ...series.slice(index + 1)];
}

function addPoints(a: UsagePoint, b: UsagePoint): UsagePoint {
  return {
    t: b.t,
    input: a.input + b.input,
    output: a.output + b.output,
    cache: a.cache + b.cache,
    usd: a.usd + b.usd,
  };
}

/** Events within so much time, ms, share a point while a session is short. */
const SHORTEST_BIN_MS = 5_000;

/** Counts one more event at `time`. As a session grows, longer parts of it share a point, all equally long. */
export function countEvent(series: EventSeries, time: number): EventSeries {
  const [first, last] = [series[0], series.at(-1)];
  if (first === undefined || last === undefined) return [{ t: time, events: 1 }];
  const width = binWidth(Math.max(last.t, time) - Math.min(first.t, time));
  const bin = Math.floor(time / width);
  const index = series.findLastIndex(({ t }) => Math.floor(t / width) <= bin);
  const known = series[index];
  if (known !== undefined && Math.floor(known.t / width) === bin) {
    const counted = series.slice();
    counted[index] = { t: Math.max(known.t, time), events: known.events + 1 };
    return counted;
  }
  const counted = series.toSpliced(index + 1, 0, { t: time, events: 1 });
  return counted.length <= SERIES_LIMIT ? counted : inBins(counted, width);
}

/** So that a span of this length has about half as many parts as a series may have points. */
function binWidth(span: number): number {
  const parts = span / (SHORTEST_BIN_MS * (SERIES_LIMIT / 2));
  return SHORTEST_BIN_MS * 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(parts, 1))));
}

function inBins(series: EventSeries, width: number): EventSeries {
  const bins: EventPoint[] = [];
  for (const point of series) {
    const before = bins.at(-1);
    const same = before !== undefined && Math.floor(before.t / width) === Math.floor(point.t / width);
    if (same) bins[bins.length - 1] = { t: point.t, events: before.events + point.events };
    else bins.push(point);
  }
  return bins;
}

/** Facts may arrive late, so an item goes where its time says. Nearly always that is the end. */
export function insertByTime<T>(items: readonly T[], item: T, timeOf: (item: T) => number): T[] {
  let index = items.length;
  while (index > 0 && timeOf(items[index - 1]!) > timeOf(item)) index--;
  return [...items.slice(0, index), item, ...items.slice(index)];
}

/** Folds pairs when the series is too long: sums keep their total, peaks stay visible. */
function thin<P>(series: readonly P[], fold: (a: P, b: P) => P): readonly P[] {
  if (series.length <= SERIES_LIMIT) return series;
  const thinned: P[] = [];
  for (let index = 0; index + 1 < series.length; index += 2) thinned.push(fold(series[index]!, series[index + 1]!));
  if (series.length % 2 === 1) thinned.push(series.at(-1)!);
  return thinned;
}
