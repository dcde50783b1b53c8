/** ms that a Date can hold: what a hostile file says beyond it is no time. */
const LAST_DATE_MS = 8.64e15;

/** A time (ms since the Unix epoch) as ISO 8601; null when it is unknown or no time. */
export function iso(ms: number | null): string | null {
  return ms === null || !(Math.abs(ms) <= LAST_DATE_MS) ? null : new Date(ms).toISOString();
}
