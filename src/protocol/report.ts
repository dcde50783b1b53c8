/** What happened in a time: for the person who slept through it. Times are ms since the Unix epoch. */
import type { HistoryEntry } from './history.ts';
import type { Status } from './selectors.ts';
import type { Cost } from './state.ts';

export interface ReportRange {
  readonly from: number;
  readonly to: number;
}

/** A time in which a session that was at work said nothing. */
export interface Stall {
  readonly session: string;
  readonly from: number;
  readonly to: number;
  /** What it said last before it. */
  readonly last: string;
}

export interface ReportedPhase {
  readonly name: string;
  /** ms. */
  readonly spent: number;
}

/** One session, as far as it lies in the range. */
export interface ReportedSession {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly status: Status;
  readonly kept: HistoryEntry['kept'];
  readonly from: number;
  readonly to: number;
  readonly tokens: number;
  readonly cost: Cost;
  readonly phases: readonly ReportedPhase[];
  readonly tasksDone: number;
  readonly tasksTotal: number;
  readonly errors: number;
  readonly lastError: string | null;
  /** Commands that committed, or what git said of it; the newest. Empty where the source does not tell. */
  readonly commits: readonly string[];
  readonly commitCount: number;
  /** Files that its tools wrote; the first of them. Empty where the source does not tell. */
  readonly files: readonly string[];
  readonly fileCount: number;
  readonly linesAdded: number;
  readonly linesRemoved: number;
}

/** What all sessions used in a part of the range. */
export interface ReportedHour {
  readonly from: number;
  readonly to: number;
  readonly tokens: number;
  readonly usd: number;
}

export interface Report extends ReportRange {
  readonly madeAt: number;
  /** The most recently active first. */
  readonly sessions: readonly ReportedSession[];
  /** Sessions beyond those. */
  readonly omitted: number;
  readonly tokens: number;
  readonly cost: Cost;
  /** How the cost is known. */
  readonly priceBasis: string;
  readonly phases: readonly ReportedPhase[];
  /** The longest first. */
  readonly stalls: readonly Stall[];
  readonly hours: readonly ReportedHour[];
}
