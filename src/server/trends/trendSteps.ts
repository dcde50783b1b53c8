import type { ToldTrends } from '../../protocol/trends.ts';
import type { TimeZone } from './timeZone.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Up to so long a range is told by the hour, and then up to so long by the day. */
const BY_HOUR_MS = 2 * DAY_MS;
const BY_DAY_MS = 100 * DAY_MS;
/** Parts of a range at most: by the hour it has the fewest, by the day the most. */
const STEPS = 200;

/** The parts of a range: where each begins. */
export interface TrendSteps {
  readonly step: ToldTrends['step'];
  readonly starts: readonly number[];
}

/** Hours, days or weeks of the person's time zone, the first and the last one cut off by the range. */
export function trendSteps(from: number, to: number, zone: TimeZone): TrendSteps {
  const length = to - from;
  const step = length <= BY_HOUR_MS ? 'hour' : length <= BY_DAY_MS ? 'day' : 'week';
  const starts = [from];
  let next = after(from, step, zone);
  while (next < to && starts.length < STEPS) {
    starts.push(next);
    next = after(next, step, zone);
  }
  return { step, starts };
}

/** Where the step behind the one of `time` begins. Weeks begin on Monday. */
function after(time: number, step: TrendSteps['step'], zone: TimeZone): number {
  if (step === 'hour') {
    const offset = zone.offsetAt(time);
    return (Math.floor((time + offset) / HOUR_MS) + 1) * HOUR_MS - offset;
  }
  return zone.dayStart(time, step === 'day' ? 1 : 7 - weekdayOf(time, zone));
}

/** 0 is Monday. */
export function weekdayOf(time: number, zone: TimeZone): number {
  return (new Date(time + zone.offsetAt(time)).getUTCDay() + 6) % 7;
}

export function hourOf(time: number, zone: TimeZone): number {
  return new Date(time + zone.offsetAt(time)).getUTCHours();
}
