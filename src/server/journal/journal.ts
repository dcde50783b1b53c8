import { randomUUID } from 'node:crypto';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Json, JournaledEvent, SessionEvent } from '../../protocol/events.ts';
import { openDatabase } from './database.ts';

/** Events read at once. */
const PAGE = 200;

/** Events and the file positions they were read from. Both are committed or neither. */
export interface JournalBatch {
  readonly events: readonly SessionEvent[];
  readonly cursors: readonly { readonly key: string; readonly value: Json }[];
}

/** A session's state as of `seq`, kept so that a start need not fold its whole history. Both texts are JSON. */
export interface StoredSnapshot {
  readonly session: string;
  readonly seq: number;
  readonly summary: string;
  readonly state: string;
}

/**
 * The one place that orders events and keeps them. `seq` grows by at least one an event over the life of a data
 * folder; `epoch` names that life, so a client that knows another epoch starts anew.
 */
export interface Journal {
  readonly epoch: string;
  /** Commits and returns the events that were new, in order. Throws when the disk does not take them. */
  readonly append: (batch: JournalBatch) => readonly JournaledEvent[];
  readonly cursor: (key: string) => Json | undefined;
  /** A session's events after `seq`, in order. Reads as it is iterated: memory does not grow with history. */
  readonly events: (session: string, after?: number) => IterableIterator<JournaledEvent>;
  /** How many events of a session come after `seq`, counted no further than `limit`. */
  readonly countAfter: (session: string, after: number, limit: number) => number;
  /** The last seq of every session that has events. */
  readonly lastSeqs: () => ReadonlyMap<string, number>;
  /** Summaries stored by this version of the reducer, without their states. */
  readonly summaries: (version: number) => readonly Omit<StoredSnapshot, 'state'>[];
  readonly snapshot: (session: string, version: number) => StoredSnapshot | undefined;
  readonly saveSnapshots: (version: number, snapshots: readonly StoredSnapshot[]) => void;
  readonly close: () => void;
}

/**
 * Opens the journal in `file`, creating it when there is none. One process at a time: a second one throws an
 * Error that says who holds it. After a kill at any moment the file holds whole batches only.
 */
export function openJournal(file: string): Journal {
  const db = openDatabase(file);
  const insert = db.prepare('INSERT OR IGNORE INTO events (session, id, body) VALUES (?, ?, ?)');
  const putCursor = db.prepare('INSERT OR REPLACE INTO cursors (key, value) VALUES (?, ?)');
  const getCursor = db.prepare('SELECT value FROM cursors WHERE key = ?');
  const selectPage = db.prepare('SELECT seq, body FROM events WHERE session = ? AND seq > ? ORDER BY seq LIMIT ?');
  const count = db.prepare('SELECT count(*) AS n FROM (SELECT 1 FROM events WHERE session = ? AND seq > ? LIMIT ?)');
  const selectSummaries = db.prepare('SELECT session, seq, summary FROM snapshots WHERE version = ?');
  const selectSnapshot = db.prepare('SELECT * FROM snapshots WHERE session = ? AND version = ?');
  const putSnapshot = db.prepare(
    'INSERT OR REPLACE INTO snapshots (session, version, seq, summary, state) VALUES (?, ?, ?, ?, ?)',
  );
  return {
    epoch: readEpoch(db),
    append: (batch) =>
      transaction(db, () => {
        for (const { key, value } of batch.cursors) putCursor.run(key, JSON.stringify(value));
        return batch.events.flatMap((event) => insertEvent(event, (...row) => insert.run(...row)));
      }),
    cursor: (key) => {
      const row = getCursor.get(key);
      return row && (JSON.parse(row['value'] as string) as Json);
    },
    events: (session, after = 0) => readEvents(session, after, (from) => selectPage.all(session, from, PAGE)),
    countAfter: (session, after, limit) => count.get(session, after, limit)!['n'] as number,
    lastSeqs: () => {
      const rows = db.prepare('SELECT session, max(seq) AS seq FROM events GROUP BY session').all();
      return new Map(rows.map((row) => [row['session'] as string, row['seq'] as number]));
    },
    summaries: (version) => selectSummaries.all(version) as unknown as Omit<StoredSnapshot, 'state'>[],
    snapshot: (session, version) => selectSnapshot.get(session, version) as StoredSnapshot | undefined,
    saveSnapshots: (version, snapshots) =>
      transaction(db, () => {
        for (const { session, seq, summary, state } of snapshots)
          putSnapshot.run(session, version, seq, summary, state);
      }),
    close: () => db.close(),
  };
}

type InsertRow = (...row: SQLInputValue[]) => { changes: number | bigint; lastInsertRowid: number | bigint };

/** The event with its number, or nothing when the journal has it already. */
function insertEvent(event: SessionEvent, insert: InsertRow): JournaledEvent[] {
  const { session, id, ...body } = event;
  const { changes, lastInsertRowid } = insert(session, id, JSON.stringify({ id, ...body }));
  return changes === 0 ? [] : [{ ...event, seq: Number(lastInsertRowid) }];
}

/**
 * Page by page: no statement stays open between two events, so any number of readers may go on at once, as slowly as
 * an export's network takes it.
 */
function* readEvents(
  session: string,
  after: number,
  readPage: (after: number) => readonly Record<string, unknown>[],
): IterableIterator<JournaledEvent> {
  let last = after;
  for (let page = readPage(last); page.length > 0; page = page.length < PAGE ? [] : readPage(last)) {
    for (const { seq, body } of page) {
      last = seq as number;
      yield { session, seq: last, ...JSON.parse(body as string) } as JournaledEvent;
    }
  }
}

function transaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function readEpoch(db: DatabaseSync): string {
  db.prepare("INSERT OR IGNORE INTO meta (key, value) VALUES ('epoch', ?)").run(randomUUID());
  return db.prepare("SELECT value FROM meta WHERE key = 'epoch'").get()!['value'] as string;
}
