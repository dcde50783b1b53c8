import { describeEvent } from '../../../protocol/describe.ts';
import type { JournaledEvent } from '../../../protocol/events.ts';

/** Raised when the file's shape changes so that a reader of the older one would misread it. */
const EXPORT_FORMAT = 1;

/**
 * A session as the text of one JSON object, in pieces: `format`, `exported_at`, `session` (its status), `events` in
 * order and `logs` (every log line). Events go through one by one, so memory does not grow with the session.
 * `events` is read twice and starts anew each time.
 */
export function* exportSession(status: object, events: () => Iterable<JournaledEvent>, now: number): Iterable<string> {
  const head = { format: EXPORT_FORMAT, exported_at: new Date(now).toISOString(), session: status };
  yield `${JSON.stringify(head).slice(0, -1)},\n"events":[`;
  let last = 0;
  for (const event of events()) {
    yield `${last === 0 ? '' : ','}\n${JSON.stringify(event)}`;
    last = event.seq;
  }
  yield '\n],\n"logs":[';
  let separator = '\n';
  for (const event of events()) {
    if (event.seq > last) break;
    if (event.type !== 'log_line' && event.type !== 'error') continue;
    yield separator + logEntry(event);
    separator = ',\n';
  }
  yield '\n]}\n';
}

function logEntry(event: JournaledEvent): string {
  const level = 'level' in event.data && typeof event.data.level === 'string' ? event.data.level : 'error';
  return JSON.stringify({ time: new Date(event.time).toISOString(), level, line: describeEvent(event) });
}
