import { describeEvent } from './describe.ts';
import type { JournaledEvent, SessionEvent } from './events.ts';
import { codeOf, counted } from './logKinds.ts';
import { insertByTime } from './series.ts';
import { shorten } from './shorten.ts';
import { CUSTOM_EVENTS_IN_STATE, LOG_LINES_IN_STATE } from './state.ts';
import type { LogLine, SessionState, ToolLine } from './state.ts';

/** The line of the log that an event is. */
export function lineOf(event: SessionEvent, seq: number, level: string, tool?: ToolLine): LogLine {
  const whole = describeEvent(event);
  const text = shorten(whole);
  return {
    seq,
    time: event.time,
    level: shorten(level),
    text,
    source: event.type === 'log_line' ? event.source : 'event',
    ...('agent' in event.data && typeof event.data.agent === 'string' ? { agent: event.data.agent } : {}),
    ...(tool === undefined ? {} : { tool }),
    ...(event.place === undefined && text === whole ? {} : { more: true }),
  };
}

/** The state with one more line in its log, and one more error where it is one. */
export function logLine(
  state: SessionState,
  event: SessionEvent,
  seq: number,
  level: string,
  isError = false,
  tool?: ToolLine,
): SessionState {
  const line = lineOf(event, seq, level, tool);
  const logs = insertByTime(state.logs, line, (other) => other.time).slice(-LOG_LINES_IN_STATE);
  const logged = {
    ...state,
    logs,
    logCount: state.logCount + 1,
    logCounts: counted(state.logCounts, codeOf(line)),
  };
  if (!isError) return logged;
  const newest = state.lastError === null || event.time >= state.lastError.at;
  return {
    ...logged,
    errorCount: state.errorCount + 1,
    lastError: newest ? { message: line.text, at: event.time } : state.lastError,
  };
}

/** An event of a type of its producer's own: kept in short, and a line in the log. */
export function foldCustom(state: SessionState, event: JournaledEvent): SessionState {
  const mark = {
    seq: event.seq,
    time: event.time,
    type: shorten(event.type),
    text: shorten(JSON.stringify(event.data)),
  };
  const custom = [...state.custom, mark].slice(-CUSTOM_EVENTS_IN_STATE);
  return logLine({ ...state, custom, customCount: state.customCount + 1 }, event, event.seq, 'info');
}
