/** Tool calls: what runs now, and one line of the log for each, completed when it comes back. */
import type { KnownOf } from './events.ts';
import { logLine } from './foldLog.ts';
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
  const tool: ToolLine = {
    id: data.tool_id,
    name: running.name,
    outcome: 'running',
    duration: null,
    result: null,
    resultSeq: null,
  };
  const logged = logLine({ ...work(state, time), backoff: null }, event, seq, 'tool', false, tool);
  const counted = withAgent(logged, data.agent, time, (agent) => ({ ...agent, toolCount: agent.toolCount + 1 }));
  return {
    ...counted,
    tools: [...state.tools, running].slice(-TOOLS_IN_STATE),
    toolCount: state.toolCount + 1,
  };
}

export function endTool(state: SessionState, event: KnownOf<'tool_end'>, seq: number): SessionState {
  const { data, time } = event;
  const running = state.tools.find(({ id }) => id === data.tool_id);
  const duration = data.duration_ms ?? (running === undefined ? null : Math.max(0, time - running.since));
  const outcome = data.ok ? 'ok' : 'error';
  const result = brief(data.result);
  const resultSeq = event.place === undefined ? null : seq;
  const complete = (line: LogLine): LogLine =>
    line.tool?.id === data.tool_id ? { ...line, tool: { ...line.tool, outcome, duration, result, resultSeq } } : line;
  return {
    ...work(state, time),
    tools: state.tools.filter((tool) => tool !== running),
    toolErrorCount: state.toolErrorCount + (data.ok ? 0 : 1),
    linesAdded: state.linesAdded + (data.lines_added ?? 0),
    linesRemoved: state.linesRemoved + (data.lines_removed ?? 0),
    logs: state.logs.map(complete),
  };
}
