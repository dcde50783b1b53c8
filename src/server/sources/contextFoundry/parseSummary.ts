import { inEnglish } from '../../../protocol/language.ts';
import { z } from 'zod';
import type { JsonObject, KnownEvent } from '../../../protocol/events.ts';
import type { Version } from '../files/followJson.ts';
import { isJsonObject, isTooDeep, textList } from '../jsonObject.ts';
import { sessionIdProblem } from '../sessionId.ts';
import { firstTime } from '../timestamp.ts';
import { UNNAMED_SESSION } from './phaseUpdate.ts';
import { refuse, refuseIssues } from './refusal.ts';
import type { EventResult } from './wireEvent.ts';

/** Characters of JSON that are kept of a summary. */
const DETAILS_LENGTH = 256 * 1024;

const text = z.string().nullish().catch(null);
const summaryFile = z.object({
  session_id: z.string().nullish(),
  task: text,
  status: text,
  phases_completed: z.array(z.unknown()).nullish().catch(null),
  completed_at: text,
});

/** session-summary.json: version 2 writes it when a build has ended. */
export function parseSummary(value: unknown, version: Version): EventResult {
  if (!isJsonObject(value) || isTooDeep(value)) return refuse('body', inEnglish`A session summary is a JSON object.`);
  const parsed = summaryFile.safeParse(value);
  if (!parsed.success) return refuseIssues(parsed.error);
  const { session_id: id, task, status, phases_completed: phases, completed_at: completedAt } = parsed.data;
  const session = id ?? UNNAMED_SESSION;
  const sessionError = sessionIdProblem(session);
  if (sessionError !== undefined) return refuse('session_id', sessionError);
  const event: KnownEvent = {
    id: `summary:${version.hash}:${version.modified}`,
    session,
    type: 'session_summary',
    ...firstTime([completedAt], { time: version.modified, clock: 'file' }),
    source: 'session-summary.json',
    data: {
      ...(task == null ? {} : { task }),
      ...(status == null ? {} : { status }),
      ...(phases == null ? {} : { phases_completed: textList(phases) }),
      details: bounded(value),
    },
  };
  return { ok: true, event, session };
}

function bounded(value: JsonObject): JsonObject {
  const { length } = JSON.stringify(value);
  return length <= DETAILS_LENGTH
    ? value
    : { note: inEnglish`The summary has ${length} characters, too many to keep.` };
}
