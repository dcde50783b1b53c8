/**
 * The vocabulary: every fact this product knows about a coding session is one of these events. The original
 * broadcaster's event types come first and keep their names and fields; the rest of the types say what files and
 * other producers know beyond them. A type that is not listed is a custom event: kept, shown and replayed.
 */

/** Anything that survives JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/**
 * Whose clock gave `time`: the program that made the fact (`producer`), this server when the fact reached it
 * (`receipt`), or the file system's modification time (`file`), which a copied folder makes meaningless.
 */
export type Clock = 'producer' | 'receipt' | 'file';

/** Tokens of one model call or of many, in disjoint kinds. `input` is the uncached part. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly cache_read: number;
  readonly cache_write_5m: number;
  readonly cache_write_1h: number;
  /** A part of `output`, never added to a total. */
  readonly reasoning: number;
}

/** What the data of each known type of event holds. Times are ms since the Unix epoch, percents 0 to 100. */
export interface EventData {
  // What the original broadcaster writes and posts.
  phase_change: { readonly phase: string; readonly context_percent?: number };
  iteration_start: { readonly iteration: number };
  iteration_complete: { readonly iteration: number; readonly context_percent?: number };
  task_complete: { readonly task: string; readonly context_percent?: number };
  context_update: { readonly percent: number; readonly tokens_used?: number };
  log_line: { readonly line: string; readonly level: string };
  error: { readonly message: string; readonly details?: Json };
  completion: { readonly success: boolean; readonly summary?: Json };
  // What its files and other endpoints say.
  session_info: {
    readonly project?: string;
    readonly task?: string;
    readonly started_at?: number;
    readonly iterations?: number;
    /** The phase the producer's checkpoint names. */
    readonly phase?: string;
    readonly failed_attempts?: number;
  };
  artifact: { readonly name: string; readonly text: string };
  task_list: {
    readonly completed: readonly string[];
    readonly remaining: readonly string[];
    readonly notes: readonly string[];
  };
  /** One answered request to a model. `cost_usd` is null when the model has no known price. */
  model_call: Tokens & {
    readonly model: string | null;
    readonly cost_usd: number | null;
    /** The producer's own figure for how full the context window is. */
    readonly context_percent?: number;
    /** Tokens the context window held at this call. */
    readonly context_tokens?: number;
  };
  phase_update: {
    readonly current_phase: string;
    readonly phase_number?: string;
    readonly status?: string;
    readonly progress_detail?: string;
    readonly test_iteration?: number;
    readonly phases_completed?: readonly string[];
    readonly started_at?: number;
  };
  session_summary: {
    readonly task?: string;
    readonly status?: string;
    readonly phases_completed?: readonly string[];
    readonly details: Json;
  };
  agent_update: {
    readonly agent_id: string;
    readonly agent_type?: string;
    readonly agent_name?: string;
    readonly status?: string;
    readonly phase?: string;
    readonly progress_percent?: number;
    readonly tokens_used?: number;
    readonly tokens_limit?: number;
    readonly error_message?: string;
  };
  /** The session needs a person. Any later sign of work ends it. */
  waiting: { readonly reason: string };
  /** The session ended, and how that is known. */
  session_end: { readonly outcome: Outcome; readonly evidence: string };
}

export type Outcome = 'complete' | 'failed' | 'stopped';
export type KnownType = keyof EventData;

interface EventBase {
  /** Comes from the fact's origin, unique within its session, so that reading it again is harmless. */
  readonly id: string;
  readonly session: string;
  /** ms since the Unix epoch. */
  readonly time: number;
  readonly clock: Clock;
  /** Where the fact came from, for people: "events.jsonl", "http", "session.jsonl"… */
  readonly source: string;
  /** What else the original event said at its top level, kept as written so that it can be sent on as it came. */
  readonly wire?: JsonObject;
}

/** A fact of a known type. */
export type KnownEvent = {
  [T in KnownType]: EventBase & { readonly type: T; readonly data: EventData[T] };
}[KnownType];

/** A fact of one known type. */
export type KnownOf<T extends KnownType> = Extract<KnownEvent, { type: T }>;

/** A fact of any other type: any name, any data. */
export interface CustomEvent extends EventBase {
  readonly type: string;
  readonly data: JsonObject;
}

export type SessionEvent = KnownEvent | CustomEvent;

/** An event with the number the journal gave it: its place in the one order all clients see. */
export type JournaledEvent = SessionEvent & { readonly seq: number };

const KNOWN_TYPES: Readonly<Record<KnownType, true>> = {
  phase_change: true,
  iteration_start: true,
  iteration_complete: true,
  task_complete: true,
  context_update: true,
  log_line: true,
  error: true,
  completion: true,
  session_info: true,
  artifact: true,
  task_list: true,
  model_call: true,
  phase_update: true,
  session_summary: true,
  agent_update: true,
  waiting: true,
  session_end: true,
};

export function isKnownType(type: string): type is KnownType {
  return Object.hasOwn(KNOWN_TYPES, type);
}

export function isKnownEvent(event: SessionEvent): event is KnownEvent {
  return isKnownType(event.type);
}

export const NO_TOKENS: Tokens = {
  input: 0,
  output: 0,
  cache_read: 0,
  cache_write_5m: 0,
  cache_write_1h: 0,
  reasoning: 0,
};

/** All tokens the provider counted: reasoning is inside output. */
export function totalTokens(tokens: Tokens): number {
  return tokens.input + tokens.output + tokens.cache_read + tokens.cache_write_5m + tokens.cache_write_1h;
}

export function addTokens(a: Tokens, b: Tokens): Tokens {
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    cache_read: a.cache_read + b.cache_read,
    cache_write_5m: a.cache_write_5m + b.cache_write_5m,
    cache_write_1h: a.cache_write_1h + b.cache_write_1h,
    reasoning: a.reasoning + b.reasoning,
  };
}
