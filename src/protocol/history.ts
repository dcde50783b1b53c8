/** What the history of all sessions is asked for, and what it answers. Times are ms since the Unix epoch. */
import type { JournaledEvent } from './events.ts';
import type { TextKind } from './searchableText.ts';
import type { StatusName } from './selectors.ts';
import type { SessionState } from './state.ts';
import type { SessionSummary } from './summary.ts';

export const HISTORY_SORTS = ['newest', 'oldest', 'cost', 'tokens', 'duration'] as const;
/** "newest" and "oldest" go by the last sign of life; the others have the largest first. */
export type HistorySort = (typeof HISTORY_SORTS)[number];

/** Where a page of the history ended: what it is sorted by, then the id. */
export interface HistoryCursor {
  readonly key: number;
  readonly id: string;
}

/** Which sessions are asked for. What is left out does not matter. */
export interface HistoryFilter {
  readonly source?: string | undefined;
  readonly project?: string | undefined;
  readonly states?: readonly StatusName[] | undefined;
  /** Sessions that showed life at this time or later. */
  readonly from?: number | undefined;
  /** Sessions that began at this time or earlier. */
  readonly to?: number | undefined;
  /** USD. Sessions without a price have no cost, and are in no range of it. */
  readonly minCost?: number | undefined;
  readonly maxCost?: number | undefined;
}

export interface HistoryQuery extends HistoryFilter {
  readonly sort: HistorySort;
  readonly limit: number;
  readonly after?: HistoryCursor | undefined;
}

export interface HistoryEntry {
  readonly summary: SessionSummary;
  /** Whether every fact of it is kept, or only this line. */
  readonly kept: 'events' | 'summary';
  /** Retention leaves it. */
  readonly pinned: boolean;
}

export interface HistoryPage {
  readonly sessions: readonly HistoryEntry[];
  /** null behind the last page. */
  readonly next: HistoryCursor | null;
}

/** A part of a text, as two places in it counted in UTF-16 units, the second one behind its last. */
export type Span = readonly [from: number, to: number];

/** A short part of a longer text. Text, never HTML: whoever shows it marks the matches itself. */
export interface Excerpt {
  readonly text: string;
  readonly matches: readonly Span[];
  /** True where the text goes on before, or behind it. */
  readonly cut: readonly [before: boolean, behind: boolean];
}

/** A moment of a session at which something was said that was searched for. */
export interface SearchHit extends Excerpt {
  readonly session: string;
  readonly seq: number;
  readonly time: number;
  readonly kind: TextKind;
}

/** A session whose title, project or last words have what was searched for. */
export interface SessionHit extends Excerpt {
  readonly session: string;
  readonly at: number;
  readonly kept: HistoryEntry['kept'];
}

export interface SearchQuery {
  readonly text: string;
  /** Only in this session. */
  readonly session?: string | undefined;
  readonly limit: number;
  /** Only what was journaled before this seq: where the page before ended. */
  readonly before?: number | undefined;
}

export interface SearchAnswer {
  /** The newest first. Only on the first page. */
  readonly sessions: readonly SessionHit[];
  /** The last journaled first. */
  readonly hits: readonly SearchHit[];
  /** `before` of the next page; null behind the last. */
  readonly next: number | null;
  /** Events that are not searchable yet: they follow within moments. */
  readonly pending: number;
  /** Sessions of which only a line is kept, so that only titles, projects and last words are searched. */
  readonly summariesOnly: number;
}

export type MarkKind = 'phase' | 'iteration' | 'turn' | 'error' | 'compaction' | 'waiting' | 'alert' | 'custom' | 'end';

/** A moment of a session that is worth a mark on a scrubber. */
export interface Mark {
  readonly kind: MarkKind;
  readonly time: number;
  readonly seq: number;
  readonly text: string;
}

export interface SeriesPoint {
  readonly time: number;
  readonly seq: number;
  readonly value: number;
}

/** A number that custom events tell again and again. */
export interface NamedSeries {
  readonly name: string;
  /** How many were told; `points` has no more than a chart can show. */
  readonly count: number;
  readonly points: readonly SeriesPoint[];
}

/** A session as it was at a moment. */
export interface ReplayMoment {
  /** The last event of that moment; 0 before the first. */
  readonly seq: number;
  readonly time: number;
  /** How many of its events had happened, of how many. */
  readonly position: number;
  readonly total: number;
  /** Of the first and of the last event. */
  readonly from: number;
  readonly to: number;
  readonly state: SessionState;
  /** What happened next, in the order in which it is replayed: folding it with the reducer plays on. */
  readonly events: readonly JournaledEvent[];
}

/** What came of an import. */
export interface ImportAnswer {
  /** Events that were new. */
  readonly events: number;
  /** Events that were there already. */
  readonly known: number;
  /** Lines that could not be used, and what is wrong with the first of them. */
  readonly refused: number;
  readonly reason: string | null;
  readonly sessions: readonly string[];
}
