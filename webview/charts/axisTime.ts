import { formatDuration } from '../../src/protocol/format.ts';
import { formatDay, formatMinute, formatTime } from '../clock.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** How to write times that are `step` ms apart: no finer than they differ. */
export function axisTime(step: number): (ms: number) => string {
  if (step >= DAY_MS) return formatDay;
  return step >= MINUTE_MS ? formatMinute : formatTime;
}

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** How far apart spans on an axis may be, ms. */
export const ELAPSED_STEPS: readonly number[] = [
  ...[1, 5, 10, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 5, 10, 30, 100, 300, 1_000].map((days) => days * DAY_MS),
];

/** "1 h 30 m", and of what is whole no more than that: "2 h", "5 m". */
export function elapsedTime(ms: number): string {
  return formatDuration(ms).replace(/^(\d+ [^\s\d]+) 0 [^\s\d]+$/, '$1');
}
