import { inEnglish } from '../../../protocol/language.ts';
import type { JsonObject, SessionEvent } from '../../../protocol/events.ts';
import { isAlertType } from '../../../protocol/alerts.ts';
import { isJsonObject, isTooDeep } from '../jsonObject.ts';
import { sessionIdProblem } from '../sessionId.ts';
import { firstTime, type Dated } from '../timestamp.ts';
import { checkEventData } from './eventSchemas.ts';
import { refuse, refuseIssues, type Refusal } from './refusal.ts';

export type EventResult = { readonly ok: true; readonly event: SessionEvent; readonly session: string } | Refusal;

/** Where an event came in. */
export interface WirePlace {
  /** The session whose file or address it came by. */
  readonly session: string;
  /** For people: "events.jsonl", "http". */
  readonly source: string;
  /** Its time where it does not tell one. */
  readonly otherwise: Dated;
  /** An id for an event that has no number and time stamp of its own. */
  readonly newId: () => string;
}

const TYPE_LENGTH = 200;
const STAMP_LENGTH = 100;
/** The fields that an event here has under its own names; all others are kept in `wire`. */
const OWN_FIELDS = ['type', 'session_id', 'data'];

/** One event as the original broadcaster writes and posts it. The same event by file and by POST has the same id. */
export function wireEvent(value: unknown, place: WirePlace): EventResult {
  if (!isJsonObject(value)) return refuse('body', inEnglish`An event is a JSON object.`);
  if (isTooDeep(value)) return refuse('data', inEnglish`The event is nested too deeply.`);
  const sessionError = sessionIdProblem(place.session);
  if (sessionError !== undefined) return refuse('session_id', sessionError);
  if (value['session_id'] != null && value['session_id'] !== place.session) {
    return refuse('session_id', inEnglish`The event belongs to another session than "${place.session}".`);
  }
  const { type } = value;
  if (typeof type !== 'string' || type.trim() === '' || type.length > TYPE_LENGTH) {
    return refuse('type', inEnglish`The type of an event is a text of 1 to ${TYPE_LENGTH} characters.`);
  }
  if (isAlertType(type)) {
    return refuse(
      'type',
      inEnglish`The server raises "${type}" itself, by its rules. Give an event of your own another type.`,
    );
  }
  const data = value['data'] ?? {};
  if (!isJsonObject(data)) return refuse('data', inEnglish`The data of an event is a JSON object.`);
  const checked = checkEventData(type, data);
  if (!checked.success) return refuseIssues(checked.error, 'data');

  const { timestamp, sequence } = value;
  const stamped = typeof timestamp === 'string' && timestamp !== '' && timestamp.length <= STAMP_LENGTH;
  const wire = Object.fromEntries(
    Object.entries(value).filter(([key]) => !OWN_FIELDS.includes(key) || (key === 'data' && !same(data, checked.data))),
  );
  const event: SessionEvent = {
    id: stamped && typeof sequence === 'number' ? `${sequence}@${timestamp}` : place.newId(),
    session: place.session,
    type,
    ...firstTime([timestamp], place.otherwise),
    source: place.source,
    wire,
    data: checked.data,
  };
  return { ok: true, event, session: place.session };
}

/** False when checking left a null out or filled a default in: then the original is kept as well, to be sent on. */
function same(given: JsonObject, checked: JsonObject): boolean {
  const entries = Object.entries(given);
  return entries.length === Object.keys(checked).length && entries.every(([key, value]) => checked[key] === value);
}
