import type { DatabaseSync } from 'node:sqlite';
import type { TranscriptRow, TranscriptTable } from '../base/transcriptTable.ts';
import { transaction } from './database.ts';

/** The table, and what only the journal does with it. */
export interface JournalTranscripts extends TranscriptTable {
  /** Inserts or replaces, inside a transaction of the caller's. */
  readonly write: (rows: readonly TranscriptRow[]) => void;
}

export function openTranscriptTable(db: DatabaseSync): JournalTranscripts {
  const all = 'SELECT path, program, folder, session, agent, size, modified, inode, pending, followed FROM transcripts';
  const inFolder = db.prepare(`${all} WHERE folder = ?`);
  const ofSession = db.prepare(`${all} WHERE session = ? ORDER BY agent IS NOT NULL, path`);
  const file = db.prepare(`${all} WHERE path = ?`);
  const pending = db.prepare(`${all} WHERE pending = 1 AND program = ? ORDER BY modified DESC`);
  const followed = db.prepare(
    `${all} WHERE followed = 1 AND agent IS NULL AND program = ? ORDER BY modified DESC LIMIT ?`,
  );
  const put = db.prepare(
    `INSERT INTO transcripts (path, program, folder, session, agent, size, modified, inode, pending, followed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET program = excluded.program, folder = excluded.folder, session = excluded.session,
       agent = excluded.agent, size = excluded.size, modified = excluded.modified, inode = excluded.inode,
       pending = excluded.pending, followed = excluded.followed`,
  );
  // What a file is seldom changes, and four indexes would be written anew with it.
  const note = db.prepare(
    `UPDATE transcripts SET size = ?, modified = ?, inode = ?, pending = ?, followed = ?
     WHERE path = ? AND program = ? AND folder = ? AND session = ? AND agent IS ?`,
  );
  const remove = db.prepare('DELETE FROM transcripts WHERE path = ?');
  const pendingCount = db.prepare('SELECT count(*) AS n FROM transcripts WHERE pending = 1 AND program = ?');
  const follow = db.prepare('UPDATE transcripts SET followed = 1, pending = 1 WHERE session = ? AND followed = 0');
  const write = (rows: readonly TranscriptRow[]): void => {
    for (const row of rows) {
      const { path, program, folder, session, agent, size, modified, inode } = row;
      const what = [path, program, folder, session, agent] as const;
      const state = [size, modified, inode, Number(row.pending), Number(row.followed)] as const;
      if (note.run(...state, ...what).changes === 0) put.run(...what, ...state);
    }
  };

  return {
    inFolder: (folder) => inFolder.all(folder).map(toRow),
    ofSession: (session) => ofSession.all(session).map(toRow),
    file: (path) => {
      const row = file.get(path);
      return row && toRow(row);
    },
    write,
    put: (rows) => {
      if (rows.length > 0) transaction(db, () => write(rows));
    },
    remove: (paths) => {
      if (paths.length > 0) transaction(db, () => paths.forEach((path) => remove.run(path)));
    },
    *pending(program) {
      for (const row of pending.iterate(program)) yield toRow(row);
    },
    pendingCount: (program) => pendingCount.get(program)!['n'] as number,
    followed: (program, limit) => followed.all(program, limit).map(toRow),
    follow: (session) => void follow.run(session),
  };
}

/** The row itself, not a copy: a start reads one for each transcript there is. */
function toRow(row: Record<string, unknown>): TranscriptRow {
  row['pending'] = row['pending'] === 1;
  row['followed'] = row['followed'] === 1;
  return row as unknown as TranscriptRow;
}
