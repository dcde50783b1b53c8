import type { KnownEvent } from '../../../../../../src/protocol/events.ts';
import type { CodexCarry } from '../../../../../../src/server/sources/codex/carry.ts';
import type { TranscriptFile } from '../../../../../../src/server/sources/transcripts/transcriptFormat.ts';
import { linesOf, type ReadLines } from '../../support/transcripts.ts';
import { readLines } from './recordings.ts';

/** When the rollouts made up for tests begin, ms since the Unix epoch. */
export const START = Date.parse('2026-05-01T10:00:00.000Z');

/** An id of version 7, made so many ms after the start. */
export function idAt(ms: number, last = '1'): string {
  const time = (START + ms).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${last.padStart(12, '0')}`;
}

export const THREAD = idAt(0);
export const FILE: TranscriptFile = { path: `rollout-${THREAD}.jsonl`, session: THREAD, agent: null };

export type Payload = Readonly<Record<string, unknown>>;
/** ms after the start, the type, the payload. */
export type Written = readonly [at: number, type: string, payload: Payload];

/** A line as versions without ordinals write it. */
export function written([at, type, payload]: Written): string {
  return JSON.stringify({ timestamp: new Date(START + at).toISOString(), type, payload });
}

export const event = (at: number, type: string, fields: Payload = {}): Written => [
  at,
  'event_msg',
  { type, ...fields },
];
export const item = (at: number, type: string, fields: Payload = {}): Written =>
  event(at, 'item_completed', { item: { type, ...fields } });
export const response = (at: number, type: string, fields: Payload = {}): Written => [
  at,
  'response_item',
  { type, ...fields },
];
export const meta = (fields: Payload = {}, at = 0): Written => [
  at,
  'session_meta',
  { id: THREAD, timestamp: new Date(START + at).toISOString(), cwd: '/home/a/shop', source: 'cli', ...fields },
];
export const context = (at: number, fields: Payload = {}): Written => [
  at,
  'turn_context',
  {
    cwd: '/home/a/shop',
    model: 'gpt-5.1',
    approval_policy: 'on-request',
    sandbox_policy: { mode: 'read-only' },
    ...fields,
  },
];

export interface Amount {
  readonly input: number;
  readonly cached?: number;
  readonly output: number;
  readonly written?: number;
}

export function usage({ input, cached = 0, output, written: cacheWrite = 0 }: Amount): Payload {
  return {
    input_tokens: input,
    cached_input_tokens: cached,
    cache_write_input_tokens: cacheWrite,
    output_tokens: output,
    reasoning_output_tokens: 0,
    total_tokens: input + output,
  };
}

export const tokenCount = (at: number, total: Amount, last: Amount, window = 258_400): Written =>
  event(at, 'token_count', {
    info: { total_token_usage: usage(total), last_token_usage: usage(last), model_context_window: window },
    rate_limits: null,
  });

export const usageRecord = (at: number, id: string, used: Amount, thread: Amount): Written => [
  at,
  'token_usage_record',
  { response_id: id, usage: usage(used), thread_token_usage: usage(thread) },
];

export function read(lines: readonly (Written | string)[], file = FILE): ReadLines<CodexCarry> {
  const text = lines.map((line) => `${typeof line === 'string' ? line : written(line)}\n`).join('');
  return readLines(linesOf(text), file);
}

/** The lines of the log of one level. */
export function said(events: readonly KnownEvent[], level: string): readonly string[] {
  return events.flatMap((each) => (each.type === 'log_line' && each.data.level === level ? [each.data.line] : []));
}
