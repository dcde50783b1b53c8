import { formatDay, formatMinute, formatTime } from '../clock.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** How to write times that are `step` ms apart: no finer than they differ. */
export function axisTime(step: number): (ms: number) => string {
  if (step >= DAY_MS) return formatDay;
  return step >= MINUTE_MS ? formatMinute : formatTime;
}
