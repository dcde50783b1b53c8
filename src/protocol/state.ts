import type { Alert, AlertCondition } from './alerts.ts';
import type { Clock, EventData, Outcome, RateLimit, Tokens, TurnOutcome } from './events.ts';
import { NO_TOKENS } from './events.ts';
import { NO_LINES } from './logKinds.ts';
import type { LogCounts } from './logKinds.ts';
import type { ContextSeries, EventSeries, UsageSeries } from './series.ts';

/** Log lines kept in the state; older ones stay in the journal. */
export const LOG_LINES_IN_STATE = 500;
/** Characters of a log line, task, note or name kept in the state; the journal keeps the whole. */
export const TEXT_IN_STATE = 2_000;
/** Characters of an artifact kept in the state. */
export const ARTIFACT_IN_STATE = 256 * 1024;
/** Models and artifacts kept by name. */
export const NAMES_IN_STATE = 100;
export const TASKS_IN_STATE = 5_000;
export const CUSTOM_EVENTS_IN_STATE = 50;
export const PHASES_IN_STATE = 500;
export const ITERATIONS_IN_STATE = 1_000;
export const AGENTS_IN_STATE = 200;
/** Tools running at once that are kept; an agent starts a few. */
export const TOOLS_IN_STATE = 50;
export const COMPACTIONS_IN_STATE = 200;
export const LINKS_IN_STATE = 50;

export interface PhaseSpan {
  readonly name: string;
  /** ms since the Unix epoch. */
  readonly from: number;
  /** null while the phase goes on. */
  readonly to: number | null;
}

/** What current-phase.json adds to the phase's name. */
export interface PhaseProgress {
  /** "4/7" where the producer counts its phases. */
  readonly number: string | null;
  /** "starting", "in_progress", "completed", "failed". */
  readonly status: string | null;
  readonly detail: string | null;
  readonly completed: readonly string[];
  readonly at: number;
}

export interface IterationSpan {
  readonly number: number;
  readonly from: number | null;
  readonly to: number | null;
}

export interface TaskList {
  readonly completed: readonly string[];
  readonly remaining: readonly string[];
  /** Those of `remaining` that are being worked on. Empty where the producer does not tell. */
  readonly inProgress: readonly string[];
  /** When the list was written; older completions do not change it. */
  readonly at: number;
}

/** How full the model's context window is, and who says so. Unknown is null, never 0. */
export interface ContextUse {
  /** null when the window's size is not known. Never above 100. */
  readonly percent: number | null;
  readonly tokens: number | null;
  readonly window: number | null;
  readonly source: string;
  readonly at: number;
}

/** A tool call that has not come back. */
export interface RunningTool {
  readonly id: string;
  readonly name: string;
  /** One line: the command, the file, the pattern. */
  readonly input: string | null;
  /** The sub-agent that called it; null: the main thread. */
  readonly agent: string | null;
  readonly since: number;
}

/** The newest exchange of prompt and work. */
export interface Turn {
  readonly number: number;
  readonly from: number;
  /** null while it goes on. */
  readonly to: number | null;
  readonly outcome: TurnOutcome | null;
  readonly reason: string | null;
}

/** A failed request that is tried again. */
export interface Backoff {
  readonly message: string;
  /** When it is tried again, ms since the Unix epoch. */
  readonly until: number;
  readonly attempt: number | null;
  readonly maxAttempts: number | null;
  readonly at: number;
}

export interface Compaction {
  readonly at: number;
  readonly trigger: string | null;
  readonly tokensBefore: number | null;
  readonly tokensAfter: number | null;
  /** False where the tokens of the request that wrote the summary are missing. */
  readonly counted: boolean;
}

/** What is known of the process that runs the session. */
export interface ProcessState {
  readonly status: EventData['process_update']['status'];
  readonly pid: number | null;
  /** What it asks a person for. */
  readonly waitingFor: string | null;
  readonly evidence: string;
  readonly at: number;
}

export interface RateLimits {
  readonly limits: readonly RateLimit[];
  readonly plan: string | null;
  readonly reached: string | null;
  readonly at: number;
}

/** The agent's own figure of the session's cost. */
export interface ReportedCost {
  readonly usd: number;
  readonly tokens: number | null;
  readonly at: number;
}

export interface SessionLink {
  readonly session: string;
  readonly relation: EventData['session_link']['relation'];
}

export interface ModelUse {
  readonly calls: number;
  readonly tokens: Tokens;
  /** The priced part. null when no call of this model had a price. */
  readonly costUsd: number | null;
}

export interface Cost {
  /** null when nothing has a price. */
  readonly usd: number | null;
  /** Tokens of calls to models whose price is not known. */
  readonly unpricedTokens: number;
}

export interface Agent {
  readonly id: string;
  readonly name: string | null;
  readonly type: string | null;
  readonly status: string | null;
  readonly phase: string | null;
  readonly progressPercent: number | null;
  readonly tokensUsed: number | null;
  readonly tokensLimit: number | null;
  readonly error: string | null;
  /** The agent that started it; null: the main thread. */
  readonly parent: string | null;
  readonly description: string | null;
  readonly model: string | null;
  readonly calls: number;
  readonly tokens: Tokens;
  readonly cost: Cost;
  readonly context: ContextUse | null;
  readonly toolCount: number;
  readonly startedAt: number;
  /** When its status was last told of. */
  readonly statusAt: number;
  readonly updatedAt: number;
}

export interface LogLine {
  readonly seq: number;
  readonly time: number;
  readonly level: string;
  readonly text: string;
  /** Where the line came from; "event" lines are facts worth a line of their own. */
  readonly source: string;
  /** The sub-agent whose line it is. */
  readonly agent?: string;
  /** A tool call: the line is its start, and is completed when it comes back. */
  readonly tool?: ToolLine;
  /** True where there is more of it: in the file it came from, or in the journal. */
  readonly more?: boolean;
}

export interface ToolLine {
  readonly id: string;
  readonly name: string;
  readonly outcome: 'running' | 'ok' | 'error';
  /** ms; null while it runs. */
  readonly duration: number | null;
  /** One line: what came of it. */
  readonly result: string | null;
  /** The event that brought the result, where the whole of it can be read from the file it came from. */
  readonly resultSeq: number | null;
}

/** A custom event, in short; the journal has its data. */
export interface CustomMark {
  readonly seq: number;
  readonly time: number;
  readonly type: string;
  /** Its data as JSON, shortened. */
  readonly text: string;
}

/** The newest fact. One that carries a time of its own beats one dated by the file system. */
export interface Activity {
  readonly at: number;
  readonly clock: Clock;
  readonly text: string;
}

export interface SessionEnd {
  readonly outcome: Outcome;
  readonly evidence: string;
  readonly at: number;
  readonly clock: Clock;
}

/** Everything known about one session: the fold of its events, nothing else. */
export interface SessionState {
  readonly id: string;
  readonly project: string | null;
  readonly task: string | null;
  /**
   * "checkpoint" when a runner's folder tells of it, "live" when only posts and current-phase.json do; else the agent
   * whose session it is: "claude-code", "codex".
   */
  readonly source: string;
  readonly agentVersion: string | null;
  /** The folder the session works in. */
  readonly folder: string | null;
  readonly branch: string | null;
  readonly model: string | null;
  readonly permissionMode: string | null;
  readonly forkedFrom: string | null;
  readonly billing: string | null;
  readonly links: readonly SessionLink[];
  readonly startedAt: number | null;
  /** The earliest dated fact: the start, where nobody says when it was. */
  readonly firstActivityAt: number | null;
  readonly activity: Activity | null;
  /** The phase history, in time order. */
  readonly phases: readonly PhaseSpan[];
  /** True where phases were concluded from what the agent does. */
  readonly phasesInferred: boolean;
  readonly phaseProgress: PhaseProgress | null;
  /** The phase the checkpoint names. It has no time, so it counts only where no event told of a phase. */
  readonly checkpointPhase: string | null;
  readonly iteration: number;
  readonly iterations: readonly IterationSpan[];
  readonly failedAttempts: number;
  readonly tasks: TaskList | null;
  readonly notes: readonly string[];
  readonly context: ContextUse | null;
  readonly calls: number;
  readonly tokens: Tokens;
  readonly cost: Cost;
  readonly models: Readonly<Record<string, ModelUse>>;
  readonly agents: readonly Agent[];
  readonly turn: Turn | null;
  readonly tools: readonly RunningTool[];
  readonly toolCount: number;
  readonly toolErrorCount: number;
  readonly linesAdded: number;
  readonly linesRemoved: number;
  readonly compactions: readonly Compaction[];
  readonly compactionCount: number;
  /** Compactions whose requests were counted, by whoever told of them. */
  readonly compactionCalls: number;
  readonly backoff: Backoff | null;
  readonly process: ProcessState | null;
  readonly rateLimits: RateLimits | null;
  /** By who says so: "cost-state", "status line". */
  readonly reportedCosts: Readonly<Record<string, ReportedCost>>;
  /** Answers that were cut off, so that their output is a lower bound. */
  readonly incompleteCalls: number;
  readonly waiting: { readonly reason: string; readonly since: number } | null;
  readonly end: SessionEnd | null;
  /** When a model last answered. */
  readonly lastAnswerAt: number | null;
  /** The most tokens one request has held: a window that is said to be smaller is larger. */
  readonly largestContext: number;
  /** The window the agent itself reported. */
  readonly reportedWindow: number | null;
  /** When work last began (an iteration or a phase): an end dated before it belongs to an earlier run. */
  readonly lastStartAt: number | null;
  /** The newest sign of work: a question to a person that is older has been answered. */
  readonly lastWorkAt: number | null;
  readonly lastError: { readonly message: string; readonly at: number } | null;
  readonly errorCount: number;
  readonly logs: readonly LogLine[];
  readonly logCount: number;
  /** Of all lines, those included that are no longer in `logs`. */
  readonly logCounts: LogCounts;
  /** The newest custom events. */
  readonly custom: readonly CustomMark[];
  readonly customCount: number;
  /** The newest alerts, in the order they were raised. */
  readonly alerts: readonly Alert[];
  readonly alertCount: number;
  /** What alerts were raised for, by name. */
  readonly alertConditions: Readonly<Record<string, AlertCondition>>;
  readonly artifacts: Readonly<Record<string, string>>;
  readonly contextSeries: ContextSeries;
  readonly usageSeries: UsageSeries;
  /** Dated facts only, and no alerts: those are no sign of the session's life. */
  readonly eventSeries: EventSeries;
  readonly eventCount: number;
}

export function initialState(id: string): SessionState {
  return {
    id,
    project: null,
    task: null,
    source: 'live',
    agentVersion: null,
    folder: null,
    branch: null,
    model: null,
    permissionMode: null,
    forkedFrom: null,
    billing: null,
    links: [],
    startedAt: null,
    firstActivityAt: null,
    activity: null,
    phases: [],
    phasesInferred: false,
    phaseProgress: null,
    checkpointPhase: null,
    iteration: 0,
    iterations: [],
    failedAttempts: 0,
    tasks: null,
    notes: [],
    context: null,
    calls: 0,
    tokens: NO_TOKENS,
    cost: { usd: null, unpricedTokens: 0 },
    models: {},
    agents: [],
    turn: null,
    tools: [],
    toolCount: 0,
    toolErrorCount: 0,
    linesAdded: 0,
    linesRemoved: 0,
    compactions: [],
    compactionCount: 0,
    compactionCalls: 0,
    backoff: null,
    process: null,
    rateLimits: null,
    reportedCosts: {},
    incompleteCalls: 0,
    waiting: null,
    end: null,
    lastAnswerAt: null,
    largestContext: 0,
    reportedWindow: null,
    lastStartAt: null,
    lastWorkAt: null,
    lastError: null,
    errorCount: 0,
    logs: [],
    logCount: 0,
    logCounts: NO_LINES,
    custom: [],
    customCount: 0,
    alerts: [],
    alertCount: 0,
    alertConditions: {},
    artifacts: {},
    contextSeries: [],
    usageSeries: [],
    eventSeries: [],
    eventCount: 0,
  };
}
