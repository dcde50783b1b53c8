import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Raised when the tables change; a file of a later version is not opened. */
const SCHEMA_VERSION = 1;

const SCHEMA = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    session TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (session, id)
  ) STRICT;
  CREATE INDEX events_by_session ON events (session);
  CREATE TABLE cursors (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE snapshots (
    session TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    summary TEXT NOT NULL,
    state TEXT NOT NULL
  ) STRICT;
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** Another process holds the journal. */
export class JournalInUseError extends Error {
  constructor(file: string) {
    super(
      `${file} is in use by another livestream server. Stop it with "livestream stop", or choose another --data-dir.`,
    );
  }
}

/**
 * Opens the SQLite file. WAL with synchronous=NORMAL: a committed batch survives the death of the process at any
 * moment; after a power cut the last moments may be missing, the file is whole, and sources read them again.
 * The log is folded into the file every 16 MB: that waits for the disk, and everybody with it.
 * locking_mode=EXCLUSIVE makes the operating system keep every other process out, and lets go when this one dies.
 */
export function openDatabase(file: string): DatabaseSync {
  // Only the person who runs the server may read what the sessions said.
  closeSync(openSync(file, 'a', 0o600));
  const db = new DatabaseSync(file);
  try {
    db.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000;',
    );
    migrate(db, file);
    return db;
  } catch (error) {
    db.close();
    throw explain(error, file);
  }
}

function migrate(db: DatabaseSync, file: string): void {
  const version = db.prepare('PRAGMA user_version').get()!['user_version'] as number;
  if (version > SCHEMA_VERSION) {
    throw new Error(
      `${file} was written by a newer livestream (schema ${version}). Update this one, or choose another --data-dir.`,
    );
  }
  if (version === 0) db.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
  // An empty write takes the exclusive lock now, not at the first event.
  else db.exec('BEGIN EXCLUSIVE; COMMIT;');
}

const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

function explain(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  if (code === SQLITE_BUSY) return new JournalInUseError(file);
  if (code !== SQLITE_CORRUPT && code !== SQLITE_NOTADB) return error;
  return new Error(`${file} is damaged, or no journal at all. Move it away, or choose another --data-dir.`);
}
