/** Codex's rollouts: one file a thread, one JSON object a line. */
import type { ParsedLine } from '../files/followLines.ts';
import type { TailLine } from '../files/tailFile.ts';
import { parseTimestamp } from '../timestamp.ts';
import type { LineContext, TranscriptFormat } from '../transcripts/transcriptFormat.ts';
import { contentTexts, fieldsOf, textOf, type Fields } from '../values.ts';
import { noteAgentActivity, noteAgentCall, noteSpawnEvent } from './agents.ts';
import { codexCarry, FIRST_CARRY, type CodexCarry } from './carry.ts';
import { noteCompaction } from './compaction.ts';
import { noteError, noteStreamError } from './errors.ts';
import { LineReading } from './lineReading.ts';
import { noteAnswer, notePlanText, notePrompt, noteRawAnswer } from './messages.ts';
import { noteTokenCount, noteUsageRecord } from './modelCalls.ts';
import { noteRateLimits } from './rateLimits.ts';
import { isCopied, learnFromCopy, noteSettings, noteTurnContext, startThread } from './threadFacts.ts';
import { endCall, startCall } from './toolCalls.ts';
import { abortTurn, completeTurn, startTurn } from './turns.ts';
import { noteCommand, noteFileChange, noteServerCall } from './workItems.ts';

export const codexFormat: TranscriptFormat<CodexCarry> = {
  first: FIRST_CARRY,
  carry: codexCarry,
  isBulk: (bytes, at) => BULK.test(bytes.toString('latin1', at, at + BULK_HEAD)),
  line: readRolloutLine,
};

/**
 * What the model is told of the world and of its tools, developers' messages and reasoning: long, and nothing in them
 * for people. Fields come in this order in all versions; a line that has another is parsed.
 */
const BULK =
  /^\{"timestamp":"[^"\\\n]{1,40}",(?:"ordinal":\d{1,19},)?"type":"(?:world_state"|response_item","payload":\{"type":"(?:reasoning"|additional_tools"|message",(?:"(?:id|status)":"[^"\\\n]{0,100}",){0,3}"role":"developer"))/;
const BULK_HEAD = 400;

function readRolloutLine(line: TailLine, carry: CodexCarry, context: LineContext): ParsedLine<CodexCarry> {
  // A file system that loses power may leave zeros where a line was begun.
  const start = line.text.search(/[^\0\s]/);
  if (start < 0) return { events: [], carry };
  const json = start === 0 ? line.text : line.text.slice(start);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { events: [], carry, skipped: 'it is not JSON' };
  }
  const record = fieldsOf(value);
  const time = parseTimestamp(record['timestamp']) ?? carry.standing.at;
  const type = textOf(record['type']);
  if (type === null || time === null) return { events: [], carry };
  const payload = fieldsOf(record['payload']);
  if (tellsNothing(type, payload)) return { events: [], carry };
  const parsed = { type, payload, ordinal: record['ordinal'], text: json, offset: line.offset, time };
  const reading = new LineReading(parsed, carry, context);
  if (carry.standing.at === null || time > carry.standing.at) reading.stand({ at: time });
  read(reading);
  return reading.result();
}

/** The lines of `BULK`, parsed: passing over them unread makes no difference. */
function tellsNothing(type: string, payload: Fields): boolean {
  if (type !== 'response_item') return type === 'world_state';
  const kind = payload['type'];
  return kind === 'reasoning' || kind === 'additional_tools' || (kind === 'message' && payload['role'] === 'developer');
}

function read(reading: LineReading): void {
  const { type } = reading.line;
  if (type === 'session_meta') return startThread(reading);
  if (type === 'token_usage_record') return noteUsageRecord(reading);
  if (reading.line.payload['type'] === 'token_count') return readTokenCount(reading);
  if (isCopied(reading)) return learnFromCopy(reading);
  if (type === 'turn_context') return noteTurnContext(reading);
  if (type === 'compacted') return noteCompaction(reading, 'line');
  if (type === 'response_item') return readResponseItem(reading);
  if (type === 'event_msg') readEvent(reading);
}

function readTokenCount(reading: LineReading): void {
  noteTokenCount(reading);
  if (!reading.carry.copying) noteRateLimits(reading);
}

/** What the model was sent and answered. */
function readResponseItem(reading: LineReading): void {
  const { payload } = reading.line;
  const type = textOf(payload['type']) ?? '';
  if (type === 'message') return payload['role'] === 'assistant' ? noteRawAnswer(reading) : undefined;
  if (type.endsWith('_call')) return startCall(reading);
  if (type.endsWith('_output')) return endCall(reading);
}

/** What Codex showed. Versions with a paginated history write items, others write an event for each kind. */
function readEvent(reading: LineReading): void {
  const { payload } = reading.line;
  switch (payload['type']) {
    case 'task_started':
    case 'turn_started':
      return startTurn(reading);
    case 'task_complete':
    case 'turn_complete':
      return completeTurn(reading);
    case 'turn_aborted':
      return abortTurn(reading);
    case 'thread_settings_applied':
      return noteSettings(reading);
    case 'item_completed':
      return readItem(reading);
    case 'user_message':
      return notePrompt(reading, 'event', textOf(payload['message']) ?? '');
    case 'agent_message':
      return noteAnswer(reading, 'event', textOf(payload['message']) ?? '');
    case 'exec_command_end':
      return noteCommand(reading, payload);
    case 'patch_apply_end':
      return noteFileChange(reading, payload);
    case 'mcp_tool_call_end':
      return noteServerCall(reading, payload);
    case 'sub_agent_activity':
      return noteAgentActivity(reading, payload);
    case 'collab_agent_spawn_end':
      return noteSpawnEvent(reading);
    case 'context_compacted':
      return noteCompaction(reading, 'item');
    case 'error':
      return noteError(reading);
    case 'stream_error':
      return noteStreamError(reading);
  }
}

function readItem(reading: LineReading): void {
  const item = fieldsOf(reading.line.payload['item']);
  switch (item['type']) {
    case 'UserMessage':
      return notePrompt(reading, 'item', contentTexts(item['content']).join(''));
    case 'AgentMessage':
      return noteAnswer(reading, 'item', contentTexts(item['content']).join(''));
    case 'Plan':
      return notePlanText(reading, textOf(item['text']) ?? '');
    case 'CommandExecution':
      return noteCommand(reading, item);
    case 'FileChange':
      return noteFileChange(reading, item);
    case 'McpToolCall':
      return noteServerCall(reading, item);
    case 'SubAgentActivity':
      return noteAgentActivity(reading, item);
    case 'CollabAgentToolCall':
      return noteAgentCall(reading, item);
    case 'ContextCompaction':
      return noteCompaction(reading, 'item');
  }
}
