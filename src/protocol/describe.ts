import { inEnglish } from './language.ts';
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
      return inEnglish`Phase: ${event.data.phase}`;
    case 'iteration_start':
      return inEnglish`Iteration ${event.data.iteration} started`;
    case 'iteration_complete':
      return inEnglish`Iteration ${event.data.iteration} completed`;
    case 'task_complete':
      return inEnglish`Task completed: ${event.data.task}`;
    case 'context_update':
      return inEnglish`Context window ${event.data.percent} %`;
    case 'log_line':
      return event.data.line;
    case 'error':
      return inEnglish`Error: ${event.data.message}`;
    case 'completion':
      return event.data.success ? inEnglish`Session completed` : inEnglish`Session ended without success`;
    case 'session_info':
      return inEnglish`Checkpoint written`;
    case 'artifact':
      return inEnglish`Artifact written: ${event.data.name}`;
    case 'task_list':
      return inEnglish`Tasks: ${event.data.completed.length} done, ${event.data.remaining.length} to do`;
    case 'model_call':
      return inEnglish`Model call: ${event.data.model ?? inEnglish`unknown model`}, ${totalTokens(event.data)} tokens`;
    case 'phase_update':
      return [
        inEnglish`Phase: ${event.data.current_phase}`,
        event.data.status?.replaceAll('_', ' '),
        event.data.progress_detail,
      ]
        .filter(Boolean)
        .join(' · ');
    case 'session_summary':
      return inEnglish`Session summary: ${event.data.status ?? inEnglish`no status`}`;
    case 'agent_update':
      return [
        inEnglish`Agent ${event.data.agent_name ?? event.data.agent_id}: ${event.data.status ?? 'updated'}`,
        event.data.error_message,
      ]
        .filter(Boolean)
        .join(' · ');
    case 'usage_adjustment':
      return inEnglish`Usage corrected: ${event.data.reason}`;
    case 'context_use':
      return inEnglish`Context window holds ${event.data.tokens} tokens`;
    case 'turn_start':
      return event.data.prompt ?? inEnglish`Turn ${event.data.turn} started`;
    case 'turn_end':
      return [turnOver(event.data), event.data.reason].filter(Boolean).join(': ');
    case 'tool_start':
      return [event.data.name, event.data.input].filter(Boolean).join(': ');
    case 'tool_end':
      return event.data.result ?? (event.data.ok ? inEnglish`A tool came back` : inEnglish`A tool failed`);
    case 'compaction':
      return describeCompaction(event.data);
    case 'api_error':
      return describeApiError(event.data);
    case 'process_update':
      return event.data.evidence;
    case 'rate_limits':
      return event.data.limits.map(({ name, used_percent: used }) => `${name}: ${used} % used`).join(', ');
    case 'reported_cost':
      return inEnglish`The agent reports a cost of $${event.data.usd}`;
    case 'session_link':
      return event.data.relation === 'starts'
        ? inEnglish`Session ${event.data.session} was started`
        : inEnglish`Session ${event.data.session} started this one`;
    case 'waiting':
      return inEnglish`Waiting: ${event.data.reason}`;
    case 'session_end':
      return sessionOver(event.data);
    case 'alert':
      return inEnglish`Alert: ${event.data.title} · ${event.data.text}`;
    case 'alert_over':
      return inEnglish`No longer: ${event.data.conditions.join(', ')}`;
    case 'alert_delivery':
      return inEnglish`Alert ${event.data.status} by ${event.data.channel}: ${event.data.answer}`;
  }
}

function sessionOver({ outcome, evidence }: EventData['session_end']): string {
  switch (outcome) {
    case 'complete':
      return inEnglish`Session complete: ${evidence}`;
    case 'failed':
      return inEnglish`Session failed: ${evidence}`;
    case 'stopped':
      return inEnglish`Session stopped: ${evidence}`;
    case 'interrupted':
      return inEnglish`Session interrupted: ${evidence}`;
    case 'killed':
      return inEnglish`Session killed: ${evidence}`;
  }
}

function turnOver({ turn, outcome }: EventData['turn_end']): string {
  switch (outcome) {
    case 'finished':
      return inEnglish`Turn ${turn} finished`;
    case 'failed':
      return inEnglish`Turn ${turn} failed`;
    case 'interrupted':
      return inEnglish`Turn ${turn} interrupted`;
  }
}

function describeCompaction(data: EventData['compaction']): string {
  const before = data.tokens_before === undefined ? null : `${formatTokens(data.tokens_before)} tokens`;
  const after = data.tokens_after === undefined ? null : `${formatTokens(data.tokens_after)} tokens`;
  const sizes = before === null && after === null ? null : `${before ?? '?'} → ${after ?? '?'}`;
  return [inEnglish`Context compacted`, data.trigger, sizes].filter(Boolean).join(' · ');
}

function describeApiError(data: EventData['api_error']): string {
  const attempt = data.attempt === undefined ? null : inEnglish`attempt ${data.attempt} of ${data.max_attempts ?? '?'}`;
  const status = data.status === undefined ? null : inEnglish`HTTP ${data.status}`;
  return [inEnglish`Request to the model failed: ${data.message}`, status, attempt].filter(Boolean).join(' · ');
}
