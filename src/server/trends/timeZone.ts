/** A time zone as a person's clock has it, with its summer time. */
export interface TimeZone {
  readonly name: string;
  /** What is added to a time to get the local one, ms. */
  readonly offsetAt: (time: number) => number;
  /** Where the local day begins that is so many days after the one of `time`. */
  readonly dayStart: (time: number, days: number) => number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Throws a RangeError where there is no such zone. */
export function timeZone(name: string): TimeZone {
  const offsetOf = offsets(name);
  const known = new Map<number, number>();
  /** Asking is slow: once where a day begins, and for each quarter only of the two days a year that change. */
  const offsetAt = (time: number): number => {
    const day = Math.floor(time / DAY_MS) * DAY_MS;
    const [begin, end] = [at(day), at(day + DAY_MS)];
    return begin === end ? begin : at(Math.floor(time / (HOUR_MS / 4)) * (HOUR_MS / 4));
  };
  const at = (time: number): number => {
    const offset = known.get(time) ?? offsetOf(time);
    known.set(time, offset);
    return offset;
  };
  return {
    name,
    offsetAt,
    dayStart: (time, days) => {
      const local = Math.floor((time + offsetAt(time)) / DAY_MS + days) * DAY_MS;
      // The offset that holds there may be another than that of the moment by which it is looked for.
      const near = local - offsetAt(local - offsetAt(local));
      return local - offsetAt(near);
    },
  };
}

function offsets(timeZone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (time) => {
    const parts = format.formatToParts(time);
    const number = (wanted: string): number => Number(parts.find(({ type }) => type === wanted)!.value);
    const local = Date.UTC(number('year'), number('month') - 1, number('day'), number('hour'), number('minute'), number('second')); // prettier-ignore
    return local - Math.floor(time / 1_000) * 1_000;
  };
}
