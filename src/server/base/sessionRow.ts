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
