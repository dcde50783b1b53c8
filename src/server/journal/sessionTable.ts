import type { DatabaseSync } from 'node:sqlite';
import type { SessionEvent } from '../../protocol/events.ts';
import type { ListCursor } from '../../protocol/frames.ts';
import { withUsage } from '../../protocol/summary.ts';
import type { SessionSummary } from '../../protocol/summary.ts';
import { transaction } from './database.ts';

/** A session as lists have it. */
export interface SessionRow {
  readonly id: string;
  /** The last event the summary knows; 0 where its facts are not journaled. */
  readonly seq: number;
  /** Its newest sign of life, ms since the Unix epoch. */
  readonly at: number;
  /** How it ended; null while nobody told. */
  readonly outcome: string | null;
  /** JSON. */
  readonly summary: string;
}

/** A summary of every session there ever was, for lists that do not fit into memory. */
export interface SessionTable {
  readonly row: (id: string) => SessionRow | undefined;
  /** The most recently active first. `ended`: only those that did, or did not, tell of their end. */
  readonly page: (limit: number, after?: ListCursor, ended?: boolean) => readonly ListCursor[];
  readonly count: () => number;
  /** The last seq that each session's summary knows, where it was made by this version. */
  readonly seqs: () => ReadonlyMap<string, number>;
  readonly put: (rows: readonly SessionRow[]) => void;
  /** Keeps the summary of a session whose facts are not journaled. */
  readonly putSummary: (summary: SessionSummary) => void;
  /** Counts a correction of a session's requests in its row; false where there is none. */
  readonly adjust: (correction: SessionEvent) => boolean;
}

/** `version`: of the reducer. What another one summed up is dropped: it is folded, or its files are read, anew. */
export function openSessionTable(db: DatabaseSync, version: number): SessionTable {
  if (db.prepare('SELECT 1 FROM sessions WHERE version <> ? LIMIT 1').get(version) !== undefined) {
    transaction(db, () => {
      db.prepare('DELETE FROM sessions WHERE version <> ?').run(version);
      db.exec('UPDATE transcripts SET pending = 1 WHERE followed = 0');
    });
  }
  const columns = 'id, seq, at, outcome, summary';
  const row = db.prepare(`SELECT ${columns} FROM sessions WHERE id = ?`);
  const put = db.prepare(
    'INSERT OR REPLACE INTO sessions (id, version, seq, at, outcome, summary) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const pages = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const pageBy = (condition: string) => {
    const known =
      pages.get(condition) ??
      db.prepare(`SELECT id, at FROM sessions WHERE (at, id) < (?, ?) ${condition} ORDER BY at DESC, id DESC LIMIT ?`);
    pages.set(condition, known);
    return known;
  };
  const write = (rows: readonly SessionRow[]): void => {
    for (const { id, seq, at, outcome, summary } of rows) put.run(id, version, seq, at, outcome, summary);
  };
  const putSummary = (summary: SessionSummary): void => {
    const { id, activity, end } = summary;
    write([{ id, seq: 0, at: activity?.at ?? 0, outcome: end?.outcome ?? null, summary: JSON.stringify(summary) }]);
  };
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
