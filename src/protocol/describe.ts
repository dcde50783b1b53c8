import type { EventData, KnownEvent, SessionEvent } from './events.ts';
import { isKnownEvent, totalTokens } from './events.ts';
import { formatTokens } from './format.ts';

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
    case 'usage_adjustment':
      return `Usage corrected: ${event.data.reason}`;
    case 'context_use':
      return `Context window holds ${event.data.tokens} tokens`;
    case 'turn_start':
      return event.data.prompt ?? `Turn ${event.data.turn} started`;
    case 'turn_end':
      return [`Turn ${event.data.turn} ${event.data.outcome}`, event.data.reason].filter(Boolean).join(': ');
    case 'tool_start':
      return [event.data.name, event.data.input].filter(Boolean).join(': ');
    case 'tool_end':
      return event.data.result ?? (event.data.ok ? 'A tool came back' : 'A tool failed');
    case 'compaction':
      return describeCompaction(event.data);
    case 'api_error':
      return describeApiError(event.data);
    case 'process_update':
      return event.data.evidence;
    case 'rate_limits':
      return event.data.limits.map(({ name, used_percent: used }) => `${name}: ${used} % used`).join(', ');
    case 'reported_cost':
      return `The agent reports a cost of $${event.data.usd}`;
    case 'session_link':
      return `Session ${event.data.session} ${event.data.relation === 'starts' ? 'was started' : 'started this one'}`;
    case 'waiting':
      return `Waiting: ${event.data.reason}`;
    case 'session_end':
      return `Session ${event.data.outcome}: ${event.data.evidence}`;
    case 'alert':
      return `Alert: ${event.data.title} · ${event.data.text}`;
    case 'alert_over':
      return `No longer: ${event.data.conditions.join(', ')}`;
    case 'alert_delivery':
      return `Alert ${event.data.status} by ${event.data.channel}: ${event.data.answer}`;
  }
}

function describeCompaction(data: EventData['compaction']): string {
  const before = data.tokens_before === undefined ? null : `${formatTokens(data.tokens_before)} tokens`;
  const after = data.tokens_after === undefined ? null : `${formatTokens(data.tokens_after)} tokens`;
  const sizes = before === null && after === null ? null : `${before ?? '?'} → ${after ?? '?'}`;
  return ['Context compacted', data.trigger, sizes].filter(Boolean).join(' · ');
}

function describeApiError(data: EventData['api_error']): string {
  const attempt = data.attempt === undefined ? null : `attempt ${data.attempt} of ${data.max_attempts ?? '?'}`;
  const status = data.status === undefined ? null : `HTTP ${data.status}`;
  return [`Request to the model failed: ${data.message}`, status, attempt].filter(Boolean).join(' · ');
}
