import type { DatabaseSync } from 'node:sqlite';
import type { SessionEvent } from '../../protocol/events.ts';
import type { ListCursor } from '../../protocol/frames.ts';
import { initialState } from '../../protocol/state.ts';
import { summarize, withUsage } from '../../protocol/summary.ts';
import type { SessionSummary } from '../../protocol/summary.ts';
import type { NewSessionRow, SessionRow } from '../base/sessionRow.ts';
import { transaction } from './database.ts';
import { COLUMNS, columnsOf } from './sessionColumns.ts';

/** A summary of every session there ever was, for lists that do not fit into memory. */
export interface SessionTable {
  readonly row: (id: string) => SessionRow | undefined;
  /** The most recently active first. `ended`: only those that did, or did not, tell of their end. */
  readonly page: (limit: number, after?: ListCursor, ended?: boolean) => readonly ListCursor[];
  readonly count: () => number;
  /** The last seq that each session's summary knows, where it was made by this version. */
  readonly seqs: () => ReadonlyMap<string, number>;
  readonly put: (rows: readonly NewSessionRow[]) => void;
  /** Keeps the summary of a session whose facts are not journaled. */
  readonly putSummary: (summary: SessionSummary) => void;
  /** Counts a correction of a session's requests in its row; false where there is none. */
  readonly adjust: (correction: SessionEvent) => boolean;
}

/** `version`: of the reducer. What another one summed up is folded, or its files are read, anew. */
export function openSessionTable(db: DatabaseSync, version: number): SessionTable {
  fillColumns(db);
  renew(db, version);
  const row = db.prepare('SELECT id, seq, at, outcome, summary FROM sessions WHERE id = ?');
  const put = db.prepare(UPSERT);
  const pages = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const pageBy = (condition: string) => {
    const known =
      pages.get(condition) ??
      db.prepare(`SELECT id, at FROM sessions WHERE (at, id) < (?, ?) ${condition} ORDER BY at DESC, id DESC LIMIT ?`);
    pages.set(condition, known);
    return known;
  };
  const write = (rows: readonly NewSessionRow[]): void => {
    for (const { seq, summary } of rows) {
      put.run(summary.id, version, seq, JSON.stringify(summary), ...columnsOf(summary, seq));
    }
  };
  const putSummary = (summary: SessionSummary): void => write([{ seq: 0, summary }]);
  return {
    row: (id) => row.get(id) as SessionRow | undefined,
    page: (limit, after = { at: Infinity, id: '' }, ended) => {
      const condition = ended === undefined ? '' : `AND outcome IS ${ended ? 'NOT NULL' : 'NULL'}`;
      return pageBy(condition).all(after.at, after.id, limit) as unknown as ListCursor[];
    },
    count: () => db.prepare('SELECT count(*) AS n FROM sessions').get()!['n'] as number,
    seqs: () => {
      const rows = db.prepare('SELECT id, seq FROM sessions WHERE version = ? AND seq > 0').all(version);
      return new Map(rows.map(({ id, seq }) => [id as string, seq as number]));
    },
    put: write,
    putSummary,
    adjust: (correction) => {
      const known = row.get(correction.session) as SessionRow | undefined;
      if (known !== undefined) putSummary(withUsage(JSON.parse(known.summary) as SessionSummary, correction));
      return known !== undefined;
    },
  };
}

const NAMES = ['id', 'version', 'seq', 'summary', ...COLUMNS];
/** The row keeps its number, by which the search knows it; a title that has not changed is not read again. */
const UPSERT = `INSERT INTO sessions (${NAMES.join(', ')}) VALUES (${NAMES.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET searched = searched AND title IS excluded.title,
    ${NAMES.slice(1)
      .map((name) => `${name} = excluded.${name}`)
      .join(', ')}`;

/** Rows that were written before there were columns to filter by. */
function fillColumns(db: DatabaseSync): void {
  const read = db.prepare('SELECT summary FROM sessions WHERE id = ?');
  const write = db.prepare(`UPDATE sessions SET ${COLUMNS.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`);
  const empty = db.prepare('SELECT id, seq FROM sessions WHERE state IS NULL').all();
  if (empty.length === 0) return;
  transaction(db, () => {
    for (const { id, seq } of empty as { id: string; seq: number }[]) {
      const known = JSON.parse(read.get(id)!['summary'] as string) as Partial<SessionSummary>;
      write.run(...columnsOf({ ...summarize(initialState(id)), ...known }, seq), id);
    }
  });
}

/**
 * What another version folded is dropped. What it summed up stays until its files have been read again: they may be gone,
 * and then it is all there is. A field that it did not know yet is as in a session that has told nothing.
 */
function renew(db: DatabaseSync, version: number): void {
  const old = db.prepare('SELECT id FROM sessions WHERE version <> ? AND seq = 0').all(version);
  const read = db.prepare('SELECT summary FROM sessions WHERE id = ?');
  const write = db.prepare('UPDATE sessions SET version = ?, summary = ? WHERE id = ?');
  transaction(db, () => {
    db.exec(`DELETE FROM titles WHERE rowid IN (SELECT rowid FROM sessions WHERE version <> ${version} AND seq > 0)`);
    const folded = db.prepare('DELETE FROM sessions WHERE version <> ? AND seq > 0').run(version);
    if (folded.changes === 0 && old.length === 0) return;
    for (const { id } of old as { id: string }[]) {
      const known = JSON.parse(read.get(id)!['summary'] as string) as Partial<SessionSummary>;
      write.run(version, JSON.stringify({ ...summarize(initialState(id)), ...known }), id);
    }
    db.exec('UPDATE transcripts SET pending = 1 WHERE followed = 0');
  });
}
