import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Indexing } from '../../../protocol/diagnostics.ts';
import { describeWatchError } from '../files/fileErrors.ts';
import { createLookAgain } from '../files/lookAgain.ts';
import { createProblems } from '../files/problems.ts';
import { readTail } from '../files/tailFile.ts';
import { watchFolders } from '../files/watchFolders.ts';
import type { ModelPrices } from '../pricing.ts';
import type { Source, SourceContext } from '../source.ts';
import { createOpenSessions } from './openSessions.ts';
import type { Judge } from './openSessions.ts';
import { PROGRAMS } from './programs.ts';
import { readFollowed } from './readSession.ts';
import type { ReadContext } from './readSession.ts';
import type { Readers } from './readers.ts';
import { jobRunner } from './runJob.ts';
import { sumUpSessions } from './sumUpSessions.ts';
import type { SummedUp } from './sumUpSessions.ts';
import { scanFolders, scanRoot } from './scanFolders.ts';
import type { ProgramName } from './transcriptProgram.ts';
import type { TranscriptRow, TranscriptTable } from './transcriptTable.ts';

/** The least time between two looks at all folders, ms, and how much longer than a look took it is: 1 % of a core. */
const RESCAN_MS = 5_000;
const RESCAN_FACTOR = 100;
/** How often it is asked whether the processes of open sessions live, ms. */
const JUDGE_MS = 5_000;
/** Batches read at the same time: the readers have the next at hand, and memory stays bounded. */
const BATCHES_AT_ONCE = 2;
/** What one batch holds at most: small sessions go together, since each way to a reader costs time. */
const BATCH_BYTES = 4 * 1024 * 1024;
const BATCH_SESSIONS = 8;
/** Files taken at once from the list of what is to be read. */
const PENDING_PAGE = 100;
/** Recent sessions that one look at all folders begins to follow; the others are summed up. */
const FOLLOWED_PER_LOOK = 20;
/** Folders watched for new transcripts: the newest. In the others a new one is found by the next look. */
const WATCHED_FOLDERS = 100;
export interface TranscriptContext extends SourceContext {
  readonly table: TranscriptTable;
  /** Keeps the summaries of sessions and counts their requests. */
  readonly index: (sessions: readonly SummedUp[]) => void;
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
  const { table, readers, now } = context;
  const { watched, agentFolders, registries } = PROGRAMS[program];
  const problems = createProblems(now, context.onDiagnostics);
  const runHere = jobRunner(context.prices, readTail);
  const scan = { program, table, problems, now };
  const reading: ReadContext = {
    ...context,
    program,
    problems,
    apart: readers.run,
    here: async (job) => (await runHere(job)) as Awaited<ReturnType<ReadContext['here']>>,
  };
  const open = createOpenSessions(program, context, roots);
  const dirty = new Set<string>();
  const inHand = new Map<string, Promise<void>>();
  const loading = new Map<string, Promise<void>>();
  let state: 'new' | 'running' | 'stopped' = 'new';
  let indexing: Indexing | null = null;
  let work = Promise.resolve();
  let rescanTimer: NodeJS.Timeout | undefined;
  let judgeTimer: NodeJS.Timeout | undefined;
  let draining = false;

  const stopped = (): boolean => state === 'stopped';
  const sums = { ...context, program, problems, stopped };
  const lookAgain = createLookAgain(markDirty);
  const watch = watchFolders(
    (path) => lookAgain.hint(path),
    (error) => problems.blocked({ place: 'file watcher', session: null, message: describeWatchError(error) }),
  );

  /** One task at a time, so a file is never read twice at once. */
  function enqueue(task: () => Promise<void>): Promise<void> {
    work = work.then(() => (stopped() ? undefined : task()));
    return work;
  }

  function markDirty(path: string): void {
    if (state !== 'running') return;
    dirty.add(path);
    if (draining) return;
    draining = true;
    void enqueue(drain);
  }

  async function drain(): Promise<void> {
    draining = false;
    await noteHints();
    await readPending();
  }

  /** Marks what the file system hinted at: a file that is known, or the new ones of a folder. */
  async function noteHints(): Promise<void> {
    const paths = [...dirty];
    dirty.clear();
    const files = paths.flatMap((path) => table.file(path) ?? []);
    // Somebody writes to it: what it says is wanted at once.
    for (const { session, followed } of files) if (!followed) table.follow(session);
    // What happens now goes before what happened long ago.
    table.put(files.map((row) => ({ ...row, modified: now(), pending: true, followed: true })));
    if (paths.some(tellsOfProcesses)) await open.judge();
    const others = paths.filter((path) => table.file(path) === undefined && !tellsOfProcesses(path));
    const folders = [...new Set(others.flatMap(listedFolder))];
    if (folders.length > 0) await scanFolders(scan, folders, { left: FOLLOWED_PER_LOOK }, stopped);
    if (others.some(bringsFolders)) await lookEverywhere();
  }

  /** The nearest listed folder above a path: a session's own folders lie in it. */
  function listedFolder(path: string): string[] {
    const above = [path, dirname(path), dirname(dirname(path)), dirname(dirname(dirname(path)))];
    return above.filter((folder) => table.inFolder(folder).length > 0).slice(0, 1);
  }

  function tellsOfProcesses(path: string): boolean {
    const places = roots.flatMap(registries);
    return places.includes(path) || places.includes(dirname(path));
  }

  /** True where a change may mean folders that were not listed yet; agents keep much else in their roots. */
  function bringsFolders(path: string): boolean {
    const places = roots.flatMap(watched);
    return places.includes(path) || (places.includes(dirname(path)) && !roots.includes(dirname(path)));
  }

  async function lookEverywhere(): Promise<void> {
    const budget = { left: FOLLOWED_PER_LOOK };
    for (const root of roots) {
      if (stopped()) return;
      await scanRoot(scan, root, budget, stopped);
      watch.add([...watched(root), ...registries(root)].filter((folder) => existsSync(folder)));
    }
    watch.add(table.folders(program, WATCHED_FOLDERS).filter((folder) => existsSync(folder)));
  }

  /** Reads what is marked, the newest first, as much at a time as the readers can take. */
  async function readPending(first = false): Promise<void> {
    const filesFound = table.pendingCount(program);
    let filesRead = 0;
    const running = new Set<Promise<void>>();
    while (!stopped()) {
      const batch = running.size < BATCHES_AT_ONCE ? nextBatch() : null;
      if (batch !== null) {
        const reading = readBatch(batch).finally(() => running.delete(reading));
        running.add(reading);
        filesRead += [...batch.values()].reduce((sum, rows) => sum + rows.length, 0);
      } else if (running.size > 0) await Promise.race(running);
      else break;
      if (first) indexing = { filesRead: Math.min(filesRead, filesFound), filesFound };
      if (first) context.onDiagnostics();
      if (dirty.size > 0) await noteHints();
    }
    indexing = null;
  }

  /** The newest sessions that are marked and that nobody reads: one that is followed, or several to be summed up. */
  function nextBatch(): ReadonlyMap<string, readonly TranscriptRow[]> | null {
    const batch = new Map<string, readonly TranscriptRow[]>();
    let bytes = 0;
    for (const { session, followed } of table.pending(program, PENDING_PAGE)) {
      if (inHand.has(session) || batch.has(session)) continue;
      if (followed && batch.size > 0) continue;
      const rows = table.ofSession(session);
      batch.set(session, rows);
      bytes += rows.reduce((sum, { size }) => sum + size, 0);
      if (followed || bytes >= BATCH_BYTES || batch.size >= BATCH_SESSIONS) break;
    }
    return batch.size > 0 ? batch : null;
  }

  /** A session is read by one at a time, whoever asks. */
  async function readBatch(batch: ReadonlyMap<string, readonly TranscriptRow[]>): Promise<void> {
    const read = readRows(batch);
    for (const session of batch.keys()) inHand.set(session, read);
    await read.finally(() => batch.forEach((_rows, session) => inHand.delete(session)));
  }

  async function readRows(batch: ReadonlyMap<string, readonly TranscriptRow[]>): Promise<void> {
    const followed = [...batch].filter(([, rows]) => rows.some((row) => row.followed));
    for (const [session, rows] of followed)
      await follow(
        session,
        rows.filter(({ pending }) => pending),
      );
    if (followed.length === 0) await sumUpSessions(sums, batch, roots);
  }

  async function follow(session: string, rows: readonly TranscriptRow[]): Promise<void> {
    for (const row of rows) {
      const read = await readFollowed(reading, row, stopped);
      if (stopped()) return;
      table.put([read?.row ?? { ...row, pending: false, followed: true }]);
      const agents = row.agent === null ? agentFolders(row.path).filter((folder) => existsSync(folder)) : [];
      watch.add([row.path, row.folder, ...agents]);
      if (read !== null) open.note(read.row, read.standing);
    }
    await open.judge(session);
  }

  async function scanAll(first: boolean): Promise<void> {
    const began = performance.now();
    await lookEverywhere();
    await readPending(first);
    const pause = Math.max(RESCAN_MS, RESCAN_FACTOR * (performance.now() - began));
    clearTimeout(rescanTimer);
    if (!stopped()) rescanTimer = setTimeout(() => void enqueue(() => scanAll(false)), first ? RESCAN_MS : pause);
  }

  async function loadNow(session: string): Promise<void> {
    await inHand.get(session);
    const rows = table.ofSession(session).filter((row) => row.program === program);
    if (rows.every(({ followed, pending }) => followed && !pending)) return;
    table.follow(session);
    await readBatch(new Map([[session, table.ofSession(session)]]));
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
      const again = (): void => {
        judgeTimer = setTimeout(() => void enqueue(() => open.judge()).finally(again), JUDGE_MS);
        if (stopped()) clearTimeout(judgeTimer);
      };
      again();
    },
    rescan: () => enqueue(() => scanAll(false)),
    load(session) {
      const known = loading.get(session);
      if (known !== undefined) return known;
      const loaded = loadNow(session).finally(() => loading.delete(session));
      loading.set(session, loaded);
      return loaded;
    },
    diagnostics: problems.list,
    indexing: () => indexing,
    async stop() {
      state = 'stopped';
      clearTimeout(rescanTimer);
      clearTimeout(judgeTimer);
      lookAgain.close();
      await work.catch(() => undefined);
      clearTimeout(rescanTimer);
      clearTimeout(judgeTimer);
      lookAgain.close();
      await watch.close();
    },
  };
}
