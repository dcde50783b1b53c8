import { describeEvent } from '../../../protocol/describe.ts';
import type { JournaledEvent } from '../../../protocol/events.ts';
import { redactJson, Redactor } from '../../redaction/redact.ts';
import { maskEvent } from '../../redaction/sessionFacts.ts';

/** Raised when the file's shape changes so that a reader of the older one would misread it. */
const EXPORT_FORMAT = 1;

export interface ExportedSession {
  readonly status: object;
  /** Read twice: it starts anew each time. */
  readonly events: () => Iterable<JournaledEvent>;
  /** ms since the Unix epoch. */
  readonly now: number;
  /** Without the secrets that the session told of. */
  readonly masked: boolean;
}

/**
 * A session as the text of one JSON object, in pieces: `format`, `exported_at`, `session` (its status), `events` in
 * order and `logs` (every log line). Events go through one by one, so memory does not grow with the session.
 */
export function* exportSession({ status, events, now, masked }: ExportedSession): Iterable<string> {
  const session = masked ? redactJson(status) : status;
  const head = { format: EXPORT_FORMAT, exported_at: new Date(now).toISOString(), session };
  yield `${JSON.stringify(head).slice(0, -1)},\n"events":[`;
  let last = 0;
  for (const event of shown(events(), masked)) {
    yield `${last === 0 ? '' : ','}\n${JSON.stringify(event)}`;
    last = event.seq;
  }
  yield '\n],\n"logs":[';
  let separator = '\n';
  for (const event of shown(events(), masked)) {
    if (event.seq > last) break;
    if (event.type !== 'log_line' && event.type !== 'error') continue;
    yield separator + logEntry(event);
    separator = ',\n';
  }
  yield '\n]}\n';
}

function* shown(events: Iterable<JournaledEvent>, masked: boolean): Iterable<JournaledEvent> {
  const redactor = new Redactor();
  for (const event of events) yield masked ? maskEvent(event, redactor) : event;
}

function logEntry(event: JournaledEvent): string {
  const level = 'level' in event.data && typeof event.data.level === 'string' ? event.data.level : 'error';
  return JSON.stringify({ time: new Date(event.time).toISOString(), level, line: describeEvent(event) });
}
