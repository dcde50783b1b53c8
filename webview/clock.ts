/** Times of day and dates as the page writes them: 24 hours, the reader's own time zone, by the habits of their language. */
import { language } from '../src/protocol/language.ts';

/** A night goes over midnight: "12:25" says too little. */
const CLOCK = { hourCycle: 'h23' } as const;
const MINUTE = { ...CLOCK, hour: '2-digit', minute: '2-digit' } as const;
const SECOND = { ...MINUTE, second: '2-digit' } as const;
const DAY = { day: 'numeric', month: 'short' } as const;

/** "00:25:04" */
export const formatTime = formatterOf(SECOND);
/** "00:25" */
export const formatMinute = formatterOf(MINUTE);
/** "23 Nov" */
export const formatDay = formatterOf(DAY);
/** "23 Nov 2026" */
export const formatDate = formatterOf({ ...DAY, year: 'numeric' });
/** "23 Nov, 00:25" */
export const formatMoment = formatterOf({ ...DAY, ...MINUTE });
/** "23 Nov, 00:25:04" */
export const formatSecond = formatterOf({ ...DAY, ...SECOND });
/** "23 Nov 2026, 00:25" */
export const formatMade = formatterOf({ ...CLOCK, dateStyle: 'medium', timeStyle: 'short' });

const zoned = formatOf({ ...DAY, ...SECOND, year: 'numeric', timeZoneName: 'short' });

/** "23 Nov 2026, 00:25:04 CET, Europe/Berlin" */
export function formatZoned(ms: number): string {
  const [time, zone] = [zoned().format(ms), zoned().resolvedOptions().timeZone];
  return time.endsWith(zone) ? time : `${time}, ${zone}`;
}

function formatterOf(options: Intl.DateTimeFormatOptions): (ms: number) => string {
  const format = formatOf(options);
  return (ms) => format().format(ms);
}

/** The language is known only once the page has started; from then on it stays, and so does the format, which costs much to make. */
function formatOf(options: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
  let made: { readonly locale: string; readonly format: Intl.DateTimeFormat } | null = null;
  return () => {
    const { locale } = language();
    if (made?.locale !== locale) made = { locale, format: new Intl.DateTimeFormat(locale, options) };
    return made.format;
  };
}
