import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_TOKENS } from '../../../src/protocol/events.ts';
import type { EventData, JournaledEvent, JsonObject } from '../../../src/protocol/events.ts';

const ROOT = join(import.meta.dirname, '../../fixtures/context-foundry/weather-app-complete');

/** The recorded session's folder, to be watched by a server. */
export const RECORDED_ROOT = ROOT;
export const RECORDED_SESSION = 'weather-app_20261123_002504';

interface WireEvent {
  readonly type: string;
  readonly session_id: string;
  readonly timestamp: string;
  readonly sequence: number;
  readonly data: JsonObject;
}

/**
 * The recorded session as events, for pages that are looked at without the real server. The server's own sources read
 * more of the folder; what is true of the session is tested with them.
 */
export function recordedEvents(): readonly JournaledEvent[] {
  const all = [...wireEvents(), ...modelCalls(), ...checkpoint()];
  return all.sort((a, b) => a.time - b.time).map((event, index) => ({ ...event, seq: index + 1 }) as JournaledEvent);
}

/** What the model provider counted in truth.jsonl, all calls together. */
export function trueTokens(): { readonly input: number; readonly output: number } {
  const calls = lines<{ input: number; output: number }>('truth.jsonl');
  return {
    input: calls.reduce((sum, call) => sum + call.input, 0),
    output: calls.reduce((sum, call) => sum + call.output, 0),
  };
}

function wireEvents() {
  return lines<WireEvent>(`logs/events/${RECORDED_SESSION}/events.jsonl`).map((wire) => ({
    ...origin('events.jsonl', `${wire.sequence}@${wire.timestamp}`, Date.parse(wire.timestamp)),
    type: wire.type,
    data: wire.data,
    wire: { timestamp: wire.timestamp, sequence: wire.sequence },
  }));
}

function modelCalls() {
  type Call = {
    metadata: {
      timestamp: string;
      input_tokens: number;
      output_tokens: number;
      context_percentage: number;
      model: string;
    };
  };
  return lines<Call>(`logs/ralph_${RECORDED_SESSION}/session.jsonl`).map(({ metadata }) => {
    const data: EventData['model_call'] = {
      ...NO_TOKENS,
      input: metadata.input_tokens,
      output: metadata.output_tokens,
      model: metadata.model,
      cost_usd: (metadata.input_tokens * 3 + metadata.output_tokens * 15) / 1e6,
      context_percent: metadata.context_percentage,
      context_tokens: metadata.input_tokens,
    };
    return {
      ...origin('session.jsonl', metadata.timestamp, Date.parse(metadata.timestamp)),
      type: 'model_call',
      data,
    };
  });
}

function checkpoint() {
  const folder = join(ROOT, 'checkpoints/ralph', RECORDED_SESSION);
  const progress = JSON.parse(readFileSync(join(folder, 'progress.json'), 'utf8')) as EventData['task_list'];
  const state = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')) as Record<string, string>;
  const at = Date.parse(state['last_iteration_time']!) + 1_000;
  const info = {
    project: state['project_name'],
    task: state['task_description'],
    started_at: Date.parse(state['start_time']!),
  };
  const has = readdirSync(folder).includes('COMPLETE');
  return [
    { ...origin('state.json', 'state', at), type: 'session_info', data: info },
    { ...origin('progress.json', 'progress', at), type: 'task_list', data: progress },
    ...(has
      ? [
          {
            ...origin('COMPLETE', 'complete', at),
            type: 'session_end',
            data: { outcome: 'complete', evidence: 'COMPLETE file' },
          },
        ]
      : []),
  ];
}

function origin(source: string, id: string, time: number) {
  return { id: `${source}:${id}`, session: RECORDED_SESSION, time, clock: 'producer' as const, source };
}

function lines<T>(path: string): readonly T[] {
  return readFileSync(join(ROOT, path), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}
