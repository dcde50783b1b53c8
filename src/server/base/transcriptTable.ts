/** The size of a file that could not be read: none has it, so every look finds it changed, and it is tried again. */
export const UNREAD_SIZE = -1;

/** One transcript as it was last looked at. */
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

/** What the journal keeps of transcripts, so that a start reads only what is new. */
export interface TranscriptTable {
  readonly inFolder: (folder: string) => readonly TranscriptRow[];
  /** The main thread's first. */
  readonly ofSession: (session: string) => readonly TranscriptRow[];
  readonly file: (path: string) => TranscriptRow | undefined;
  /** Inserts or replaces. All or nothing. */
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
