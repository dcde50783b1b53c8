/** Times of day and exact numbers as the page writes them: 24 hours, the reader's own time zone. */

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const MINUTE = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const DAY_AND_MINUTE = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

const DAY_AND_SECOND = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

const DATE_AND_MINUTE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

const ZONED = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});

/** "00:25:04" */
export const formatTime = (ms: number): string => TIME.format(ms);
/** "00:25" */
export const formatMinute = (ms: number): string => MINUTE.format(ms);
/** "23 Nov" */
export const formatDay = (ms: number): string => DAY.format(ms);
/** "23 Nov, 00:25" */
export const formatMoment = (ms: number): string => DAY_AND_MINUTE.format(ms);
/** "23 Nov, 00:25:04" */
export const formatSecond = (ms: number): string => DAY_AND_SECOND.format(ms);
/** "23 Nov 2026, 00:25" */
export const formatMade = (ms: number): string => DATE_AND_MINUTE.format(ms);
/** "23 Nov 2026, 00:25:04 CET, Europe/Berlin" */
export const formatZoned = (ms: number): string => {
  const [time, zone] = [ZONED.format(ms), ZONED.resolvedOptions().timeZone];
  return time.endsWith(zone) ? time : `${time}, ${zone}`;
};
