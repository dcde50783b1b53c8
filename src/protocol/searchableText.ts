import { describeEvent } from './describe.ts';
import { isKnownEvent } from './events.ts';
import type { KnownEvent, SessionEvent } from './events.ts';

/** What a text that can be searched is, for people who look at a hit. */
export type TextKind = 'title' | 'task' | 'note' | 'log' | 'error';

/** One text of an event that a person may search for. */
export interface SearchableText {
  readonly kind: TextKind;
  readonly text: string;
}

/** Characters of one event that are searched: what lies beyond them is seldom prose. */
const TEXT_LIMIT = 20_000;

/** The texts of an event that a person may search for: what it adds to tasks, notes, titles and the log. */
export function searchableTexts(event: SessionEvent): readonly SearchableText[] {
  const texts = isKnownEvent(event) ? textsOf(event) : [{ kind: 'log' as const, text: describeEvent(event) }];
  return texts.filter(({ text }) => text !== '').map(({ kind, text }) => ({ kind, text: text.slice(0, TEXT_LIMIT) }));
}

function textsOf(event: KnownEvent): readonly SearchableText[] {
  switch (event.type) {
    case 'task_list': {
      const { completed, remaining, notes } = event.data;
      return [...each('task', completed), ...each('task', remaining), ...each('note', notes)];
    }
    case 'task_complete':
      return each('task', [event.data.task]);
    case 'session_info':
      return each('title', [event.data.project ?? '', event.data.task ?? '']);
    case 'turn_start':
      return each('title', [event.data.prompt ?? '']);
    case 'artifact':
      return each('note', [event.data.name]);
    case 'agent_update': {
      const { agent_name: name, description, error_message: error } = event.data;
      return [...each('log', [name ?? '', description ?? '']), ...each('error', [error ?? ''])];
    }
    case 'log_line':
      return each(event.data.level.toLowerCase() === 'error' ? 'error' : 'log', [event.data.line]);
    case 'error':
    case 'api_error':
      return each('error', [describeEvent(event)]);
    case 'tool_end':
      return each(event.data.ok ? 'log' : 'error', [event.data.result ?? '']);
    case 'phase_change':
    case 'phase_update':
    case 'completion':
    case 'session_summary':
    case 'turn_end':
    case 'tool_start':
    case 'compaction':
    case 'waiting':
    case 'session_end':
    case 'alert':
      return each('log', [describeEvent(event)]);
    // Numbers, and what the server says of itself.
    case 'iteration_start':
    case 'iteration_complete':
    case 'context_update':
    case 'context_use':
    case 'model_call':
    case 'usage_adjustment':
    case 'process_update':
    case 'rate_limits':
    case 'reported_cost':
    case 'session_link':
    case 'alert_over':
    case 'alert_delivery':
      return [];
  }
}

function each(kind: TextKind, texts: readonly string[]): readonly SearchableText[] {
  return texts.map((text) => ({ kind, text }));
}
