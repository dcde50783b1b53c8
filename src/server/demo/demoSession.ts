import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventBroadcaster } from '../../broadcaster/eventBroadcaster.ts';
import { ITERATIONS, MODEL, PROJECT, TASK, WINDOW } from './script.ts';
import type { Iteration } from './script.ts';

export interface DemoOptions {
  /** The folder in which the simulated runner works. */
  readonly root: string;
  readonly serverUrl: string;
  /** Times faster than life. */
  readonly speed: number;
  /** Waits so many ms; rejects when the demo is to end. */
  readonly wait: (ms: number) => Promise<void>;
  readonly now: () => Date;
}

const TASKS = ITERATIONS.flatMap(({ completes }) => completes ?? []);
/** An iteration's time is told in this many steps. */
const STEPS = 6;

/**
 * Plays an overnight session as Context Foundry's own runner leaves it: checkpoints, events.jsonl with POSTs,
 * session.jsonl and the overnight log, all real files, written as time goes by. Resolves with the session's id.
 */
export async function playDemo({ root, serverUrl, speed, wait, now }: DemoOptions): Promise<string> {
  const stamp = timeStamp(now());
  const session = `${PROJECT}_${stamp}`;
  const files = makeFiles(root, session, stamp, now);
  const started = now().toISOString();
  const done: string[] = [];
  const notes: string[] = [];
  files.log(
    `\u001b[0;32m🌙 OVERNIGHT SESSION STARTED\u001b[0m\n📋 Project: ${PROJECT}\n📝 Task: ${TASK}\n⏰ Duration: 8 hours\n🕐 Started: ${date(now())}`,
  );

  for (const [index, iteration] of ITERATIONS.entries()) {
    const number = index + 1;
    const checkpoint = (phase: string): void =>
      files.checkpoint({
        started,
        number,
        phase,
        done,
        remaining: TASKS.filter((task) => !done.includes(task)),
        notes,
      });
    // One process an iteration: each says init first, and counts its events from 1.
    const events = new EventBroadcaster(session, { serverUrl, directory: root, now });
    files.log(`🔄 Iteration ${number}\n   Current time: ${date(now())}`);
    events.phaseChange('init');
    events.iterationStart(number);
    events.phaseChange(iteration.phase);
    checkpoint(iteration.phase);
    await live(iteration, number, events, files, (minutes) => wait((minutes * 60_000) / speed));
    if (iteration.completes !== undefined) {
      done.push(iteration.completes);
      notes.push(`Completed ${iteration.completes} at iteration ${number}`);
      events.taskComplete(iteration.completes, percent(iteration.input));
    }
    events.iterationComplete(number, percent(iteration.input));
    files.log(`✅ Iteration ${number} complete\n📊 Context usage: ${percent(iteration.input)}%`);
    checkpoint(number === ITERATIONS.length ? 'complete' : iteration.phase);
    await events.flush();
  }
  files.complete();
  files.log(
    `🎉 Task marked as complete by runner\n🌅 OVERNIGHT SESSION COMPLETE\n   Total iterations: ${ITERATIONS.length}\n   Ended: ${date(now())}`,
  );
  return session;
}

/** What an iteration says between its start and its end. */
async function live(
  iteration: Iteration,
  number: number,
  events: EventBroadcaster,
  files: DemoFiles,
  waitMinutes: (minutes: number) => Promise<void>,
): Promise<void> {
  files.log('🤖 Calling Claude API...');
  for (let step = 1; step <= STEPS; step++) {
    await waitMinutes(iteration.minutes / STEPS);
    const input = Math.round((iteration.input * step) / STEPS);
    events.contextUpdate(percent(input), 0);
    for (const [level, line] of slice(iteration.log, step)) events.logLine(line, level);
    if (step === 3 && iteration.error !== undefined) events.error(iteration.error, { iteration: number });
  }
  files.modelCall(number, iteration);
}

/** The part of the log lines that belongs to one step. */
function slice<T>(items: readonly T[], step: number): readonly T[] {
  const at = (n: number): number => Math.floor((items.length * n) / STEPS);
  return items.slice(at(step - 1), at(step));
}

type DemoFiles = ReturnType<typeof makeFiles>;

interface Checkpoint {
  readonly started: string;
  readonly number: number;
  readonly phase: string;
  readonly done: readonly string[];
  readonly remaining: readonly string[];
  readonly notes: readonly string[];
}

function makeFiles(root: string, session: string, stamp: string, now: () => Date) {
  const checkpoints = join(root, 'checkpoints', 'ralph', session);
  const calls = join(root, 'logs', `ralph_${session}`);
  mkdirSync(checkpoints, { recursive: true });
  mkdirSync(calls, { recursive: true });
  return {
    log: (text: string) => appendFileSync(join(root, 'logs', `overnight_${stamp}.log`), `${text}\n`),
    complete: () => writeFileSync(join(checkpoints, 'COMPLETE'), ''),
    checkpoint: ({ started, number, phase, done, remaining, notes }: Checkpoint) => {
      const state = {
        project_name: PROJECT,
        task_description: TASK,
        session_id: session,
        start_time: started,
        iterations: number,
        completed_tasks: [],
        failed_attempts: [],
        current_phase: phase,
        artifacts: {},
        last_iteration_time: now().toISOString(),
      };
      writeFileSync(join(checkpoints, 'state.json'), JSON.stringify(state, null, 2));
      writeFileSync(join(checkpoints, 'progress.json'), JSON.stringify({ completed: done, remaining, notes }, null, 2));
    },
    modelCall: (number: number, { input, output }: Iteration) => {
      const timestamp = now().toISOString();
      const metadata = {
        input_tokens: input,
        output_tokens: output,
        total_input: input,
        total_output: output,
        context_percentage: (input / WINDOW) * 100,
        model: MODEL,
        timestamp,
      };
      const line = { timestamp, prompt: `This is iteration ${number}`, response: '…', metadata };
      appendFileSync(join(calls, 'session.jsonl'), `${JSON.stringify(line)}\n`);
    },
  };
}

function percent(input: number): number {
  return Math.floor((input / WINDOW) * 100);
}

/** YYYYMMDD_HHMMSS in local time, as the overnight script names its log. */
function timeStamp(time: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}`;
  return `${day}_${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}

/** As `date` prints it in UTC: "Mon Nov 23 00:25:04 UTC 2026". */
function date(at: Date): string {
  const [weekday, day, month, year, time] = at.toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}
