import type { SessionSummary } from '../../protocol/summary.ts';

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

/** What is written of it: all else comes from the summary. */
export interface NewSessionRow {
  readonly seq: number;
  readonly summary: SessionSummary;
}
