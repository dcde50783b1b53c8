import { describeEvent } from '../../../protocol/describe.ts';
import type { JournaledEvent } from '../../../protocol/events.ts';
import { iso } from '../iso.ts';
import { statusBody } from '../statusBody.ts';
import type { ExportedSession } from './exportedSession.ts';

/** Raised when the file's shape changes so that a reader of the older one would misread it. */
export const EXPORT_FORMAT = 1;

/**
 * A session as the text of one JSON object, one event a line: `format`, `as_of`, `session` (its status at that moment),
 * `events` in order and `logs` (every log line). All of it follows from the events, so a session that was imported is
 * exported with the same bytes.
 */
export function* exportJson({ state, events }: ExportedSession): Iterable<string> {
  const asOf = state.activity?.at ?? 0;
  const head = { format: EXPORT_FORMAT, as_of: iso(asOf), session: statusBody(state, asOf, []) };
  yield `${JSON.stringify(head).slice(0, -1)},\n"events":[`;
  let separator = '\n';
  for (const event of events()) {
    yield separator + JSON.stringify(event);
    separator = ',\n';
  }
  yield '\n],\n"logs":[';
  separator = '\n';
  for (const event of events()) {
    if (event.type !== 'log_line' && event.type !== 'error') continue;
    yield separator + logEntry(event);
    separator = ',\n';
  }
  yield '\n]}\n';
}

export function* exportJsonLines({ events }: ExportedSession): Iterable<string> {
  for (const event of events()) yield `${JSON.stringify(event)}\n`;
}

function logEntry(event: JournaledEvent): string {
  const level = 'level' in event.data && typeof event.data.level === 'string' ? event.data.level : 'error';
  return JSON.stringify({ time: iso(event.time), level, line: describeEvent(event) });
}
