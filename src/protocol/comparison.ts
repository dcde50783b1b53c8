/** Sessions side by side: what is told of each. Times are seconds since its own start, costs USD. */
import type { StatusName } from './selectors.ts';

/** Sessions of one comparison. */
export const COMPARED_AT_LEAST = 2;
export const COMPARED_AT_MOST = 4;
/** Points of each series, and phases of each session: more than a chart has room for. */
export const COMPARED_POINTS = 200;
export const COMPARED_PHASES = 100;

export const TOKEN_KINDS = ['input', 'output', 'cache_read', 'cache_write'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];
export type ByKind = Readonly<Record<TokenKind, number>>;

/** [seconds since the start, value], in order of time. */
export type ComparedSeries = readonly (readonly [seconds: number, value: number])[];

export interface PhaseTime {
  readonly phase: string;
  readonly seconds: number;
}

export interface ComparedPhase {
  readonly phase: string;
  readonly from: number;
  readonly to: number;
}

export interface ComparedSession {
  /** "A" is the first that was asked for: the others are compared with it. */
  readonly letter: string;
  readonly session_id: string;
  readonly title: string;
  readonly source: string;
  readonly models: readonly string[];
  readonly state: { readonly name: StatusName; readonly evidence: string; readonly since: string | null };
  /** ISO 8601; null: unknown, and then there is no clock to put it on. */
  readonly start_time: string | null;
  /** Up to its end, or its last sign of life. */
  readonly elapsed_seconds: number | null;
  /** The last so many; empty where none are told. */
  readonly phases: readonly ComparedPhase[];
  readonly time_in_phases: readonly PhaseTime[];
  /** True where phases were concluded from what the agent does. */
  readonly phases_inferred: boolean;
  readonly tokens: ByKind & { readonly total: number };
  readonly cost: { readonly usd: number | null; readonly unpriced_tokens: number };
  /** The cost by kind of token; null where the prices by kind are not known. */
  readonly cost_by_kind: ByKind | null;
  /** null where no task list is told. */
  readonly tasks: { readonly done: number; readonly total: number } | null;
  /** What a finished task took; null where none is finished. */
  readonly per_task: { readonly usd: number | null; readonly tokens: number; readonly seconds: number | null } | null;
  readonly requests: number;
  readonly errors: number;
  readonly tool_calls: number;
  readonly tool_errors: number;
  readonly compactions: number;
  readonly lines: { readonly added: number; readonly removed: number };
  /** Percent; null where it was never told. */
  readonly highest_context: number | null;
  readonly series: {
    /** Percent of the context window. */
    readonly context: ComparedSeries;
    /** Used so far. */
    readonly tokens: ComparedSeries;
    /** The priced part so far, USD. */
    readonly cost: ComparedSeries;
  };
}

/** What one session has more or less of than the first, in words. */
export interface NamedDifference {
  readonly between: readonly [first: string, other: string];
  readonly about: 'cost' | 'tokens' | 'time' | 'phase' | 'tasks' | 'errors' | 'context' | 'nothing';
  readonly text: string;
}

export interface ToldComparison {
  readonly sessions: readonly ComparedSession[];
  readonly differences: readonly NamedDifference[];
  readonly price_basis: string;
}
