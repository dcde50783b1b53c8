/**
 * The vocabulary: every fact this product knows about a coding session is one of these events. The original
 * broadcaster's event types come first and keep their names and fields; the rest of the types say what files and
 * other producers know beyond them. A type that is not listed is a custom event: kept, shown and replayed.
 */

import type { AlertData, AlertDeliveryData, AlertOverData } from './alerts.ts';

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
  phase_change: {
    readonly phase: string;
    readonly context_percent?: number;
    /** True where the phase was concluded from what the agent does. */
    readonly inferred?: boolean;
  };
  iteration_start: { readonly iteration: number };
  iteration_complete: { readonly iteration: number; readonly context_percent?: number };
  task_complete: { readonly task: string; readonly context_percent?: number };
  context_update: { readonly percent: number; readonly tokens_used?: number };
  log_line: { readonly line: string; readonly level: string; readonly agent?: string };
  error: { readonly message: string; readonly details?: Json; readonly agent?: string };
  completion: { readonly success: boolean; readonly summary?: Json };
  // What its files and other endpoints say.
  session_info: {
    /** The program whose session this is ("claude-code", "codex"); absent: Context Foundry. */
    readonly agent?: string;
    /** The program's version. */
    readonly agent_version?: string;
    readonly project?: string;
    /** The folder the session works in. */
    readonly folder?: string;
    readonly branch?: string;
    readonly model?: string;
    /** What the agent may do without asking, in its own words: "plan", "acceptEdits", "never"… */
    readonly permission_mode?: string;
    /** The session this one was forked from. */
    readonly forked_from?: string;
    /** "subscription" where the person does not pay by the token. */
    readonly billing?: string;
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
    /** Those of `remaining` that are being worked on. */
    readonly in_progress?: readonly string[];
  };
  /** One answered request to a model. `cost_usd` is null when the model has no known price. */
  model_call: Tokens & {
    readonly model: string | null;
    readonly cost_usd: number | null;
    /** The provider's id of the request. One that several files or sources tell of counts once. */
    readonly request?: string;
    /** The sub-agent that asked; absent: the main thread. */
    readonly agent?: string;
    readonly purpose?: 'compaction';
    /** The answer was cut off: `output` is what had been counted by then, a lower bound. */
    readonly incomplete?: boolean;
    /** The line was written by another session and copied here by a fork. */
    readonly copied?: boolean;
    /** "fast" where a faster, dearer service was used. */
    readonly speed?: string;
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
    /** The folder the build works in. */
    readonly folder?: string;
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
    /** The agent that started it; absent: the main thread. */
    readonly parent_id?: string;
    readonly model?: string;
    /** What it was asked to do, in short. */
    readonly description?: string;
  };
  /** What was learnt later about requests that were counted before: differences, which may be negative. */
  usage_adjustment: Tokens & {
    readonly model: string | null;
    readonly calls: number;
    readonly cost_usd: number | null;
    readonly unpriced_tokens: number;
    readonly request?: string;
    readonly agent?: string;
    readonly reason: string;
  };
  /** How much the context window of a thread holds. `window` is null when its size is not known. */
  context_use: {
    readonly tokens: number;
    readonly window: number | null;
    readonly window_source: WindowSource;
    /** True where the agent estimated it, as after a compaction. */
    readonly estimate?: boolean;
    readonly agent?: string;
  };
  /** A person or program gave the agent a prompt. Turns are counted from 1. */
  turn_start: { readonly turn: number; readonly prompt?: string };
  turn_end: {
    readonly turn: number;
    readonly outcome: TurnOutcome;
    readonly reason?: string;
    readonly duration_ms?: number;
  };
  /** `input` is one line: the command, the file, the pattern. */
  tool_start: { readonly tool_id: string; readonly name: string; readonly input?: string; readonly agent?: string };
  tool_end: {
    readonly tool_id: string;
    readonly ok: boolean;
    /** One line: what came of it. */
    readonly result?: string;
    /** As the agent measured it; else the time between the two events counts. */
    readonly duration_ms?: number;
    readonly lines_added?: number;
    readonly lines_removed?: number;
    readonly agent?: string;
  };
  /** The agent replaced its history by a summary. `trigger` is "auto" or "manual". */
  compaction: {
    readonly trigger?: string;
    readonly tokens_before?: number;
    readonly tokens_after?: number;
    readonly duration_ms?: number;
    /** False where the request that wrote the summary is not told of, so that its tokens are missing. */
    readonly counted: boolean;
    readonly agent?: string;
  };
  /** A request to the model failed. With `retry_at` (ms since the Unix epoch) it is tried again then. */
  api_error: {
    readonly message: string;
    readonly status?: number;
    readonly retry_at?: number;
    readonly attempt?: number;
    readonly max_attempts?: number;
    readonly agent?: string;
  };
  /** What the system or the agent's registry says of the process that runs the session. */
  process_update: {
    readonly status: 'busy' | 'idle' | 'waiting' | 'gone';
    readonly pid?: number;
    readonly waiting_for?: string;
    readonly evidence: string;
  };
  rate_limits: { readonly limits: readonly RateLimit[]; readonly plan?: string; readonly reached?: string };
  /** The agent's own figure of what the session cost so far, and where it says so. */
  reported_cost: {
    readonly usd: number;
    readonly basis: string;
    readonly tokens?: number;
    /** The request whose cost this is; absent: it is the sum so far. */
    readonly request?: string;
  };
  /** Another session that belongs to this one. */
  session_link: { readonly session: string; readonly relation: 'starts' | 'started by' };
  /** The session needs a person. Any later sign of work ends it. */
  waiting: { readonly reason: string };
  /** The session ended, and how that is known. */
  session_end: { readonly outcome: Outcome; readonly evidence: string };
  // What the server tells people of the session.
  alert: AlertData;
  alert_over: AlertOverData;
  alert_delivery: AlertDeliveryData;
}

export type Outcome = 'complete' | 'failed' | 'stopped' | 'interrupted' | 'killed';
export type TurnOutcome = 'finished' | 'interrupted' | 'failed';
/** Who says how large the context window is: the agent, a request that proves it, or the list of models. */
export type WindowSource = 'reported' | 'observed' | 'catalogue' | 'unknown';

/** How much of an allowance is used up. */
export interface RateLimit {
  readonly name: string;
  readonly used_percent: number;
  readonly window_minutes?: number;
  /** ms since the Unix epoch. */
  readonly resets_at?: number;
}

/** Where in a file the whole of a fact can be read. */
export interface Place {
  readonly file: string;
  /** Bytes. */
  readonly offset: number;
}

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
  readonly place?: Place;
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
  usage_adjustment: true,
  context_use: true,
  turn_start: true,
  turn_end: true,
  tool_start: true,
  tool_end: true,
  compaction: true,
  api_error: true,
  process_update: true,
  rate_limits: true,
  reported_cost: true,
  session_link: true,
  waiting: true,
  session_end: true,
  alert: true,
  alert_over: true,
  alert_delivery: true,
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
