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

export type ContextSeries = readonly ContextPoint[];
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
