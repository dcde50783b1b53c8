import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './database.ts';

/** Which sessions are deleted and which are kept whatever retention says; both are remembered by id. */
export interface Deletions {
  readonly isDeleted: (session: string) => boolean;
  /** At once gone from every list. What it said goes with `purge`. */
  readonly remove: (session: string, now: number) => void;
  /** It may come back. */
  readonly restore: (session: string) => void;
  /** Takes up to `limit` events of deleted sessions out of the file. False when there are none left. */
  readonly purge: (limit: number) => boolean;
  readonly isPinned: (session: string) => boolean;
  readonly pin: (session: string, pinned: boolean) => void;
  /** Sessions that are not pinned and showed no life since `before`, the oldest first. */
  readonly oldest: (before: number, limit: number) => readonly string[];
  /** Bytes of the journal in use. What was deleted leaves room in the file, which is used again. */
  readonly bytes: () => number;
}

export function openDeletions(db: DatabaseSync): Deletions {
  const names = (table: string): Set<string> =>
    new Set(db.prepare(`SELECT session FROM ${table}`).all().map(({ session }) => session as string)); // prettier-ignore
  const deleted = names('deleted');
  const pinned = names('pins');
  const mark = db.prepare('INSERT OR REPLACE INTO deleted (session, at, purged) VALUES (?, ?, 0)');
  const unmark = db.prepare('DELETE FROM deleted WHERE session = ?');
  const dropTitle = db.prepare('DELETE FROM titles WHERE rowid IN (SELECT rowid FROM sessions WHERE id = ?)');
  const dropRow = db.prepare('DELETE FROM sessions WHERE id = ?');
  const dropSnapshot = db.prepare('DELETE FROM snapshots WHERE session = ?');
  const pin = db.prepare('INSERT OR IGNORE INTO pins (session) VALUES (?)');
  const unpin = db.prepare('DELETE FROM pins WHERE session = ?');
  const unpurged = db.prepare('SELECT session FROM deleted WHERE purged = 0 LIMIT 1');
  const purged = db.prepare('UPDATE deleted SET purged = 1 WHERE session = ?');
  const events = db.prepare('SELECT seq FROM events WHERE session = ? LIMIT ?');
  const dropText = db.prepare('DELETE FROM search WHERE rowid = ?');
  const dropEvent = db.prepare('DELETE FROM events WHERE seq = ?');
  const requests = db.prepare('SELECT key FROM requests WHERE session = ? LIMIT ?');
  const dropRequest = db.prepare('DELETE FROM requests WHERE key = ?');
  const oldest = db.prepare(
    'SELECT id FROM sessions WHERE at < ? AND NOT EXISTS (SELECT 1 FROM pins WHERE session = id) ORDER BY at, id LIMIT ?',
  );
  const pages = db.prepare(
    `SELECT (page_count - freelist_count) * page_size AS bytes
     FROM pragma_page_count, pragma_freelist_count, pragma_page_size`,
  );

  const purgeSession = (session: string, limit: number): void => {
    const found = events.all(session, limit);
    for (const { seq } of found) {
      dropText.run(seq!);
      dropEvent.run(seq!);
    }
    const counted = found.length < limit ? requests.all(session, limit) : [];
    for (const { key } of counted) dropRequest.run(key!);
    if (found.length < limit && counted.length < limit) purged.run(session);
  };

  return {
    isDeleted: (session) => deleted.has(session),
    remove: (session, now) => {
      transaction(db, () => {
        mark.run(session, now);
        dropTitle.run(session);
        dropRow.run(session);
        dropSnapshot.run(session);
        unpin.run(session);
      });
      deleted.add(session);
      pinned.delete(session);
    },
    restore: (session) => {
      unmark.run(session);
      deleted.delete(session);
    },
    purge: (limit) =>
      transaction(db, () => {
        const session = unpurged.get()?.['session'] as string | undefined;
        if (session !== undefined) purgeSession(session, limit);
        return session !== undefined;
      }),
    isPinned: (session) => pinned.has(session),
    pin: (session, wanted) => {
      (wanted ? pin : unpin).run(session);
      if (wanted) pinned.add(session);
      else pinned.delete(session);
    },
    oldest: (before, limit) => oldest.all(before, limit).map(({ id }) => id as string),
    bytes: () => pages.get()!['bytes'] as number,
  };
}
