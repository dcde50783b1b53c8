import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './database.ts';

/** One transcript file as it was when it was last looked at. */
export interface TranscriptRow {
  readonly path: string;
  /** The program that wrote it. */
  readonly program: string;
  /** The folder in whose listing it was found. */
  readonly folder: string;
  readonly session: string;
  /** The sub-agent whose thread it is; null for the main one. */
  readonly agent: string | null;
  /** Bytes. */
  readonly size: number;
  /** ms since the Unix epoch. */
  readonly modified: number;
  readonly inode: string;
  /** True while something in it is to be read. */
  readonly pending: boolean;
  /** True where its facts are journaled; else only its session's summary is kept. */
  readonly followed: boolean;
}

/** What is known of the transcripts on this machine, so that a start reads only what is new. */
export interface TranscriptTable {
  readonly inFolder: (folder: string) => readonly TranscriptRow[];
  readonly ofSession: (session: string) => readonly TranscriptRow[];
  readonly file: (path: string) => TranscriptRow | undefined;
  /** Inserts or replaces, inside a transaction of the caller's. */
  readonly write: (rows: readonly TranscriptRow[]) => void;
  /** The same in a transaction of its own. */
  readonly put: (rows: readonly TranscriptRow[]) => void;
  readonly remove: (paths: readonly string[]) => void;
  /** Files with something to be read, the most recently changed first. Nothing may be written before it is done. */
  readonly pending: (program: string) => Iterable<TranscriptRow>;
  readonly pendingCount: (program: string) => number;
  /** Main threads that are followed, the most recently changed first. */
  readonly followed: (program: string, limit: number) => readonly TranscriptRow[];
  /** From now on the facts of this session's files are journaled. */
  readonly follow: (session: string) => void;
}

export function openTranscriptTable(db: DatabaseSync): TranscriptTable {
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
  const remove = db.prepare('DELETE FROM transcripts WHERE path = ?');
  const pendingCount = db.prepare('SELECT count(*) AS n FROM transcripts WHERE pending = 1 AND program = ?');
  const follow = db.prepare('UPDATE transcripts SET followed = 1, pending = 1 WHERE session = ? AND followed = 0');
  const write = (rows: readonly TranscriptRow[]): void => {
    for (const row of rows) {
      const { path, program, folder, session, agent, size, modified, inode } = row;
      const flags = [Number(row.pending), Number(row.followed)] as const;
      put.run(path, program, folder, session, agent, size, modified, inode, ...flags);
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

function toRow(row: Record<string, unknown>): TranscriptRow {
  return { ...(row as unknown as TranscriptRow), pending: row['pending'] === 1, followed: row['followed'] === 1 };
}
