import { inEnglish } from '../../../protocol/language.ts';
import { shortened } from '../oneLine.ts';
import { fieldsOf, numberOf, textOf } from '../values.ts';
import type { LineReading } from './lineReading.ts';
import { words } from './texts.ts';

/** What kind of error it was, for people: "usage limit exceeded", "response too many failed attempts, HTTP 429". */
export function describeErrorInfo(info: unknown): string | null {
  if (typeof info === 'string') return info === 'other' ? null : textOf(words(info));
  const [kind, details] = Object.entries(fieldsOf(info))[0] ?? [];
  if (kind === undefined || kind === 'other') return null;
  const status = numberOf(fieldsOf(details)['http_status_code']);
  return status === null ? words(kind) : `${words(kind)}, HTTP ${status}`;
}

/** What is remembered of an error; the file has the whole. */
export const MESSAGE_LENGTH = 1_000;

/** Errors that say that a request of the person was not possible, while the turn goes on. */
const NOT_OF_THE_TURN = ['thread_rollback_failed', 'active_turn_not_steerable'];

/** An error that Codex showed. The turn fails with it, unless something goes well after that. */
export function noteError(reading: LineReading): void {
  const { payload } = reading.line;
  const info = payload['codex_error_info'];
  const kind = describeErrorInfo(info);
  const message = shortened(textOf(payload['message']) ?? kind ?? inEnglish`Codex reports an error.`, MESSAGE_LENGTH);
  reading.emit('error', { message, ...(kind === null ? {} : { details: kind }), ...reading.by }, { place: true });
  const name = typeof info === 'string' ? info : Object.keys(fieldsOf(info))[0];
  if (reading.carry.standing.turn !== 'open' || NOT_OF_THE_TURN.includes(name ?? '')) return;
  reading.inTurn({ error: message });
}

/** A request failed and is tried again. */
export function noteStreamError(reading: LineReading): void {
  const { payload } = reading.line;
  const details = Object.values(fieldsOf(payload['codex_error_info']))[0];
  const status = numberOf(fieldsOf(details)['http_status_code']);
  const message = textOf(payload['message']) ?? inEnglish`The connection to the model broke.`;
  reading.emit('api_error', { message, ...(status === null ? {} : { status }), ...reading.by }, { place: true });
}
