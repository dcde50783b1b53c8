/** What a dashboard asks about all sessions there ever were, and what it has done with them. */
import type { ToldComparison } from './comparison.ts';
import type { HistoryEntry, HistorySort, Span } from './history.ts';
import type { TextKind } from './searchableText.ts';
import type { StatusName } from './selectors.ts';
import type { ToldTrends, TrendChoice } from './trends.ts';

/** Which sessions; what is left out does not matter. Times are ISO 8601, costs USD. */
export interface HistoryChoice {
  readonly source?: string;
  readonly project?: string;
  readonly state?: StatusName;
  readonly from?: string;
  readonly to?: string;
  readonly min_cost?: number;
  readonly max_cost?: number;
}

/** Times are ISO 8601. Without them it is the server's last night. */
export interface ReportChoice {
  readonly from?: string;
  readonly to?: string;
}

/** As what a report can be kept. */
export type ReportFormat = 'md' | 'html';

export type HistoryQuestion =
  | ({
      readonly about: 'history';
      readonly sort: HistorySort;
      readonly limit: number;
      /** The `next` of the page before. */
      readonly after?: string;
    } & HistoryChoice)
  | {
      readonly about: 'search';
      readonly q: string;
      readonly limit: number;
      /** The `next` of the page before. */
      readonly before?: number;
    }
  | ({ readonly about: 'report' } & ReportChoice)
  /** Two to four of them. */
  | { readonly about: 'compare'; readonly sessions: readonly string[] }
  | ({ readonly about: 'trends' } & TrendChoice)
  | { readonly about: 'pin'; readonly session: string; readonly pinned: boolean }
  | { readonly about: 'delete'; readonly session: string };

interface ToldState {
  readonly name: StatusName;
  readonly evidence: string;
  readonly since: string | null;
}

interface ToldCost {
  /** null when nothing of it has a known price. */
  readonly usd: number | null;
  readonly unpriced_tokens: number;
}

/** One session of the list. */
export interface HistoryRow {
  readonly id: string;
  readonly project: string;
  readonly task: string;
  readonly source: string;
  readonly phase: string;
  readonly start_time: string | null;
  readonly last_update: string | null;
  readonly duration_seconds: number | null;
  readonly state: ToldState;
  readonly tokens: { readonly total: number };
  readonly cost: ToldCost;
  readonly kept: HistoryEntry['kept'];
  readonly pinned: boolean;
}

export interface HistoryRows {
  readonly sessions: readonly HistoryRow[];
  readonly next: string | null;
  /** All there are to filter by. */
  readonly sources: readonly string[];
  readonly projects: readonly string[];
}

/** A text with what matched in it: text, never HTML. */
export interface FoundText {
  readonly text: string;
  readonly matches: readonly Span[];
  readonly cut_before: boolean;
  readonly cut_behind: boolean;
}

export interface FoundSession extends FoundText {
  readonly session_id: string;
  readonly last_update: string | null;
  readonly kept: HistoryEntry['kept'];
}

export interface FoundMoment extends FoundText {
  readonly session_id: string;
  readonly project: string | null;
  readonly task: string | null;
  readonly source: string;
  readonly seq: number;
  readonly time: string | null;
  readonly kind: TextKind;
}

export interface Found {
  readonly sessions: readonly FoundSession[];
  readonly hits: readonly FoundMoment[];
  readonly next: number | null;
  /** Events that cannot be searched yet. */
  readonly pending: number;
  /** Sessions of which only titles, projects and last words are searched. */
  readonly summaries_only: number;
}

export interface TimeInPhase {
  readonly phase: string;
  readonly seconds: number;
}

export interface ReportRow {
  readonly session_id: string;
  readonly title: string;
  readonly source: string;
  readonly state: ToldState;
  readonly kept: HistoryEntry['kept'];
  readonly from: string | null;
  readonly to: string | null;
  readonly tokens: number;
  readonly cost: ToldCost;
  readonly phases: readonly TimeInPhase[];
  readonly completed_tasks: number;
  readonly total_tasks: number;
  readonly errors: number;
  readonly last_error: string | null;
  readonly commits: readonly string[];
  readonly commit_count: number;
  readonly files: readonly string[];
  readonly file_count: number;
  readonly lines: { readonly added: number; readonly removed: number };
}

export interface ToldHour {
  readonly from: string;
  readonly to: string;
  readonly tokens: number;
  readonly usd: number;
}

export interface ToldReport {
  readonly from: string;
  readonly to: string;
  readonly made_at: string;
  readonly sessions: readonly ReportRow[];
  readonly omitted: number;
  readonly tokens: number;
  readonly cost: ToldCost;
  readonly price_basis: string;
  readonly phases: readonly TimeInPhase[];
  readonly stalls: readonly {
    readonly session_id: string;
    readonly from: string;
    readonly to: string;
    readonly seconds: number;
    readonly last: string;
  }[];
  readonly hours: readonly ToldHour[];
}

export interface HistoryAnswers {
  readonly history: HistoryRows;
  readonly search: Found;
  readonly report: ToldReport;
  readonly compare: ToldComparison;
  readonly trends: ToldTrends;
  readonly pin: { readonly session_id: string; readonly pinned: boolean };
  readonly delete: { readonly session_id: string };
}

const ABOUT: readonly string[] = [
  'history',
  'search',
  'report',
  'compare',
  'trends',
  'pin',
  'delete',
] satisfies HistoryQuestion['about'][];

export function isHistoryQuestion(question: { readonly about: string }): question is HistoryQuestion {
  return ABOUT.includes(question.about);
}

/** Where the server answers it, without a slash at the start, and what is POSTed; undefined for what is only looked up. */
export function historyRequest(question: HistoryQuestion): {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | undefined;
} {
  if (question.about === 'pin') {
    return { path: `api/pin/${encodeURIComponent(question.session)}`, body: { pinned: question.pinned } };
  }
  if (question.about === 'delete') return { path: `api/delete/${encodeURIComponent(question.session)}`, body: {} };
  if (question.about === 'compare') {
    const sessions = question.sessions.map((id) => `session=${encodeURIComponent(id)}`);
    return { path: `api/compare?${sessions.join('&')}`, body: undefined };
  }
  const { about, ...query } = question;
  return { path: `api/${about}${queryString(query)}`, body: undefined };
}

/** Where a report is told as a document to keep, without a slash at the start. */
export function reportFile(format: ReportFormat, choice: ReportChoice): string {
  return `api/report${queryString({ ...choice, format })}`;
}

/** Percent-encoded by hand: this part knows neither a browser nor Node. */
export function queryString(query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const pairs = given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
