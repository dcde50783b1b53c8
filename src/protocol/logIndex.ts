/** Which events of a session are lines of its log, and of what kind: told once, so that a page need not read them all. */
import type { JournaledEvent, KnownOf } from './events.ts';
import { isKnownEvent } from './events.ts';
import { lineOf } from './foldLog.ts';
import { toolLine } from './foldTools.ts';
import { codeFor, codeOf } from './logKinds.ts';
import { reduce } from './reducer.ts';
import { initialState } from './state.ts';
import type { LogLine, SessionState } from './state.ts';

/** The code of an event that is no line. */
export const NO_LINE = -1;

/** Calls that have not come back and are remembered; an agent has a few. */
const RUNNING = 1_000;

/** Most events, and none of them can change whether another one is a line. */
const NEVER = new Set([
  'model_call',
  'context_use',
  'context_update',
  'usage_adjustment',
  'rate_limits',
  'reported_cost',
  'artifact',
  'session_link',
]);

/** Takes a session's events in the order in which they were journaled. */
export class LogIndex {
  /** What the reducer has to know to tell which facts are worth a line; without the lines. */
  #state: SessionState;
  /** The starts of calls that have not come back, by their ids. */
  readonly #running = new Map<string, number>();
  /** The ends of calls by their starts; of those that failed, negative. */
  readonly #ends = new Map<number, number>();

  constructor(session: string) {
    this.#state = initialState(session);
  }

  /** The code of the line that the event is; NO_LINE where it is none. */
  take(event: JournaledEvent): number {
    if (isKnownEvent(event)) {
      if (NEVER.has(event.type)) return NO_LINE;
      if (event.type === 'tool_end') return this.#endTool(event);
      if (event.type === 'tool_start') return this.#startTool(event);
      if (event.type === 'log_line' && event.data.level.toLowerCase() !== 'error') {
        return codeOf({ level: event.data.level, source: event.source });
      }
    }
    const before = this.#state.logCount;
    const after = reduce(this.#state, event);
    const line = after.logCount > before ? after.logs.find(({ seq }) => seq === event.seq) : undefined;
    this.#state = { ...after, logs: [] };
    return line === undefined ? NO_LINE : codeOf(line);
  }

  /** The number of the event that brought a call's result; null where none did. */
  endOf(start: number): number | null {
    const end = this.#ends.get(start);
    return end === undefined ? null : Math.abs(end);
  }

  /** The code that a line has by now. */
  codeNow(code: number, seq: number): number {
    return code === codeFor('info', 'tool') && (this.#ends.get(seq) ?? 0) < 0 ? codeFor('error', 'tool') : code;
  }

  #startTool({ seq, data }: KnownOf<'tool_start'> & { readonly seq: number }): number {
    this.#running.set(data.tool_id, seq);
    if (this.#running.size > RUNNING) this.#running.delete(this.#running.keys().next().value!);
    return codeFor('info', 'tool');
  }

  #endTool({ seq, data }: KnownOf<'tool_end'> & { readonly seq: number }): number {
    const start = this.#running.get(data.tool_id);
    if (start !== undefined) this.#ends.set(start, data.ok ? seq : -seq);
    this.#running.delete(data.tool_id);
    return NO_LINE;
  }
}

/** The line that an event is. `end`: of a tool call, what brought its result. */
export function readLine(event: JournaledEvent, end: JournaledEvent | undefined): LogLine | null {
  if (isKnownEvent(event)) {
    if (event.type === 'log_line') return lineOf(event, event.seq, event.data.level);
    if (event.type === 'tool_start') {
      return toolLine(event, end !== undefined && isKnownEvent(end) && end.type === 'tool_end' ? end : null);
    }
  }
  return reduce(initialState(event.session), event).logs[0] ?? null;
}
