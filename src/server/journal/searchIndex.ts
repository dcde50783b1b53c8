import type { DatabaseSync } from 'node:sqlite';
import type { JournaledEvent } from '../../protocol/events.ts';
import { searchableTexts } from '../../protocol/searchableText.ts';
import { transaction } from './database.ts';

/** Where the search has read to, in the table of single values. */
const PLACE = 'searched_to';

export interface TitleRow {
  readonly id: string;
  readonly seq: number;
  readonly at: number;
  readonly title: string;
}

/**
 * Full-text search over the texts of events and the titles of sessions. It is behind the journal and catches up in steps
 * of its own, so that nobody who commits events waits for it. It keeps words and places, and no text.
 */
export interface SearchIndex {
  /** Reads the next `limit` events, and as many titles that changed. False when there was nothing left to read. */
  readonly step: (limit: number) => boolean;
  /** Events that have not been read. */
  readonly pending: () => number;
  /** Events with these words, the last journaled first. `match` is in the language of FTS5. */
  readonly events: (
    match: string,
    query: { readonly before: number; readonly session: string | undefined; readonly limit: number },
  ) => readonly JournaledEvent[];
  readonly titles: (match: string, limit: number) => readonly TitleRow[];
}

export function openSearchIndex(db: DatabaseSync): SearchIndex {
  const place = db.prepare(`SELECT value FROM meta WHERE key = '${PLACE}'`);
  const putPlace = db.prepare(`INSERT OR REPLACE INTO meta (key, value) VALUES ('${PLACE}', ?)`);
  const next = db.prepare('SELECT seq, session, body FROM events WHERE seq > ? ORDER BY seq LIMIT ?');
  const add = db.prepare('INSERT INTO search (rowid, text) VALUES (?, ?)');
  const newest = db.prepare('SELECT max(seq) AS seq FROM events');
  const nextTitles = db.prepare('SELECT rowid, title FROM sessions WHERE searched = 0 LIMIT ?');
  const dropTitle = db.prepare('DELETE FROM titles WHERE rowid = ?');
  const addTitle = db.prepare('INSERT INTO titles (rowid, text) VALUES (?, ?)');
  const noteTitle = db.prepare('UPDATE sessions SET searched = 1 WHERE rowid = ?');
  const hit = 'SELECT e.seq, e.session, e.body FROM search s JOIN events e ON e.seq = s.rowid WHERE search MATCH ?';
  const order = 'ORDER BY s.rowid DESC LIMIT ?';
  const anywhere = db.prepare(`${hit} AND s.rowid < ? ${order}`);
  const inSession = db.prepare(`${hit} AND s.rowid < ? AND e.session = ? ${order}`);
  const titles = db.prepare(
    `SELECT s.id, s.seq, s.at, s.title FROM titles t JOIN sessions s ON s.rowid = t.rowid
     WHERE titles MATCH ? ORDER BY s.at DESC LIMIT ?`,
  );
  const readTo = (): number => Number(place.get()?.['value'] ?? 0);

  const stepEvents = (limit: number): boolean => {
    const rows = next.all(readTo(), limit);
    for (const row of rows) {
      const texts = searchableTexts(toEvent(row));
      if (texts.length > 0) add.run(row['seq'] as number, texts.map(({ text }) => text).join('\n'));
    }
    if (rows.length > 0) putPlace.run(String(rows.at(-1)!['seq']));
    return rows.length > 0;
  };
  const stepTitles = (limit: number): boolean => {
    const rows = nextTitles.all(limit) as { rowid: number; title: string | null }[];
    for (const { rowid, title } of rows) {
      dropTitle.run(rowid);
      addTitle.run(rowid, title ?? '');
      noteTitle.run(rowid);
    }
    return rows.length > 0;
  };

  return {
    step: (limit) =>
      transaction(db, () => {
        const [events, sessions] = [stepEvents(limit), stepTitles(limit)];
        return events || sessions;
      }),
    pending: () => Math.max(0, ((newest.get()!['seq'] as number | null) ?? 0) - readTo()),
    events: (match, { before, session, limit }) => {
      const rows =
        session === undefined ? anywhere.all(match, before, limit) : inSession.all(match, before, session, limit);
      return rows.map(toEvent);
    },
    titles: (match, limit) => titles.all(match, limit) as unknown as TitleRow[],
  };
}

function toEvent({ seq, session, body }: Record<string, unknown>): JournaledEvent {
  return { session, seq, ...JSON.parse(body as string) } as JournaledEvent;
}
