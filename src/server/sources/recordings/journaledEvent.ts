import { inEnglish } from '../../../protocol/language.ts';
import { z } from 'zod';
import type { JsonObject, SessionEvent } from '../../../protocol/events.ts';
import { checkEventData } from '../contextFoundry/eventSchemas.ts';
import { refuse, refuseIssues } from '../contextFoundry/refusal.ts';
import type { EventResult } from '../contextFoundry/wireEvent.ts';
import { isJsonObject, isTooDeep } from '../jsonObject.ts';
import { sessionIdProblem } from '../sessionId.ts';

/** An event as this product exports it, without its data. */
const shape = z.object({
  id: z.string().min(1).max(2_000),
  type: z.string().min(1).max(200),
  time: z.number(),
  clock: z.enum(['producer', 'receipt', 'file']),
  source: z.string().max(1_000),
  wire: z.custom<JsonObject>(isJsonObject).optional(),
  place: z.object({ file: z.string(), offset: z.number() }).optional(),
});
/** Its fields; others are another program's. `seq` is the number it had in another journal. */
const FIELDS = [...Object.keys(shape.shape), 'session', 'data'];

/** One event of an export. It keeps its id, so that reading it again adds nothing. */
export function journaledEvent(value: unknown): EventResult {
  if (!isJsonObject(value)) return refuse('body', inEnglish`An event is a JSON object.`);
  if (isTooDeep(value)) return refuse('data', inEnglish`The event is nested too deeply.`);
  const { session, data } = value;
  const problem = sessionIdProblem(session);
  if (problem !== undefined) return refuse('session', problem);
  const parsed = shape.safeParse(value);
  if (!parsed.success) return refuseIssues(parsed.error);
  if (!isJsonObject(data)) return refuse('data', inEnglish`The data of an event is a JSON object.`);
  const checked = checkEventData(parsed.data.type, data);
  if (!checked.success) return refuseIssues(checked.error, 'data');
  // As it was written, to the order of its fields: then it is exported again with the same bytes.
  const own = Object.fromEntries(Object.entries(value).filter(([key]) => FIELDS.includes(key)));
  const event = { ...own, data: sameFields(data, checked.data) ? data : checked.data } as unknown as SessionEvent;
  return { ok: true, event, session: session as string };
}

/** False when checking left a null out or filled a default in. */
function sameFields(given: JsonObject, checked: JsonObject): boolean {
  const names = Object.keys(given);
  return names.length === Object.keys(checked).length && names.every((name) => Object.hasOwn(checked, name));
}
