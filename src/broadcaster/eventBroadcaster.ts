import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PostQueue } from './postQueue.ts';

/** One event as it stands in events.jsonl and in the body of the POST. */
export interface BroadcastEvent {
  readonly type: string;
  readonly session_id: string;
  /** ISO 8601 with its zone. */
  readonly timestamp: string;
  /** Counts from 1 in every process. */
  readonly sequence: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface BroadcasterOptions {
  /** Default http://localhost:8080, where the livestream server listens. */
  readonly serverUrl?: string;
  /** For a server on another machine, or one that asks programs on its own for it. Default: LIVESTREAM_TOKEN. */
  readonly token?: string | undefined;
  /** Whether to append to logs/events/<session>/events.jsonl. Default true. */
  readonly enableRecording?: boolean;
  /** The folder that holds logs/. Default: the current one. */
  readonly directory?: string;
  /** The clock. Default: the system's. */
  readonly now?: () => Date;
}

type Subscriber = (event: BroadcastEvent) => void;

/**
 * Tells the world what a program that runs an agent is doing: every event is appended to events.jsonl and posted to
 * the livestream server. It never throws and never waits: without a server, or with one that hangs, the program goes
 * on at full speed and the file has everything.
 */
export class EventBroadcaster {
  readonly sessionId: string;
  readonly eventsFile: string;
  readonly #recording: boolean;
  readonly #now: () => Date;
  readonly #posts: PostQueue;
  readonly #subscribers = new Map<string, Subscriber[]>();
  #sequence = 0;

  constructor(sessionId: string, options: BroadcasterOptions = {}) {
    const {
      serverUrl = 'http://localhost:8080',
      token = process.env['LIVESTREAM_TOKEN'],
      enableRecording = true,
      directory = '.',
      now = () => new Date(),
    } = options;
    this.sessionId = sessionId;
    this.eventsFile = join(directory, 'logs', 'events', sessionId, 'events.jsonl');
    this.#recording = enableRecording;
    this.#now = now;
    this.#posts = new PostQueue(
      new URL(`api/broadcast/${encodeURIComponent(sessionId)}`, `${serverUrl.replace(/\/$/, '')}/`),
      token,
    );
  }

  /** Records, posts and tells the subscribers of one event of any type. */
  emit(type: string, data: Readonly<Record<string, unknown>> = {}): void {
    this.#sequence += 1;
    const timestamp = this.#now().toISOString();
    const event: BroadcastEvent = { type, session_id: this.sessionId, timestamp, sequence: this.#sequence, data };
    const line = toLine(event);
    if (this.#recording) this.#record(line);
    this.#posts.push(line);
    for (const subscriber of this.#subscribers.get(type) ?? []) quietly(() => subscriber(event));
  }

  phaseChange(phase: string, contextPercent = 0): void {
    this.emit('phase_change', { phase, context_percent: contextPercent });
  }

  iterationStart(iteration: number): void {
    this.emit('iteration_start', { iteration });
  }

  iterationComplete(iteration: number, contextPercent: number): void {
    this.emit('iteration_complete', { iteration, context_percent: contextPercent });
  }

  taskComplete(task: string, contextPercent: number): void {
    this.emit('task_complete', { task, context_percent: contextPercent });
  }

  contextUpdate(percent: number, tokensUsed: number): void {
    this.emit('context_update', { percent, tokens_used: tokensUsed });
  }

  logLine(line: string, level = 'info'): void {
    this.emit('log_line', { line, level });
  }

  error(message: string, details: Readonly<Record<string, unknown>> = {}): void {
    this.emit('error', { message, details });
  }

  completion(success: boolean, summary: Readonly<Record<string, unknown>> = {}): void {
    this.emit('completion', { success, summary });
  }

  /** Calls back, in this process, for every event of a type. What the callback throws is ignored. */
  subscribe(type: string, callback: Subscriber): void {
    this.#subscribers.set(type, [...(this.#subscribers.get(type) ?? []), callback]);
  }

  /** The events recorded so far, by this process and those before it; lines that are not JSON are left out. */
  loadEvents(): BroadcastEvent[] {
    const lines = quietly(() => readFileSync(this.eventsFile, 'utf8').split('\n')) ?? [];
    return lines.flatMap((line) => quietly(() => JSON.parse(line) as BroadcastEvent) ?? []);
  }

  /** Resolves when every post was answered or given up, for a program that is about to exit. */
  flush(): Promise<void> {
    return this.#posts.flush();
  }

  /** The folder is made when it is missing: at the first event, or when somebody cleared it during a long run. */
  #record(line: string): void {
    const append = (): true => (appendFileSync(this.eventsFile, `${line}\n`), true);
    if (quietly(append)) return;
    quietly(() => {
      mkdirSync(dirname(this.eventsFile), { recursive: true });
      append();
    });
  }
}

/** Data that JSON cannot take (a cycle, a BigInt) must not break the program that reports it, nor hide the rest. */
function toLine(event: BroadcastEvent): string {
  const whole = quietly(() => JSON.stringify(event));
  if (whole !== undefined) return whole;
  const entries = Object.entries(event.data).map(([key, value]) => {
    return [key, quietly(() => JSON.stringify(value)) === undefined ? 'cannot be written as JSON' : value] as const;
  });
  return JSON.stringify({ ...event, data: Object.fromEntries(entries) });
}

function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
