/**
 * Derived numbers. The tree, the status bar, the panel, the phone, the API and an export all show these, so they
 * show the same. `now` is ms since the Unix epoch and always the caller's.
 */
import { canonicalPhase } from './phases.ts';
import { formatDuration } from './format.ts';
import { t } from './language.ts';
import { recordedLine, said } from './said.ts';
import type { UseMinute } from './recentUse.ts';
import { RATE_WINDOW_MS, recentUse } from './recentUse.ts';
import type { ProcessState, RunningTool, SessionState, Turn } from './state.ts';

/** Silence, ms, after which a running session counts as stalled: longer than a model call is seen to take. */
export const STALLED_AFTER_MS = 15 * 60_000;
/** How far, ms, the producer's clock may be ahead of this one without that being worth a word. */
const CLOCKS_AGREE_MS = 5 * 60_000;
/** Silence, ms, after which a session without any sign of its end counts as stopped. */
export const GONE_AFTER_MS = 24 * 3_600_000;
/** The original dashboard's thresholds, percent of the context window. */
export const CONTEXT_WARNING_PERCENT = 40;
export const CONTEXT_CRITICAL_PERCENT = 50;

export type StatusName =
  | 'running'
  | 'waiting'
  | 'idle'
  | 'backing_off'
  | 'stalled'
  | 'complete'
  | 'failed'
  | 'stopped'
  | 'interrupted'
  | 'killed';

/** What the session is doing, how that is known, and since when (ms since the Unix epoch; null: unknown). */
export interface Status {
  readonly name: StatusName;
  readonly evidence: string;
  readonly since: number | null;
}

/** What both a whole state and a summary have. */
export type StatusFacts = Pick<
  SessionState,
  'startedAt' | 'firstActivityAt' | 'activity' | 'waiting' | 'end' | 'turn' | 'tools' | 'backoff' | 'process'
>;

export function sessionStatus(facts: StatusFacts, now: number): Status {
  const { waiting, end, process } = facts;
  if (end !== null) return { name: end.outcome, evidence: said(end.evidence), since: endedAt(facts) };
  if (process?.status === 'waiting') {
    return {
      name: 'waiting',
      evidence: process.waitingFor === null ? said(process.evidence) : recordedLine(process.waitingFor),
      since: process.at,
    };
  }
  if (waiting !== null) return { name: 'waiting', evidence: recordedLine(waiting.reason), since: waiting.since };
  if (facts.turn !== null) return byTurn(facts, facts.turn, now);
  return (process && byProcess(process)) ?? bySilence(facts, now);
}

/** How long after its time a try that nobody heard of still counts as coming, ms. */
const RETRY_GRACE_MS = 60_000;

/** What an agent does by its newest turn. */
function byTurn(facts: StatusFacts, turn: Turn, now: number): Status {
  const { backoff, process } = facts;
  if (turn.to !== null) return idle(facts, turn, now);
  if (backoff !== null && now < backoff.until + RETRY_GRACE_MS) {
    const tries = backoff.attempt === null ? '' : t`, attempt ${backoff.attempt} of ${backoff.maxAttempts ?? '?'}`;
    const left = backoff.until - now;
    const next = left > 0 ? t`tries again in ${formatDuration(left)}` : t('tries again now');
    return { name: 'backing_off', evidence: `${recordedLine(backoff.message)}${tries}; ${next}`, since: backoff.at };
  }
  const tool = runningTool(facts);
  // A process that is known to live may think, or run a command, for as long as it likes.
  if (process?.status !== 'busy') {
    const silent = bySilence(facts, now);
    if (silent.name !== 'running' || silent.since === null) return silent;
  }
  if (tool !== null) {
    return { name: 'running', evidence: [tool.name, tool.input].filter(Boolean).join(': '), since: tool.since };
  }
  return { name: 'running', evidence: t('the model is answering'), since: facts.activity?.at ?? turn.from };
}

/** What a process tells of a session whose turns nobody tells of. */
function byProcess({ status, evidence, at }: ProcessState): Status | null {
  if (status === 'idle') return { name: 'idle', evidence: said(evidence), since: at };
  return status === 'gone' ? { name: 'stopped', evidence: said(evidence), since: at } : null;
}

/** Between two turns: the agent waits for the next prompt, if anybody still runs it. */
function idle({ process }: StatusFacts, turn: Turn, now: number): Status {
  const ended = `${turnOver(turn)}${turn.reason === null ? '' : `: ${recordedLine(turn.reason)}`}`;
  const since = turn.to;
  if (process?.status === 'idle' || process?.status === 'busy') {
    return { name: 'idle', evidence: `${ended}; ${said(process.evidence)}`, since };
  }
  if (since !== null && now - since >= GONE_AFTER_MS) {
    const outcome = turn.outcome === 'failed' || turn.outcome === 'interrupted' ? turn.outcome : 'complete';
    return { name: outcome, evidence: t`${ended}, and nothing followed for ${formatDuration(now - since)}`, since };
  }
  return { name: 'idle', evidence: t`${ended}; whether a process still runs it is not known`, since };
}

function turnOver({ number, outcome }: Turn): string {
  switch (outcome) {
    case 'finished':
      return t`turn ${number} finished`;
    case 'failed':
      return t`turn ${number} failed`;
    case 'interrupted':
      return t`turn ${number} interrupted`;
    case null:
      return t`turn ${number} ended`;
  }
}

/** The tool that keeps the session busy: the main thread's newest, else any agent's. */
export function runningTool({ tools }: Pick<StatusFacts, 'tools'>): RunningTool | null {
  return tools.findLast((tool) => tool.agent === null) ?? tools.at(-1) ?? null;
}

function bySilence(facts: StatusFacts, now: number): Status {
  const { activity } = facts;
  if (activity === null) return { name: 'running', evidence: t('no event yet'), since: facts.startedAt };
  const silence = now - activity.at;
  if (silence < -CLOCKS_AGREE_MS) {
    const ahead = formatDuration(-silence);
    return {
      name: 'running',
      evidence: t`${recordedLine(activity.text)} (dated ${ahead} from now: the clocks or time zones differ, so silence cannot be told)`,
      since: null,
    };
  }
  if (silence >= GONE_AFTER_MS) {
    return {
      name: 'stopped',
      evidence: t`no sign of life for ${formatDuration(silence)}, and no end was recorded`,
      since: activity.at,
    };
  }
  if (silence >= STALLED_AFTER_MS) {
    return {
      name: 'stalled',
      evidence: t`nothing new for ${formatDuration(silence)}, last: ${recordedLine(activity.text)}`,
      since: activity.at,
    };
  }
  return { name: 'running', evidence: recordedLine(activity.text), since: activity.at };
}

/** The statuses in which a session goes on. */
export const LIVE_STATUSES: readonly StatusName[] = ['running', 'waiting', 'idle', 'backing_off', 'stalled'];

/** True for a session that a coding agent's own transcript tells of. */
export function isAgentSession({ source }: Pick<SessionState, 'source'>): boolean {
  return source !== 'checkpoint' && source !== 'live';
}

/** True while a person may still have to act: the "running" group of every list. */
export function isLive(facts: StatusFacts, now: number): boolean {
  return LIVE_STATUSES.includes(sessionStatus(facts, now).name);
}

/** How long after a failure somebody is still called to it, ms: whoever slept over it has seen it by then. */
const FAILURE_CALLS_MS = GONE_AFTER_MS;

/**
 * True where a person is needed: the session waits for an answer, has been silent for unusually long, or has failed or been
 * killed within a day.
 */
export function needsPerson(facts: StatusFacts, now: number): boolean {
  const { name, since } = sessionStatus(facts, now);
  if (name === 'waiting' || name === 'stalled') return true;
  return (name === 'failed' || name === 'killed') && since !== null && now - since < FAILURE_CALLS_MS;
}

/** When it last showed life, ms since the Unix epoch; null when nothing of it is dated. */
export function lastSignOfLife(facts: StatusFacts): number | null {
  return endedAt(facts) ?? facts.activity?.at ?? startedAt(facts);
}

export function startedAt(facts: StatusFacts): number | null {
  return facts.startedAt ?? facts.firstActivityAt;
}

/**
 * When the session ended; null while it goes on. The COMPLETE file says that, not when: its own date is that of the
 * last copy or checkout, so the last dated fact counts.
 */
export function endedAt(facts: StatusFacts): number | null {
  if (facts.end === null) return null;
  const dated = facts.activity !== null && facts.activity.clock !== 'file';
  return facts.end.clock === 'file' && dated ? facts.activity.at : facts.end.at;
}

/** How long the session ran, ms; null when its start is unknown. Without an end the last sign of life counts once it is gone. */
export function elapsed(facts: StatusFacts, now: number): number | null {
  const from = startedAt(facts);
  if (from === null) return null;
  const gone = sessionStatus(facts, now).name === 'stopped' ? facts.activity?.at : undefined;
  return Math.max(0, (endedAt(facts) ?? gone ?? now) - from);
}

export function currentPhase(state: SessionState): string | null {
  if (state.end?.outcome === 'complete') return 'complete';
  return state.phases.at(-1)?.name ?? state.checkpointPhase;
}

export function phaseNumber(state: SessionState): string | null {
  return state.phaseProgress?.number ?? null;
}

/** Phases in which tasks are thought of, not worked on. */
const BEFORE_TASKS = ['init', 'codebase analysis', 'scout', 'architect'];

/** The task being worked on: the first that remains, while the session works on tasks. */
export function taskDoing(state: SessionState, now: number): string | null {
  const works = ['running', 'waiting', 'backing_off'].includes(sessionStatus(state, now).name);
  const told = state.tasks?.inProgress[0];
  if (works && told !== undefined) return told;
  if (isAgentSession(state)) return null;
  const onTasks = !BEFORE_TASKS.includes(canonicalPhase(currentPhase(state) ?? ''));
  return works && onTasks ? (state.tasks?.remaining[0] ?? null) : null;
}

/** Done of all tasks, percent; null when there is no task list. */
export function taskPercent(state: SessionState): number | null {
  if (state.tasks === null) return null;
  const done = state.tasks.completed.length;
  const total = done + state.tasks.remaining.length;
  return total === 0 ? null : (done / total) * 100;
}

/** Progress of the whole, percent: by tasks, else by the producer's phase number; null when neither is known. */
export function overallPercent(state: SessionState): number | null {
  if (state.end?.outcome === 'complete') return 100;
  const byTasks = taskPercent(state);
  if (byTasks !== null) return byTasks;
  const match = /^(\d+(?:\.\d+)?)\s*\/\s*(\d+)$/.exec(phaseNumber(state) ?? '');
  if (match === null || match[2] === '0') return null;
  const passed = Number(match[1]) - (state.phaseProgress?.status === 'completed' ? 0 : 1);
  return Math.min(100, Math.max(0, (passed / Number(match[2])) * 100));
}

/** Time left, ms, if the tasks to come take as long as those done; null when that says nothing or nothing goes on. */
export function estimatedRemaining(state: SessionState, now: number): number | null {
  const done = state.tasks?.completed.length ?? 0;
  const remaining = state.tasks?.remaining.length ?? 0;
  const ran = worked(state, now) ?? elapsed(state, now);
  // A session that is silent or waits does not get nearer to its end.
  if (sessionStatus(state, now).name !== 'running' || done === 0 || remaining === 0 || ran === null) return null;
  return (ran / done) * remaining;
}

/** Time spent in iterations, ms; null where none are told. A pause of days before a session was resumed is no work. */
export function worked(state: SessionState, now: number): number | null {
  const newest = state.iterations.at(-1);
  const spent = state.iterations.map((span) => {
    const to = span.to ?? (span === newest ? now : span.from);
    return span.from === null || to === null ? 0 : Math.max(0, to - span.from);
  });
  return spent.some((ms) => ms > 0) ? spent.reduce((sum, ms) => sum + ms) : null;
}

export type ContextLevel = 'ok' | 'warning' | 'critical';

export function contextLevel(percent: number): ContextLevel {
  if (percent > CONTEXT_CRITICAL_PERCENT) return 'critical';
  return percent >= CONTEXT_WARNING_PERCENT ? 'warning' : 'ok';
}

export interface BurnRate {
  readonly tokensPerHour: number;
  /** null when nothing in the window has a price. */
  readonly usdPerHour: number | null;
}

/** What a rate is counted from: a whole state, or a summary of it. */
export type UseFacts = StatusFacts & (Pick<SessionState, 'usageSeries'> | { readonly recentUse: readonly UseMinute[] });

/** Tokens and cost per hour over the last quarter of an hour, or since the start if that is shorter; null when idle. */
export function burnRate(facts: UseFacts, now: number): BurnRate | null {
  const ran = elapsed(facts, now);
  if (facts.end !== null || ran === null || ran < 60_000) return null;
  const window = Math.min(RATE_WINDOW_MS, ran);
  const minutes = 'usageSeries' in facts ? recentUse(facts.usageSeries) : facts.recentUse;
  const counted = minutes.filter(({ t }) => t > now - window && t <= now);
  if (counted.length === 0) return null;
  const tokens = counted.reduce((sum, minute) => sum + minute.tokens, 0);
  const usd = counted.reduce((sum, minute) => sum + minute.usd, 0);
  const perHour = 3_600_000 / window;
  return { tokensPerHour: tokens * perHour, usdPerHour: usd === 0 ? null : usd * perHour };
}

/** True where the person pays for a plan and not by the token: dollars then say what the tokens would cost. */
export function isSubscription({ billing, rateLimits }: Pick<SessionState, 'billing' | 'rateLimits'>): boolean {
  return billing === 'subscription' || (rateLimits !== null && rateLimits.plan !== null);
}

/** Compactions whose requests no source tells of, so that their tokens are missing from the sums. */
export function uncountedCompactions(state: Pick<SessionState, 'compactions' | 'compactionCalls'>): number {
  const untold = state.compactions.filter(({ counted }) => !counted).length;
  return Math.max(0, untold - state.compactionCalls);
}
