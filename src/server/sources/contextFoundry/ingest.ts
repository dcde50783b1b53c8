import { inEnglish } from '../../../protocol/language.ts';
import type { KnownEvent } from '../../../protocol/events.ts';
import { isJsonObject, isTooDeep } from '../jsonObject.ts';
import { sessionIdProblem } from '../sessionId.ts';
import { firstTime } from '../timestamp.ts';
import { checkEventData } from './eventSchemas.ts';
import { phaseUpdateEvent } from './phaseUpdate.ts';
import { refuse, refuseIssues } from './refusal.ts';
import { wireEvent, type EventResult } from './wireEvent.ts';

/** The body of POST /api/broadcast/{session}. `now` is ms since the Unix epoch, `newId` gives unique ids. */
export function broadcastEvent(sessionId: string, body: unknown, now: number, newId: () => string): EventResult {
  return wireEvent(body, {
    session: sessionId,
    source: 'http',
    otherwise: { time: now, clock: 'receipt' },
    newId: () => `http:${newId()}`,
  });
}

/** The body of POST /api/phase-update: a current-phase.json object. */
export function phaseUpdate(body: unknown, now: number): EventResult {
  return phaseUpdateEvent(body, 'http', { time: now, clock: 'receipt' });
}

/** The body of POST /api/agent-update. */
export function agentUpdate(body: unknown, now: number, newId: () => string): EventResult {
  if (!isJsonObject(body)) return refuse('body', inEnglish`An agent update is a JSON object.`);
  if (isTooDeep(body)) return refuse('body', inEnglish`The agent update is nested too deeply.`);
  const { session_id: session, timestamp, ...fields } = body;
  const sessionError = sessionIdProblem(session);
  if (typeof session !== 'string' || sessionError !== undefined) return refuse('session_id', sessionError ?? '');
  const checked = checkEventData('agent_update', fields);
  if (!checked.success) return refuseIssues(checked.error);
  const event = {
    id: `http:${newId()}`,
    session,
    type: 'agent_update',
    ...firstTime([timestamp], { time: now, clock: 'receipt' }),
    source: 'http',
    wire: body,
    data: checked.data,
  } as unknown as KnownEvent;
  return { ok: true, event, session };
}
