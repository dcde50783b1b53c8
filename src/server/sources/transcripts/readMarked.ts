import { existsSync } from 'node:fs';
import type { FolderWatch } from '../files/watchFolders.ts';
import type { OpenSessions } from './openSessions.ts';
import { PROGRAMS } from './programs.ts';
import { readFollowed } from './readSession.ts';
import type { ReadContext } from './readSession.ts';
import { sumUpSessions } from './sumUpSessions.ts';
import type { SumUpContext } from './sumUpSessions.ts';
import { UNREAD_SIZE } from '../../base/transcriptTable.ts';
import type { TranscriptRow } from '../../base/transcriptTable.ts';

/** Batches read at the same time: the readers have the next at hand, and memory stays bounded. */
const BATCHES_AT_ONCE = 2;
/** What one batch holds at most. It is committed at once, and others wait for that: some milliseconds. */
const BATCH_BYTES = 16 * 1024 * 1024;
const BATCH_SESSIONS = 64;

type Batch = ReadonlyMap<string, readonly TranscriptRow[]>;

interface MarkedContext extends ReadContext, SumUpContext {
  readonly open: OpenSessions;
  readonly watch: Pick<FolderWatch, 'add'>;
}

/** Reads the sessions whose transcripts are marked. A session is read by one at a time, whoever asks. */
export interface MarkedReading {
  /**
   * Reads all, the newest first, as much at a time as the readers can take. `between` is called after each step with the
   * files that have been read since. Throws what the journal throws; the rest stays marked.
   */
  readonly all: (between: (files: number) => Promise<void>) => Promise<void>;
  /** From now on the facts of the session are journaled: resolves when those that are there are. */
  readonly load: (session: string) => Promise<void>;
  readonly isInHand: (session: string) => boolean;
  /** Resolves when nothing is in hand. */
  readonly settled: () => Promise<unknown>;
}

/** `onFree` is called when sessions are in hand no more. */
export function createMarkedReading(
  context: MarkedContext,
  roots: readonly string[],
  onFree: () => void,
): MarkedReading {
  const { program, table, open, watch, stopped } = context;
  const inHand = new Map<string, Promise<void>>();

  const rowsOf = (session: string): readonly TranscriptRow[] =>
    table.ofSession(session).filter((row) => row.program === program);

  /** The newest sessions that are marked and that nobody reads: one that is followed, or several to be summed up. */
  function nextBatch(): Batch {
    const batch = new Map<string, readonly TranscriptRow[]>();
    let bytes = 0;
    for (const { session, followed } of table.pending(program)) {
      if (inHand.has(session) || batch.has(session)) continue;
      if (followed && batch.size > 0) continue;
      const rows = rowsOf(session);
      batch.set(session, rows);
      bytes += rows.reduce((sum, { size }) => sum + size, 0);
      if (followed || bytes >= BATCH_BYTES || batch.size >= BATCH_SESSIONS) break;
    }
    return batch;
  }

  function readBatch(batch: Batch): Promise<void> {
    const read = readRows(batch).finally(() => {
      for (const session of batch.keys()) inHand.delete(session);
      onFree();
    });
    for (const session of batch.keys()) inHand.set(session, read);
    return read;
  }

  async function readRows(batch: Batch): Promise<void> {
    const followed = [...batch].filter(([, rows]) => rows.some((row) => row.followed));
    if (followed.length === 0) return sumUpSessions(context, batch, roots);
    for (const [session, rows] of followed) await follow(session, rows);
  }

  async function follow(session: string, rows: readonly TranscriptRow[]): Promise<void> {
    for (const row of rows.filter(({ pending }) => pending)) {
      const read = await readFollowed(context, row, stopped);
      if (stopped()) return;
      table.put([read?.row ?? { ...row, pending: false, followed: true, size: UNREAD_SIZE }]);
      const agents = row.agent === null ? PROGRAMS[program].agentFolders(row.path) : [];
      watch.add([row.path, row.folder, ...agents].filter((path) => existsSync(path)));
      if (read !== null) open.note(read.row, read.standing);
    }
    await open.judge(session);
  }

  return {
    async all(between) {
      const running = new Set<Promise<void>>();
      const failures: unknown[] = [];
      let files = 0;
      try {
        while (!stopped() && failures.length === 0) {
          const batch: Batch = running.size < BATCHES_AT_ONCE ? nextBatch() : new Map();
          if (batch.size === 0 && running.size === 0 && files === 0) break;
          if (batch.size === 0 && running.size > 0) await Promise.race(running);
          if (batch.size > 0) {
            const reading = readBatch(batch)
              .then(() => void (files += [...batch.values()].flat().length))
              .catch((error: unknown) => void failures.push(error))
              .finally(() => running.delete(reading));
            running.add(reading);
          }
          const read = files;
          files = 0;
          await between(read);
        }
      } finally {
        await Promise.all(running);
      }
      if (failures.length > 0) throw failures[0];
    },
    async load(session) {
      while (inHand.has(session)) await inHand.get(session)!.catch(() => undefined);
      if (stopped() || rowsOf(session).every(({ followed, pending }) => followed && !pending)) return;
      table.follow(session);
      await readBatch(new Map([[session, rowsOf(session)]]));
    },
    isInHand: (session) => inHand.has(session),
    settled: () => Promise.allSettled(inHand.values()),
  };
}
