import type { Clock } from '../../protocol/events.ts';

const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
/** As agents write it in each of their lines. */
const UTC = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** ms since the Unix epoch; null when it is no time. Without a zone it is this machine's local time. */
export function parseTimestamp(value: unknown): number | null {
  if (typeof value === 'string' && UTC.test(value)) return parseUtc(value);
  // The engine also takes "1" for the year 2001, so the shape is checked first.
  if (typeof value !== 'string' || value.length > 100 || !ISO.test(value)) return null;
  return parsed(value);
}

const ZERO = 0x30;

/** The engine takes several times as long for it. Which months have 29 days or more it must say. */
function parseUtc(time: string): number | null {
  const number = (at: number): number => (time.charCodeAt(at) - ZERO) * 10 + time.charCodeAt(at + 1) - ZERO;
  const [year, month, day] = [number(0) * 100 + number(2), number(5), number(8)];
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 28) return parsed(time);
  const ms = number(20) * 10 + time.charCodeAt(22) - ZERO;
  return Date.UTC(year, month - 1, day, number(11), number(14), number(17), ms);
}

function parsed(time: string): number | null {
  const at = new Date(time).getTime();
  return Number.isFinite(at) ? at : null;
}

export interface Dated {
  readonly time: number;
  readonly clock: Clock;
}

/** The first of the producer's time stamps that is one, else `otherwise`. */
export function firstTime(stamps: readonly unknown[], otherwise: Dated): Dated {
  const times = stamps.map(parseTimestamp);
  const time = times.find((each) => each !== null);
  return time === undefined || time === null ? otherwise : { time, clock: 'producer' };
}

/** The local time in a name such as "weather-app_20261123_002504", ms since the Unix epoch; null without one. */
export function timeInName(name: string): number | null {
  const match = /(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)$/.exec(name);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  return new Date(year!, month! - 1, day, hour, minute, second).getTime();
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * What `date` prints ("Mon Nov 23 00:25:04 UTC 2026", "Mon 23 Nov 2026 12:25:04 AM UTC") as ms since the Unix epoch;
 * null when it is something else. UTC and offsets are exact, any other zone is taken for this machine's.
 */
export function parseDateOutput(text: string): number | null {
  const clock = /\b(\d{1,2}):(\d\d):(\d\d)(?:\s*([AP])M)?/i.exec(text);
  const year = /(?<![+-])\b(\d{4})\b/.exec(text);
  const month = MONTHS.findIndex((name) => new RegExp(`\\b${name}[a-z]*\\b`, 'i').test(text));
  if (clock === null || year === null || month < 0 || text.length > 100) return null;
  const day = /(?:^|\s)(\d{1,2})(?=[\s,.]|$)/.exec(text.replace(clock[0], ' '));
  if (day === null) return null;
  const half = clock[4]?.toUpperCase();
  const hour = half === undefined ? Number(clock[1]) : (Number(clock[1]) % 12) + (half === 'P' ? 12 : 0);
  const parts = [Number(year[1]), month, Number(day[1]), hour, Number(clock[2]), Number(clock[3])] as const;
  const offset = zoneOffset(text);
  return offset === null ? new Date(...parts).getTime() : Date.UTC(...parts) - offset;
}

/** ms east of UTC; null for a zone that is known only by its letters. */
function zoneOffset(text: string): number | null {
  if (/\b(UTC|GMT|Z)\b/.test(text)) return 0;
  const match = /\s([+-])(\d\d):?(\d\d)?(?=\s|$)/.exec(text);
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return (match[1] === '-' ? -1 : 1) * minutes * 60_000;
}
