import { randomUUID } from 'node:crypto';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Json, JournaledEvent, SessionEvent } from '../../protocol/events.ts';
import { withUsage } from '../../protocol/summary.ts';
import type { SessionSummary } from '../../protocol/summary.ts';
import type { SessionRow } from '../base/sessionRow.ts';
import type { TranscriptRow, TranscriptTable } from '../base/transcriptTable.ts';
import { openDatabase, transaction } from './database.ts';
import { openRequestLedger } from './requestLedger.ts';
import type { ModelCall, RequestLedger } from './requestLedger.ts';
import { openSessionTable } from './sessionTable.ts';
import type { SessionTable } from './sessionTable.ts';
import { openTranscriptTable } from './transcriptTable.ts';

/** Events read at once. */
const PAGE = 200;

/** Events and the file positions they were read from. Both are committed or neither. */
export interface JournalBatch {
  readonly events: readonly SessionEvent[];
  readonly cursors: readonly { readonly key: string; readonly value: Json }[];
}

/** A session's state as of `seq`, kept so that a start need not fold its whole history. */
export interface StoredSnapshot {
  readonly session: string;
  readonly seq: number;
  /** JSON. */
  readonly state: string;
}

/** What the first look at a session's transcripts found. */
export interface IndexedSession {
  /** Without what its requests used. */
  readonly summary: SessionSummary;
  readonly calls: readonly ModelCall[];
  /** Its files, as they were when they were read. */
  readonly files: readonly TranscriptRow[];
}

/** What a commit changed. */
export interface Committed {
  /** The events that were new, in order. */
  readonly events: readonly JournaledEvent[];
  /** Sessions whose facts are not journaled and whose row of the list was written. */
  readonly rows: readonly string[];
}

/**
 * The one place that orders events and keeps them. `seq` grows by at least one an event over the life of a data
 * folder; `epoch` names that life, so a client that knows another epoch starts anew.
 */
export interface Journal {
  readonly epoch: string;
  /** Throws when the disk does not take them. */
  readonly append: (batch: JournalBatch) => Committed;
  readonly cursor: (key: string) => Json | undefined;
  /** A session's events after `seq`, in order. Reads as it is iterated: memory does not grow with history. */
  readonly events: (session: string, after?: number) => IterableIterator<JournaledEvent>;
  /** How many events of a session come after `seq`, counted no further than `limit`. */
  readonly countAfter: (session: string, after: number, limit: number) => number;
  /** The last seq of every session that has events. */
  readonly lastSeqs: () => ReadonlyMap<string, number>;
  /** True when there are events of the session. */
  readonly has: (session: string) => boolean;
  readonly snapshot: (session: string) => StoredSnapshot | undefined;
  readonly saveSnapshots: (snapshots: readonly StoredSnapshot[], rows: readonly SessionRow[]) => void;
  /** Keeps the summaries of sessions whose facts are not journaled, and counts their requests. */
  readonly index: (sessions: readonly IndexedSession[]) => Committed;
  readonly sessions: SessionTable;
  readonly transcripts: TranscriptTable;
  readonly requests: RequestLedger['requests'];
  readonly close: () => void;
}

/**
 * Opens the journal in `file`, creating it when there is none. One process at a time: a second one throws an
 * Error that says who holds it. After a kill at any moment the file holds whole batches only. `version`: of the reducer;
 * what another one folded is folded anew.
 */
export function openJournal(file: string, version: number): Journal {
  const db = openDatabase(file);
  const insert = db.prepare('INSERT OR IGNORE INTO events (session, id, body) VALUES (?, ?, ?)');
  const putCursor = db.prepare('INSERT OR REPLACE INTO cursors (key, value) VALUES (?, ?)');
  const getCursor = db.prepare('SELECT value FROM cursors WHERE key = ?');
  const selectPage = db.prepare('SELECT seq, body FROM events WHERE session = ? AND seq > ? ORDER BY seq LIMIT ?');
  const count = db.prepare('SELECT count(*) AS n FROM (SELECT 1 FROM events WHERE session = ? AND seq > ? LIMIT ?)');
  const selectSnapshot = db.prepare('SELECT session, seq, state FROM snapshots WHERE session = ? AND version = ?');
  const putSnapshot = db.prepare('INSERT OR REPLACE INTO snapshots (session, version, seq, state) VALUES (?, ?, ?, ?)');
  const hasEvents = db.prepare('SELECT 1 FROM events WHERE session = ? LIMIT 1');
  const sessions = openSessionTable(db, version);
  const transcripts = openTranscriptTable(db);
  const ledger = openRequestLedger(db);
  const keep = (event: SessionEvent): JournaledEvent[] => insertEvent(event, (...row) => insert.run(...row));
  const has = (session: string): boolean => hasEvents.get(session) !== undefined;
  /** One session's file may tell of another's requests: that is an event there, or a change of its row. */
  const correct = (event: SessionEvent, rows: string[]): JournaledEvent[] => {
    if (has(event.session)) return keep(event);
    if (sessions.adjust(event)) rows.push(event.session);
    return [];
  };

  return {
    epoch: readEpoch(db),
    append: (batch) =>
      transaction(db, () => {
        for (const { key, value } of batch.cursors) putCursor.run(key, JSON.stringify(value));
        const rows: string[] = [];
        const count = (call: ModelCall): JournaledEvent[] =>
          ledger.count(call).flatMap((event) => (event.session === call.session ? keep(event) : correct(event, rows)));
        const events = batch.events.flatMap((event) =>
          event.type === 'model_call' ? count(event as ModelCall) : keep(event),
        );
        return { events, rows };
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
    has,
    snapshot: (session) => selectSnapshot.get(session, version) as StoredSnapshot | undefined,
    saveSnapshots: (snapshots, rows) =>
      transaction(db, () => {
        for (const { session, seq, state } of snapshots) putSnapshot.run(session, version, seq, state);
        sessions.put(rows);
      }),
    index: (found) =>
      transaction(db, () => {
        const rows = found.map(({ summary }) => summary.id);
        const events = found.flatMap(({ summary, calls, files }) => {
          const counted = calls.flatMap((call) => ledger.count(call));
          const own = counted.filter(({ session }) => session === summary.id);
          sessions.putSummary(own.reduce(withUsage, summary));
          transcripts.write(files);
          return counted.filter(({ session }) => session !== summary.id).flatMap((event) => correct(event, rows));
        });
        return { events, rows };
      }),
    sessions,
    transcripts,
    requests: ledger.requests,
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

function readEpoch(db: DatabaseSync): string {
  db.prepare("INSERT OR IGNORE INTO meta (key, value) VALUES ('epoch', ?)").run(randomUUID());
  return db.prepare("SELECT value FROM meta WHERE key = 'epoch'").get()!['value'] as string;
}
