/** A problem with one place facts come from, for the person who can mend it. */
/** How much of what was found at the start was read, files. */
export interface Indexing {
  readonly filesRead: number;
  readonly filesFound: number;
}

export interface Diagnostic {
  /** The file, folder or endpoint. */
  readonly place: string;
  /** The session it belongs to, where that is known. */
  readonly session: string | null;
  /** What happened, what it means, what to do. */
  readonly message: string;
  /** How often it happened. */
  readonly count: number;
  /** The last time, ms since the Unix epoch. */
  readonly at: number;
  /** False once the place could be read again. Counted losses stay true. */
  readonly active: boolean;
}
