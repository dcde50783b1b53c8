import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One event as the original broadcaster writes and posts it. */
export interface WireEvent {
  readonly type: string;
  readonly session_id: string;
  readonly timestamp: string;
  readonly sequence: number;
  readonly data: Readonly<Record<string, unknown>>;
}

let lastTime = 0;

/** Now; every call tells a later time. */
function nextTime(): string {
  lastTime = Math.max(lastTime + 1, Date.now());
  return new Date(lastTime).toISOString();
}

/** Makes events of a session, numbered from 1 as each of the producer's processes does. */
export function producer(session: string): (type: string, data: WireEvent['data']) => WireEvent {
  let sequence = 0;
  return (type, data) => ({ type, session_id: session, timestamp: nextTime(), sequence: ++sequence, data });
}

/** What a runner writes below the folder where it runs. */
export function foundryFolder(root: string, session: string) {
  const events = join(root, 'logs', 'events', session, 'events.jsonl');
  const calls = join(root, 'logs', `ralph_${session}`, 'session.jsonl');
  const checkpoint = (name: string): string => join(root, 'checkpoints', 'ralph', session, name);
  return {
    eventsFile: events,
    stateFile: checkpoint('state.json'),
    event: (event: WireEvent) => append(events, `${JSON.stringify(event)}\n`),
    eventText: (text: string) => append(events, text),
    /** One model call; `before` is what the same process has used before it. */
    call: (input: number, output: number, before = { input: 0, output: 0 }) =>
      append(calls, `${JSON.stringify(modelCall(input, output, before))}\n`),
    state: (fields: object) =>
      write(checkpoint('state.json'), JSON.stringify({ ...checkpointState(session), ...fields })),
    progress: (completed: readonly string[], remaining: readonly string[]) =>
      write(checkpoint('progress.json'), JSON.stringify({ completed, remaining, notes: [] })),
    /** Of a version 2 build, whose folder this then is. */
    currentPhase: (phase: object) => write(join(root, '.context-foundry', 'current-phase.json'), JSON.stringify(phase)),
    complete: () => write(checkpoint('COMPLETE'), ''),
  };
}

function checkpointState(session: string) {
  return {
    project_name: session.replace(/_\d+_\d+$/, ''),
    task_description: 'Build it',
    session_id: session,
    start_time: nextTime(),
    iterations: 1,
    completed_tasks: [],
    failed_attempts: [],
    current_phase: 'builder',
    artifacts: {},
  };
}

function modelCall(input: number, output: number, before: { readonly input: number; readonly output: number }) {
  const timestamp = nextTime();
  const metadata = {
    input_tokens: input,
    output_tokens: output,
    total_input: before.input + input,
    total_output: before.output + output,
    context_percentage: input / 2_000,
    model: 'claude-sonnet-4-20250514',
    timestamp,
  };
  return { timestamp, prompt: 'This is iteration 1', response: '…', metadata };
}

function append(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, text);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
