import type { JournaledEvent, JsonObject } from '../../protocol/events.ts';

/**
 * The message that clients of `/ws/{id}` get for an event: what a broadcaster wrote or posted, as it came; a phase
 * or agent update in the original server's wrapping; nothing for facts that only files tell.
 */
export function wireMessage(event: JournaledEvent): string | undefined {
  if (event.wire === undefined) return undefined;
  if (event.type === 'phase_update')
    return JSON.stringify({ type: 'phase_update', data: phaseUpdate(event.wire, event.session) });
  if (event.type === 'agent_update') {
    return JSON.stringify({ type: 'agent_progress', session_id: event.session, data: event.wire });
  }
  const data = event.wire['data'] ?? event.data;
  return JSON.stringify({ type: event.type, session_id: event.session, ...event.wire, data });
}

function phaseUpdate(posted: JsonObject, session: string): JsonObject {
  return { ...posted, session_id: session };
}
