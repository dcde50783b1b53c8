import { randomUUID } from 'node:crypto';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Json, JournaledEvent, KnownOf, SessionEvent } from '../../protocol/events.ts';
import { withUsage } from '../../protocol/summary.ts';
import type { SessionSummary } from '../../protocol/summary.ts';
import type { NewSessionRow } from '../base/sessionRow.ts';
import type { TranscriptRow, TranscriptTable } from '../base/transcriptTable.ts';
import { openAlertEvents } from './alertEvents.ts';
import type { AlertEvents } from './alertEvents.ts';
import { openDatabase, transaction } from './database.ts';
import { openDeletions } from './deletions.ts';
import type { Deletions } from './deletions.ts';
import { openHistoryTable } from './historyTable.ts';
import type { HistoryTable } from './historyTable.ts';
import { openRequestLedger } from './requestLedger.ts';
import type { ModelCall, RequestLedger } from './requestLedger.ts';
import { openSearchIndex } from './searchIndex.ts';
import type { SearchIndex } from './searchIndex.ts';
import { openSessionTable } from './sessionTable.ts';
import type { SessionTable } from './sessionTable.ts';
import { openTranscriptTable } from './transcriptTable.ts';
import { openUseTable } from './useTable.ts';
import type { UseTable } from './useTable.ts';

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
  readonly saveSnapshots: (snapshots: readonly StoredSnapshot[], rows: readonly NewSessionRow[]) => void;
  /** Keeps the summaries of sessions whose facts are not journaled, and counts their requests. */
  readonly index: (sessions: readonly IndexedSession[]) => Committed;
  readonly sessions: SessionTable;
  readonly history: HistoryTable;
  readonly search: SearchIndex;
  readonly deletions: Deletions;
  readonly alerts: AlertEvents;
  readonly transcripts: TranscriptTable;
  readonly requests: RequestLedger['requests'];
  readonly usage: RequestLedger['usage'];
  readonly use: UseTable;
  /** The event of that number, where it is of the session. */
  readonly event: (session: string, seq: number) => JournaledEvent | undefined;
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
  const deletions = openDeletions(db);
  const ledger = openRequestLedger(db);
  const selectEvent = db.prepare('SELECT session, seq, body FROM events WHERE seq = ? AND session = ?');
  const isWanted = ({ session }: SessionEvent): boolean => !deletions.isDeleted(session);
  const use = openUseTable(db);
  const keep = (event: SessionEvent): JournaledEvent[] => {
    const kept = insertEvent(event, (...row) => insert.run(...row));
    kept.forEach(use.count);
    return kept;
  };
  const keepCorrection = (event: KnownOf<'usage_adjustment'>): JournaledEvent[] => {
    const kept = keep(event);
    if (kept.length > 0) ledger.correct(event);
    return kept;
  };
  const has = (session: string): boolean => !deletions.isDeleted(session) && hasEvents.get(session) !== undefined;
  /** One session's file may tell of another's requests: that is an event there, or a change of its row. */
  const correct = (event: SessionEvent, rows: string[]): JournaledEvent[] => {
    if (!isWanted(event)) return [];
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
        const events = batch.events.filter(isWanted).flatMap((event) => {
          if (event.type === 'model_call') return count(event as ModelCall);
          return event.type === 'usage_adjustment' ? keepCorrection(event as KnownOf<'usage_adjustment'>) : keep(event);
        });
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
      const seqs = rows.map((row) => [row['session'] as string, row['seq'] as number] as const);
      return new Map(seqs.filter(([session]) => !deletions.isDeleted(session)));
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
          if (deletions.isDeleted(summary.id)) {
            transcripts.write(files);
            return [];
          }
          const counted = calls.flatMap((call) => ledger.count(call));
          const own = counted.filter(({ session }) => session === summary.id);
          sessions.putSummary(own.reduce(withUsage, summary));
          transcripts.write(files);
          return counted.filter(({ session }) => session !== summary.id).flatMap((event) => correct(event, rows));
        });
        return { events, rows };
      }),
    sessions,
    history: openHistoryTable(db),
    search: openSearchIndex(db),
    deletions,
    alerts: openAlertEvents(db, deletions.isDeleted),
    transcripts,
    requests: ledger.requests,
    usage: ledger.usage,
    use,
    event: (session, seq) => {
      const row = selectEvent.get(seq, session);
      return row && ({ session, seq, ...JSON.parse(row['body'] as string) } as JournaledEvent);
    },
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
