import type { KnownEvent } from '../../protocol/events.ts';
import { channelsFor } from './filters.ts';
import { dayOf } from './localDay.ts';
import type { AlertSettings } from './settings.ts';

/** A report that comes later than this, ms, is of no use any more: the machine was off or asleep. */
const LATEST_MS = 6 * 3_600_000;
const HOUR_MS = 3_600_000;

/** What a report says to a channel, and the session that it is filed under. */
export interface ReportMessage {
  readonly session: string;
  readonly title: string;
  readonly text: string;
}

export interface DailyReportInput {
  readonly now: () => number;
  readonly settings: () => AlertSettings;
  /** Of a range, ms since the Unix epoch; null where there is no session at all. */
  readonly report: (range: { readonly from: number; readonly to: number }) => Promise<ReportMessage | null>;
  /** Whether an alert of this id was raised before, also by another run of the server. */
  readonly isRaised: (id: string) => boolean;
}

/** Tells once a day, at the hour that a person set, what happened before it. */
export class DailyReport {
  readonly #input: DailyReportInput;
  /** The report that was made last, or is being made. */
  #made = '';

  constructor(input: DailyReportInput) {
    this.#input = input;
  }

  /** The alert of the report that is due now; null where none is. Quiet hours do not hold it back: its hour was chosen. */
  async due(): Promise<KnownEvent | null> {
    const { now, settings, report, isRaised } = this.#input;
    const wanted = settings().report;
    if (wanted === null) return null;
    const at = lastTime(wanted.at, now());
    const id = `alert:report:${dayOf(at)}`;
    if (now() - at > LATEST_MS || this.#made === id) return null;
    this.#made = id;
    if (isRaised(id)) return null;
    const message = await report({ from: at - wanted.hours * HOUR_MS, to: at }).catch((error: unknown) => {
      this.#made = '';
      throw error;
    });
    if (message === null) return null;
    const { session, title, text } = message;
    const channels = channelsFor({ rule: 'report', severity: 'news' }, settings());
    const data = { rule: 'report', severity: 'news', title, text, conditions: [], channels } as const;
    return { id, session, time: now(), clock: 'receipt', source: 'alerts', type: 'alert', data };
  }
}

/** When it was this time of day last, ms since the Unix epoch. */
function lastTime(timeOfDay: string, now: number): number {
  const [hours, minutes] = timeOfDay.split(':').map(Number);
  const today = new Date(now).setHours(hours!, minutes, 0, 0);
  return today <= now ? today : new Date(today).setDate(new Date(today).getDate() - 1);
}
