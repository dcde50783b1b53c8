import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { USE_SCHEMA } from './useSchema.ts';

/** Raised when the tables change; a file of a later version is not opened. */
const SCHEMA_VERSION = 4;

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
`;

/** Since version 2: all sessions for lists, each request of a model once, and what is known of transcript files. */
const SCHEMA_2 = `
  DROP TABLE IF EXISTS snapshots;
  CREATE TABLE snapshots (
    session TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    state TEXT NOT NULL
  ) STRICT;
  CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at REAL NOT NULL,
    outcome TEXT,
    summary TEXT NOT NULL
  ) STRICT;
  CREATE INDEX sessions_by_time ON sessions (at DESC, id DESC);
  CREATE INDEX sessions_open ON sessions (at DESC, id DESC) WHERE outcome IS NULL;
  CREATE TABLE requests (
    key TEXT NOT NULL PRIMARY KEY,
    session TEXT NOT NULL,
    agent TEXT,
    time REAL NOT NULL,
    source TEXT NOT NULL,
    model TEXT,
    speed TEXT,
    purpose TEXT,
    input INTEGER NOT NULL,
    output INTEGER NOT NULL,
    cache_read INTEGER NOT NULL,
    cache_write_5m INTEGER NOT NULL,
    cache_write_1h INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    cost_usd REAL,
    incomplete INTEGER NOT NULL,
    copied INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX requests_by_session ON requests (session, time);
  CREATE TABLE transcripts (
    path TEXT NOT NULL PRIMARY KEY,
    program TEXT NOT NULL,
    folder TEXT NOT NULL,
    session TEXT NOT NULL,
    agent TEXT,
    size INTEGER NOT NULL,
    modified REAL NOT NULL,
    inode TEXT NOT NULL,
    pending INTEGER NOT NULL,
    followed INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX transcripts_by_folder ON transcripts (folder);
  CREATE INDEX transcripts_by_session ON transcripts (session);
  CREATE INDEX transcripts_pending ON transcripts (program, modified DESC) WHERE pending = 1;
  CREATE INDEX transcripts_followed ON transcripts (program, modified DESC) WHERE followed = 1 AND agent IS NULL;
`;

/**
 * Since version 3: what a list of all sessions is filtered and sorted by, which sessions are pinned or deleted, and the
 * full-text search. Its tables hold words and places only: the texts themselves are in `events` and `sessions`.
 */
const SCHEMA_3 = `
  ALTER TABLE sessions ADD COLUMN source TEXT;
  ALTER TABLE sessions ADD COLUMN project TEXT;
  ALTER TABLE sessions ADD COLUMN state TEXT;
  ALTER TABLE sessions ADD COLUMN started REAL;
  ALTER TABLE sessions ADD COLUMN tokens REAL NOT NULL DEFAULT 0;
  ALTER TABLE sessions ADD COLUMN cost_usd REAL;
  ALTER TABLE sessions ADD COLUMN duration REAL NOT NULL DEFAULT 0;
  ALTER TABLE sessions ADD COLUMN title TEXT;
  ALTER TABLE sessions ADD COLUMN searched INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX sessions_by_source ON sessions (source, at DESC, id DESC);
  CREATE INDEX sessions_by_project ON sessions (project, at DESC, id DESC);
  CREATE INDEX sessions_by_cost ON sessions (coalesce(cost_usd, -1) DESC, id DESC);
  CREATE INDEX sessions_by_tokens ON sessions (tokens DESC, id DESC);
  CREATE INDEX sessions_by_duration ON sessions (duration DESC, id DESC);
  CREATE INDEX sessions_unsearched ON sessions (searched) WHERE searched = 0;
  CREATE TABLE pins (session TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE deleted (session TEXT NOT NULL PRIMARY KEY, at REAL NOT NULL, purged INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE VIRTUAL TABLE search USING fts5(text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");
  CREATE VIRTUAL TABLE titles USING fts5(text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");
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
  // Without one, an empty write takes the exclusive lock now, not at the first event.
  const steps = [SCHEMA, SCHEMA_2, SCHEMA_3, USE_SCHEMA].slice(version).join('\n');
  db.exec(`BEGIN EXCLUSIVE; ${steps} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT;`);
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

/** All of `work`'s writes or none. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
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
