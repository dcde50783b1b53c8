import type { UsagePoint, UsageSeries } from '../../src/protocol/series.ts';

type Kind = 'input' | 'output' | 'cache' | 'usd';

export interface Cumulative {
  /** ms since the Unix epoch. */
  readonly times: readonly number[];
  /** The sum of all points up to each time. */
  readonly sums: Readonly<Record<Kind, readonly number[]>>;
}

/** What was used up to each moment, beginning with nothing at `from` where that is known. */
export function cumulative(series: UsageSeries, from: number | null): Cumulative {
  const start = from !== null && from < (series[0]?.t ?? 0) ? [from] : [];
  const times = [...start, ...series.map((point) => point.t)];
  const sumsOf = (kind: Kind) => [...start.map(() => 0), ...runningSums(series, kind)];
  return {
    times,
    sums: { input: sumsOf('input'), output: sumsOf('output'), cache: sumsOf('cache'), usd: sumsOf('usd') },
  };
}

function runningSums(series: UsageSeries, kind: Exclude<keyof UsagePoint, 't'>): readonly number[] {
  let sum = 0;
  return series.map((point) => (sum += point[kind]));
}
