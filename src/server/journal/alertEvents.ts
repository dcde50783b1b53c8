import type { DatabaseSync } from 'node:sqlite';
import type { JournaledEvent, KnownOf } from '../../protocol/events.ts';

/** Alerts of all sessions, which are few among their events. */
export interface AlertEvents {
  /** The newest first, before a seq. */
  readonly page: (limit: number, before?: number) => readonly (KnownOf<'alert'> & { readonly seq: number })[];
  /** What became of an alert, in order. */
  readonly deliveries: (session: string, alert: string) => readonly KnownOf<'alert_delivery'>[];
}

/** Alerts are found by their ids, which begin with this; the character after it ends the range. */
const ALERT_IDS = "id >= 'alert:' AND id < 'alert;'";

/** `isDeleted`: of sessions whose events are still to be taken out. */
export function openAlertEvents(db: DatabaseSync, isDeleted: (session: string) => boolean): AlertEvents {
  db.exec(`CREATE INDEX IF NOT EXISTS events_alerts ON events (seq) WHERE ${ALERT_IDS}`);
  const newest = db.prepare(
    `SELECT session, seq, body FROM events INDEXED BY events_alerts WHERE ${ALERT_IDS} AND seq < ? ORDER BY seq DESC LIMIT ?`,
  );
  const ofAlert = db.prepare(
    'SELECT session, seq, body FROM events WHERE session = ? AND id >= ? AND id < ? ORDER BY seq',
  );
  return {
    page: (limit, before = Number.MAX_SAFE_INTEGER) => {
      const found: (KnownOf<'alert'> & { readonly seq: number })[] = [];
      for (const row of newest.iterate(before, limit)) {
        const event = toEvent(row);
        if (event.type === 'alert' && !isDeleted(event.session)) found.push(event as (typeof found)[number]);
      }
      return found;
    },
    deliveries: (session, alert) => {
      const first = `alert_delivery:${alert}:`;
      const rows = ofAlert.all(session, first, `${first.slice(0, -1)};`);
      return rows.map(toEvent).filter((event): event is JournaledEvent & KnownOf<'alert_delivery'> => event.type === 'alert_delivery'); // prettier-ignore
    },
  };
}

function toEvent({ session, seq, body }: Record<string, unknown>): JournaledEvent {
  return { session, seq, ...JSON.parse(body as string) } as JournaledEvent;
}
