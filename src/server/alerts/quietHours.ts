import type { Severity, Silence } from '../../protocol/alerts.ts';
import type { AlertSettings, QuietHours } from './settings.ts';

/** Why nobody is to be disturbed by an alert of a session now; undefined where they are. */
export function silenceOf(
  session: string,
  severity: Severity,
  now: number,
  { muted, quietHours }: Pick<AlertSettings, 'muted' | 'quietHours'>,
): Silence | undefined {
  if (muted.includes(session)) return 'muted';
  if (quietHours === null || !isQuiet(quietHours, new Date(now))) return undefined;
  return severity === 'needs_you' && quietHours.needsYou ? undefined : 'quiet hours';
}

/** By this machine's own clock and time zone. Hours that end before they begin last over midnight. */
function isQuiet({ from, to }: QuietHours, now: Date): boolean {
  const minute = now.getHours() * 60 + now.getMinutes();
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  return begin <= end ? minute >= begin && minute < end : minute >= begin || minute < end;
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours! * 60 + minutes!;
}
