import type { KnownEvent, SessionEvent } from './events.ts';
import { isKnownEvent, totalTokens } from './events.ts';

/** One event as one line of text for a person: the log and the evidence of a status use it. */
export function describeEvent(event: SessionEvent): string {
  return isKnownEvent(event) ? describeKnown(event) : `${event.type} ${JSON.stringify(event.data)}`;
}

function describeKnown(event: KnownEvent): string {
  switch (event.type) {
    case 'phase_change':
      return `Phase: ${event.data.phase}`;
    case 'iteration_start':
      return `Iteration ${event.data.iteration} started`;
    case 'iteration_complete':
      return `Iteration ${event.data.iteration} completed`;
    case 'task_complete':
      return `Task completed: ${event.data.task}`;
    case 'context_update':
      return `Context window ${event.data.percent} %`;
    case 'log_line':
      return event.data.line;
    case 'error':
      return `Error: ${event.data.message}`;
    case 'completion':
      return event.data.success ? 'Session completed' : 'Session ended without success';
    case 'session_info':
      return 'Checkpoint written';
    case 'artifact':
      return `Artifact written: ${event.data.name}`;
    case 'task_list':
      return `Tasks: ${event.data.completed.length} done, ${event.data.remaining.length} to do`;
    case 'model_call':
      return `Model call: ${event.data.model ?? 'unknown model'}, ${totalTokens(event.data)} tokens`;
    case 'phase_update':
      return [`Phase: ${event.data.current_phase}`, event.data.status?.replaceAll('_', ' '), event.data.progress_detail]
        .filter(Boolean)
        .join(' · ');
    case 'session_summary':
      return `Session summary: ${event.data.status ?? 'no status'}`;
    case 'agent_update':
      return [
        `Agent ${event.data.agent_name ?? event.data.agent_id}: ${event.data.status ?? 'updated'}`,
        event.data.error_message,
      ]
        .filter(Boolean)
        .join(' · ');
    case 'waiting':
      return `Waiting: ${event.data.reason}`;
    case 'session_end':
      return `Session ${event.data.outcome}: ${event.data.evidence}`;
  }
}
