import { language, t } from '../../src/protocol/language.ts';
import { formatMoment } from '../clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "3 minutes ago", "in 6 days". `ms`: from now, negative for the past. Whole units only, none made larger than it is. */
function distance(ms: number): string {
  const size = Math.abs(ms);
  const relative = new Intl.RelativeTimeFormat(language().locale, { numeric: 'always' });
  if (size < HOUR_MS) return relative.format(Math.trunc(ms / MINUTE_MS), 'minute');
  if (size < 2 * DAY_MS) return relative.format(Math.trunc(ms / HOUR_MS), 'hour');
  return relative.format(Math.trunc(ms / DAY_MS), 'day');
}

/** When somebody was last here. */
export function agoWords(time: string, now: number): string {
  const ms = Date.parse(time) - now;
  return ms > -MINUTE_MS ? t('just now') : distance(ms);
}

/** When something ends. */
export function untilWords(time: string, now: number): string {
  const ms = Date.parse(time) - now;
  return ms < MINUTE_MS ? t('in less than a minute') : distance(ms);
}

/** "23 Nov, 00:25" */
export const momentWords = (time: string): string => formatMoment(Date.parse(time));

/** "4:32" left; null when the time has come. */
export function countdown(time: string, now: number): string | null {
  const seconds = Math.floor((Date.parse(time) - now) / 1_000);
  if (seconds < 0) return null;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
