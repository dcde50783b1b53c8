import { inEnglish } from '../../../protocol/language.ts';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { availableParallelism, constants, setPriority } from 'node:os';
import type { JobAnswer, JobResults, ReaderJob, ReaderStart } from './readerJobs.ts';

/** More would only take memory from a machine that agents work on. */
const PROCESSES = Math.min(2, availableParallelism());
/** Jobs a process has at hand: it goes on while this server is busy with what it answered. */
const JOBS_AT_HAND = 2;
/** A process with nothing to do is let go after this time, ms: threads would not give their memory back. */
const IDLE_MS = 2_000;
/**
 * The heap of a reader: a line has at most 8 MB, and a batch is handed over before the next is read. V8's own threads
 * would cost a tenth more, and take a third core from what the machine is there for.
 */
const HEAP_FLAGS = ['--max-old-space-size=256', '--max-semi-space-size=8', '--single-threaded'];

/** Processes that read transcripts. They come when there is much to read and go when it is done. */
export interface Readers {
  /** Rejects with what the job threw. */
  readonly run: <J extends ReaderJob>(job: J) => Promise<JobResults[J['type']]>;
  readonly close: () => void;
}

/** A reader process died over a job, and so did the one that tried it again. */
export class ReaderDiedError extends Error {
  constructor() {
    super(inEnglish`The process that read it ended, twice: it was killed, or ran out of memory.`);
  }
}

interface Waiting {
  readonly job: ReaderJob;
  readonly isSecondTry: boolean;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

interface Reader {
  readonly process: ChildProcess;
  /** What it was given, in the order in which it answers. */
  readonly jobs: Waiting[];
  idle: NodeJS.Timeout | undefined;
}

/** `script`: the built reader. */
export function createReaders(script: string, start: ReaderStart): Readers {
  const readers = new Set<Reader>();
  const queue: Waiting[] = [];
  let closed = false;

  function begin(): Reader {
    const child = fork(script, [JSON.stringify(start)], {
      execArgv: HEAP_FLAGS,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const reader: Reader = { process: child, jobs: [], idle: undefined };
    // The agents, and this server, go before what happened long ago.
    if (child.pid !== undefined) lower(child.pid);
    // A server that has nothing else to do may end.
    child.unref();
    child.channel?.unref();
    child.on('message', (answer: JobAnswer) => {
      const done = reader.jobs.shift();
      if (answer.ok) done?.resolve(answer.value as never);
      else done?.reject(Object.assign(new Error(answer.error.message), answer.error));
      assign();
    });
    child.on('error', (error) => fail(reader, error));
    child.on('exit', () => fail(reader, new ReaderDiedError()));
    readers.add(reader);
    return reader;
  }

  /** What killed a process may have nothing to do with the job it was at, which another one gets; but only once. */
  function fail(reader: Reader, error: Error): void {
    clearTimeout(reader.idle);
    if (!readers.delete(reader)) return;
    reader.process.kill();
    const [lost, ...untouched] = reader.jobs.splice(0);
    queue.unshift(...untouched);
    if (lost?.isSecondTry === false) queue.unshift({ ...lost, isSecondTry: true });
    else lost?.reject(error);
    assign();
  }

  function leastBusy(): Reader | undefined {
    const [first] = [...readers].sort((a, b) => a.jobs.length - b.jobs.length);
    if ((first === undefined || first.jobs.length > 0) && readers.size < PROCESSES) return begin();
    return first !== undefined && first.jobs.length < JOBS_AT_HAND ? first : undefined;
  }

  function assign(): void {
    while (queue.length > 0 && !closed) {
      const free = leastBusy();
      if (free === undefined) return;
      clearTimeout(free.idle);
      const next = queue.shift()!;
      free.jobs.push(next);
      free.process.send(next.job);
    }
    for (const reader of readers) {
      clearTimeout(reader.idle);
      if (reader.jobs.length === 0) reader.idle = setTimeout(() => letGo(reader), IDLE_MS).unref();
    }
  }

  function letGo(reader: Reader): void {
    readers.delete(reader);
    reader.process.kill();
  }

  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error('the server stops'));
        queue.push({ job, isSecondTry: false, resolve, reject });
        assign();
      }),
    close() {
      closed = true;
      for (const { reject } of queue.splice(0)) reject(new Error('the server stops'));
      for (const reader of [...readers]) {
        letGo(reader);
        clearTimeout(reader.idle);
        for (const { reject } of reader.jobs.splice(0)) reject(new Error('the server stops'));
      }
    },
  };
}

function lower(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It ended already, or the system does not let us: it reads all the same.
  }
}
