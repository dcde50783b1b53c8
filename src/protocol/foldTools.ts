/** Tool calls: what runs now, and one line of the log for each, completed when it comes back. */
import type { KnownOf } from './events.ts';
import { lineOf, logLine } from './foldLog.ts';
import { codeFor, counted } from './logKinds.ts';
import type { LogCounts } from './logKinds.ts';
import { brief, shorten } from './shorten.ts';
import { TOOLS_IN_STATE } from './state.ts';
import type { LogLine, SessionState, ToolLine } from './state.ts';
import { withAgent } from './foldAgents.ts';
import { work } from './waiting.ts';

export function startTool(state: SessionState, event: KnownOf<'tool_start'>, seq: number): SessionState {
  const { data, time } = event;
  const running = {
    id: data.tool_id,
    name: shorten(data.name),
    input: brief(data.input),
    agent: data.agent ?? null,
    since: time,
  };
  const logged = logLine({ ...work(state, time), backoff: null }, event, seq, 'tool', false, begun(event));
  const noted = withAgent(logged, data.agent, time, (agent) => ({ ...agent, toolCount: agent.toolCount + 1 }));
  return {
    ...noted,
    tools: [...state.tools, running].slice(-TOOLS_IN_STATE),
    toolCount: state.toolCount + 1,
  };
}

export function endTool(state: SessionState, event: KnownOf<'tool_end'>, seq: number): SessionState {
  const { data, time } = event;
  const running = state.tools.find(({ id }) => id === data.tool_id);
  const complete = (line: LogLine): LogLine =>
    line.tool?.id === data.tool_id ? cameBack(line, event, seq, running?.since ?? null) : line;
  const ran = running !== undefined || state.logs.some(({ tool }) => tool?.id === data.tool_id && isOut(tool));
  return {
    ...work(state, time),
    tools: state.tools.filter((tool) => tool !== running),
    toolErrorCount: state.toolErrorCount + (data.ok ? 0 : 1),
    linesAdded: state.linesAdded + (data.lines_added ?? 0),
    linesRemoved: state.linesRemoved + (data.lines_removed ?? 0),
    logs: state.logs.map(complete),
    logCounts: ran && !data.ok ? oneFailed(state.logCounts) : state.logCounts,
  };
}

/** What the line of a tool call says while it has not come back. */
function begun({ data }: KnownOf<'tool_start'>): ToolLine {
  return {
    id: data.tool_id,
    name: shorten(data.name),
    outcome: 'running',
    duration: null,
    result: null,
    resultSeq: null,
  };
}

/** The line of a tool call that came back. `since`: when it began, ms since the Unix epoch; null where that is not known. */
function cameBack(line: LogLine, event: KnownOf<'tool_end'>, seq: number, since: number | null): LogLine {
  const { data, place, time } = event;
  const measured = since === null ? null : Math.max(0, time - since);
  const duration = data.duration_ms ?? measured;
  const outcome = data.ok ? 'ok' : 'error';
  const resultSeq = place === undefined ? null : seq;
  return { ...line, tool: { ...line.tool!, outcome, duration, result: brief(data.result), resultSeq } };
}

/** The line of a tool call, complete where it came back. */
export function toolLine(start: Journaled<'tool_start'>, end: Journaled<'tool_end'> | null): LogLine {
  const line = lineOf(start, start.seq, 'tool', begun(start));
  return end === null ? line : cameBack(line, end, end.seq, start.time);
}

type Journaled<T extends 'tool_start' | 'tool_end'> = KnownOf<T> & { readonly seq: number };

function isOut({ outcome }: ToolLine): boolean {
  return outcome === 'running';
}

/** A call is counted as it begins: only when it comes back it is known that it failed. */
function oneFailed(counts: LogCounts): LogCounts {
  return counted(counted(counts, codeFor('info', 'tool'), -1), codeFor('error', 'tool'));
}
