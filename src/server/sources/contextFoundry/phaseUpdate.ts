import { inEnglish } from '../../../protocol/language.ts';
import { z } from 'zod';
import type { KnownEvent } from '../../../protocol/events.ts';
import { contentHash } from '../files/contentHash.ts';
import { canonicalJson, isJsonObject, isTooDeep, textList } from '../jsonObject.ts';
import { sessionIdProblem } from '../sessionId.ts';
import { firstTime, parseTimestamp, type Dated } from '../timestamp.ts';
import { refuse, refuseIssues } from './refusal.ts';
import type { EventResult } from './wireEvent.ts';

/** The session of a version 2 build that does not name its own, as in the original. */
export const UNNAMED_SESSION = 'autonomous-build';

const text = z.string().nullish();
const textOrNumber = z.union([z.string(), z.number()]).nullish();

const phaseFile = z.object({
  session_id: text,
  current_phase: z.string().min(1),
  phase_number: textOrNumber,
  status: text,
  progress_detail: text,
  test_iteration: z.number().nullish(),
  phases_completed: z.array(z.unknown()).nullish(),
  started_at: text,
  last_updated: text,
});

/**
 * A current-phase.json object, from the file or posted. Its id is its content, so that the same object by both ways
 * counts once. `otherwise` is its time where it does not tell one.
 */
export function phaseUpdateEvent(value: unknown, source: string, otherwise: Dated): EventResult {
  if (!isJsonObject(value)) return refuse('body', inEnglish`A phase update is a JSON object.`);
  if (isTooDeep(value)) return refuse('body', inEnglish`The phase update is nested too deeply.`);
  const parsed = phaseFile.safeParse(value);
  if (!parsed.success) return refuseIssues(parsed.error);
  const phase = parsed.data;
  const session = phase.session_id ?? UNNAMED_SESSION;
  const sessionError = sessionIdProblem(session);
  if (sessionError !== undefined) return refuse('session_id', sessionError);
  const startedAt = parseTimestamp(phase.started_at);
  const event: KnownEvent = {
    id: `phase:${contentHash(canonicalJson(value))}`,
    session,
    type: 'phase_update',
    ...firstTime([phase.last_updated], otherwise),
    source,
    wire: value,
    data: {
      current_phase: phase.current_phase,
      ...(phase.phase_number == null ? {} : { phase_number: String(phase.phase_number) }),
      ...(phase.status == null ? {} : { status: phase.status }),
      ...(phase.progress_detail == null ? {} : { progress_detail: phase.progress_detail }),
      ...(phase.test_iteration == null ? {} : { test_iteration: phase.test_iteration }),
      ...(phase.phases_completed == null ? {} : { phases_completed: textList(phase.phases_completed) }),
      ...(startedAt === null ? {} : { started_at: startedAt }),
    },
  };
  return { ok: true, event, session };
}
