import type { UsageSeries } from './series.ts';

/** The time over which rates are taken, ms. */
export const RATE_WINDOW_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
/** The window begins amid a minute, and may end before the newest: a clock may be ahead. */
const MINUTES = RATE_WINDOW_MS / MINUTE_MS + 2;

/** What was used within one minute. */
export interface UseMinute {
  /** Of the last request in it, ms since the Unix epoch. */
  readonly t: number;
  readonly tokens: number;
  /** The priced part, USD. */
  readonly usd: number;
}

/** The newest minutes in which something was used: as many as a rate can be counted from, and small enough for a list. */
export function recentUse(series: UsageSeries): readonly UseMinute[] {
  const minutes = new Map<number, UseMinute>();
  for (let index = series.length - 1; index >= 0; index--) {
    const { t, input, output, cache, usd } = series[index]!;
    const minute = Math.floor(t / MINUTE_MS);
    if (!minutes.has(minute) && minutes.size === MINUTES) break;
    const later = minutes.get(minute) ?? { t, tokens: 0, usd: 0 };
    minutes.set(minute, { t: later.t, tokens: later.tokens + input + output + cache, usd: later.usd + usd });
  }
  return [...minutes.values()].reverse();
}
