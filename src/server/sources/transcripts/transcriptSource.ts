import { dirname } from 'node:path';
import type { Indexing } from '../../../protocol/diagnostics.ts';
import { describeReadError, describeWatchError } from '../files/fileErrors.ts';
import { createLookAgain } from '../files/lookAgain.ts';
import { createProblems } from '../files/problems.ts';
import { readTail } from '../files/tailFile.ts';
import { watchFolders } from '../files/watchFolders.ts';
import type { ModelPrices } from '../../../protocol/prices.ts';
import type { Source, SourceContext } from '../source.ts';
import { createFolderLook } from './lookAtFolders.ts';
import { createOpenSessions } from './openSessions.ts';
import type { Judge } from './openSessions.ts';
import { PROGRAMS } from './programs.ts';
import { createMarkedReading } from './readMarked.ts';
import type { ReadContext } from './readSession.ts';
import type { Readers } from './readers.ts';
import { jobRunner } from './runJob.ts';
import type { SumUpContext } from './sumUpSessions.ts';
import type { ProgramName } from './transcriptProgram.ts';
import type { TranscriptTable } from '../../base/transcriptTable.ts';

/** The least time between two looks at all folders, ms, and how much longer than a look took it is: 1 % of a core. */
const RESCAN_MS = 5_000;
const RESCAN_FACTOR = 100;
/** How often it is asked whether the processes of open sessions live, ms. */
const JUDGE_MS = 5_000;
/** Where the person looks when what was read cannot be kept. */
const JOURNAL = 'journal';

export interface TranscriptContext extends SourceContext, Pick<SumUpContext, 'index' | 'isJournaled'> {
  readonly table: TranscriptTable;
  readonly readers: Readers;
  readonly prices: ModelPrices;
  readonly judge: Judge;
}

export interface TranscriptSource extends Omit<Source, 'addRoot'> {
  /** Resolves when the facts of a session of which only a summary was kept are journaled. */
  readonly load: (session: string) => Promise<void>;
}

/**
 * The sessions of one coding agent. All transcripts are summed up once, the newest first, in processes of their own; those
 * of sessions that are written now, or that somebody looks at, are followed: each of their facts is journaled.
 */
export function createTranscriptSource(
  program: ProgramName,
  context: TranscriptContext,
  roots: readonly string[],
): TranscriptSource {
  const { table, now } = context;
  const problems = createProblems(now, context.onDiagnostics);
  const runHere = jobRunner(context.prices, readTail);
  const open = createOpenSessions(program, context, roots);
  const dirty = new Set<string>();
  const loading = new Map<string, Promise<void>>();
  let state: 'new' | 'running' | 'stopped' = 'new';
  let indexing: Indexing | null = null;
  let work = Promise.resolve();
  let rescanTimer: NodeJS.Timeout | undefined;
  let judgeTimer: NodeJS.Timeout | undefined;
  let draining = false;

  const stopped = (): boolean => state === 'stopped';
  const lookAgain = createLookAgain(markDirty);
  const watch = watchFolders(
    (path) => lookAgain.hint(path),
    (error) => problems.blocked({ place: 'file watcher', session: null, message: describeWatchError(error) }),
  );
  const shared = { ...context, program, problems, watch, open, stopped };
  const apart = context.readers.run;
  const here: ReadContext['here'] = async (job) => (await runHere(job)) as Awaited<ReturnType<ReadContext['here']>>;
  const folders = createFolderLook(shared, roots);
  const marked = createMarkedReading({ ...shared, apart, here }, roots, drainSoon);

  /** One task at a time. What the journal did not take stays marked, and is read again with the next look. */
  function enqueue(task: () => Promise<void>): Promise<void> {
    work = work
      .then(() => (stopped() ? undefined : task()))
      .catch((error: unknown) => {
        if (!stopped()) problems.blocked({ place: JOURNAL, session: null, message: describeReadError(error) });
      });
    return work;
  }

  function markDirty(path: string): void {
    if (state !== 'running') return;
    dirty.add(path);
    drainSoon();
  }

  function drainSoon(): void {
    if (draining || dirty.size === 0) return;
    draining = true;
    void enqueue(async () => {
      draining = false;
      await noteHints();
      await readMarked();
    });
  }

  /** Marks what the file system hinted at: a file that is known, or the new ones of a folder. */
  async function noteHints(): Promise<void> {
    const isInHand = (path: string): boolean => marked.isInHand(table.file(path)?.session ?? '');
    // What is read just now is marked when that is done, which would take the mark away.
    const paths = [...dirty].filter((path) => !isInHand(path));
    for (const path of paths) dirty.delete(path);
    const files = paths.flatMap((path) => table.file(path) ?? []);
    // Somebody writes to it: what it says is wanted at once.
    for (const { session, followed } of files) if (!followed) table.follow(session);
    // What happens now goes before what happened long ago.
    table.put(files.map((row) => ({ ...row, modified: now(), pending: true, followed: true })));
    const known = new Set(files.map(({ path }) => path));
    const others = paths.filter((path) => !known.has(path) && !tellsOfProcesses(path));
    if (known.size + others.length < paths.length) await open.judge();
    if (others.length > 0) await folders.near(others);
  }

  function tellsOfProcesses(path: string): boolean {
    const places = roots.flatMap(PROGRAMS[program].registries);
    return places.includes(path) || places.includes(dirname(path));
  }

  async function readMarked(onRead?: (files: number) => void): Promise<void> {
    await marked.all(async (files) => {
      onRead?.(files);
      if (dirty.size > 0) await noteHints();
    });
    problems.readable(JOURNAL);
  }

  async function scanAll(first: boolean): Promise<void> {
    const began = performance.now();
    let pause = RESCAN_MS;
    try {
      if (first) await firstLook();
      else {
        await folders.everywhere(() => undefined);
        await readMarked();
      }
      if (!first) pause = Math.max(RESCAN_MS, RESCAN_FACTOR * (performance.now() - began));
    } finally {
      indexing = null;
      if (first) context.onDiagnostics();
      clearTimeout(rescanTimer);
      if (!stopped()) rescanTimer = setTimeout(() => void enqueue(() => scanAll(false)), pause);
    }
  }

  /** What is found is read while the other folders are looked at: the newest sessions do not wait for the oldest. */
  async function firstLook(): Promise<void> {
    let looking = true;
    let filesRead = 0;
    let filesFound = 0;
    const onRead = (files: number): void => {
      filesRead += files;
      if (looking) filesFound = filesRead + table.pendingCount(program);
      indexing = { filesRead, filesFound };
      context.onDiagnostics();
    };
    let oneMore = Promise.withResolvers<void>();
    const looked = folders
      .everywhere(() => {
        oneMore.resolve();
        oneMore = Promise.withResolvers();
      })
      .finally(() => {
        looking = false;
        oneMore.resolve();
      });
    try {
      while (looking) {
        await Promise.race([oneMore.promise, looked]);
        await readMarked(onRead);
      }
    } finally {
      await looked;
    }
    filesFound = filesRead + table.pendingCount(program);
    await readMarked(onRead);
  }

  function judgeLater(): void {
    if (stopped()) return;
    judgeTimer = setTimeout(() => void enqueue(() => open.judge()).then(judgeLater), JUDGE_MS);
  }

  return {
    name: program,
    roots: () => roots,
    async start() {
      if (state !== 'new') return work;
      state = 'running';
      indexing = { filesRead: 0, filesFound: 0 };
      open.recall();
      await enqueue(() => scanAll(true));
      judgeLater();
    },
    rescan: () => enqueue(() => scanAll(false)),
    load(session) {
      const known = loading.get(session);
      if (known !== undefined) return known;
      const loaded = marked.load(session).finally(() => loading.delete(session));
      loading.set(session, loaded);
      return loaded;
    },
    diagnostics: problems.list,
    indexing: () => indexing,
    async stop() {
      state = 'stopped';
      lookAgain.close();
      await work;
      await Promise.allSettled([marked.settled(), ...loading.values()]);
      clearTimeout(rescanTimer);
      clearTimeout(judgeTimer);
      await watch.close();
      // A watcher that is being closed may still hint.
      lookAgain.close();
    },
  };
}
