/** What was done per minute, over a window that moves along: a course for a chart. */

/** A value that holds from `t` until the next point. */
export interface RatePoint {
  /** ms since the Unix epoch. */
  readonly t: number;
  readonly perMinute: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Up to which length of a session, ms, which window is used, ms: a shorter one would show nothing but noise. */
const WINDOWS: readonly (readonly [span: number, window: number])[] = [
  [20 * MINUTE_MS, MINUTE_MS],
  [2 * HOUR_MS, 5 * MINUTE_MS],
  [20 * HOUR_MS, 15 * MINUTE_MS],
  [4 * DAY_MS, HOUR_MS],
  [16 * DAY_MS, 4 * HOUR_MS],
];

/** The window, ms, over which the rates of a span of this length are taken: a quarter of an hour for a night. */
export function rateWindow(span: number): number {
  return WINDOWS.find(([longest]) => span <= longest)?.[1] ?? DAY_MS;
}

/**
 * For each moment of a span, how much there was per minute in the window before it. It changes where something enters
 * the window or leaves it, and there alone are points. What was before the span counts as nothing.
 */
export function ratesOver(
  told: readonly { readonly t: number; readonly amount: number }[],
  { from, to }: { readonly from: number; readonly to: number },
  window: number,
): readonly RatePoint[] {
  const inside = told.filter(({ t }) => t >= from && t <= to);
  const times = [from, to, ...inside.flatMap(({ t }) => [t, t + window])].filter((t) => t <= to);
  let [sum, entered, left] = [0, 0, 0];
  return [...new Set(times)]
    .sort((a, b) => a - b)
    .map((t) => {
      while (entered < inside.length && inside[entered]!.t <= t) sum += inside[entered++]!.amount;
      while (left < entered && inside[left]!.t <= t - window) sum -= inside[left++]!.amount;
      // Of what was added and taken away again a trace may remain.
      if (left === entered) sum = 0;
      return { t, perMinute: (Math.max(0, sum) * MINUTE_MS) / window };
    });
}
