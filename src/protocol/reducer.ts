import { impliedWindow, mergeContext } from './context.ts';
import { describeEvent } from './describe.ts';
import { addTokens, isKnownEvent, NO_TOKENS, totalTokens } from './events.ts';
import type { EventData, JournaledEvent, JsonObject, KnownEvent, KnownType, Outcome, SessionEvent } from './events.ts';
import { canonicalPhase, enterPhase } from './phases.ts';
import { addContextPoint, addUsagePoint, insertByTime } from './series.ts';
import { endSession, startWork } from './sessionEnd.ts';
import type { Activity, Agent, ContextUse, IterationSpan, LogLine, ModelUse, SessionState } from './state.ts';
import {
  AGENTS_IN_STATE,
  CUSTOM_EVENTS_IN_STATE,
  ITERATIONS_IN_STATE,
  LOG_LINES_IN_STATE,
  TEXT_IN_STATE,
} from './state.ts';

type Known<T extends KnownType> = Extract<KnownEvent, { type: T }>;

/**
 * The one place where events become state, in the server and in every client, live and in replay.
 * Pure and total: no clock, no random, no I/O, and no event it cannot take. Facts may arrive late or twice over
 * different ways, so what a fact overwrites is decided by the fact's own time, not by when it came.
 */
export function reduce(state: SessionState, event: JournaledEvent): SessionState {
  const noted = note(state, event);
  return isKnownEvent(event) ? fold(noted, event, event.seq) : foldCustom(noted, event);
}

function fold(state: SessionState, event: KnownEvent, seq: number): SessionState {
  switch (event.type) {
    case 'phase_change':
      return changePhase(state, event, seq);
    case 'iteration_start':
      return startIteration(state, event.data.iteration, event.time);
    case 'iteration_complete':
      return completeIteration(state, event);
    case 'task_complete':
      return completeTask(state, event, seq);
    case 'context_update':
      return useContext(state, event, event.data.percent, event.data.tokens_used);
    case 'log_line':
      return logLine(state, event, seq, event.data.level, event.data.level.toLowerCase() === 'error');
    case 'error':
      return logLine(state, event, seq, 'error', true);
    case 'completion':
      return completion(state, event, seq);
    case 'session_info':
      return sessionInfo(state, event.data);
    case 'artifact':
      return { ...state, artifacts: { ...state.artifacts, [event.data.name]: event.data.text } };
    case 'task_list':
      return taskList(state, event);
    case 'model_call':
      return modelCall(state, event);
    case 'phase_update':
      return phaseUpdate(state, event, seq);
    case 'session_summary':
      return sessionSummary(state, event, seq);
    case 'agent_update':
      return agentUpdate(state, event);
    case 'waiting':
      return logLine({ ...state, waiting: { reason: event.data.reason, since: event.time } }, event, seq, 'warning');
    case 'session_end':
      return logLine(end(state, event, event.data.outcome, event.data.evidence), event, seq, 'info');
  }
}

/** What every event does: it is counted and it is a sign of life. */
function note(state: SessionState, event: SessionEvent): SessionState {
  const dated = event.clock !== 'file';
  const activity = newerActivity(state.activity, event);
  const firstActivityAt = dated ? Math.min(state.firstActivityAt ?? event.time, event.time) : state.firstActivityAt;
  return { ...state, eventCount: state.eventCount + 1, activity, firstActivityAt };
}

function newerActivity(current: Activity | null, event: SessionEvent): Activity {
  if (current !== null) {
    const datedBefore = current.clock !== 'file';
    const dated = event.clock !== 'file';
    if (datedBefore !== dated ? datedBefore : current.at > event.time) return current;
  }
  return { at: event.time, clock: event.clock, text: shorten(describeEvent(event)) };
}

/** A sign that the session works: it no longer waits for a person. */
function work(state: SessionState, at: number): SessionState {
  return state.waiting !== null && at > state.waiting.since ? { ...state, waiting: null } : state;
}

function changePhase(state: SessionState, event: Known<'phase_change'>, seq: number): SessionState {
  const { phase, context_percent: percent } = event.data;
  const phases = enterPhase(state.phases, phase, event.time);
  const entered = { ...work(state, event.time), phases };
  if (phases === state.phases) return entered;
  const logged = logLine(entered, event, seq, 'info');
  const started = ['init', 'complete'].includes(canonicalPhase(phase)) ? logged : startWork(logged, event.time);
  // Producers send 0 where they do not know.
  return percent ? useContext(started, event, percent) : started;
}

function startIteration(state: SessionState, number: number, at: number): SessionState {
  const known = state.iterations.find((span) => span.number === number);
  const span: IterationSpan = known?.from != null && known.from >= at ? known : { number, from: at, to: null };
  return startWork({ ...work(state, at), ...withIteration(state, span) }, at);
}

function completeIteration(state: SessionState, event: Known<'iteration_complete'>): SessionState {
  const { iteration: number, context_percent: percent } = event.data;
  const known = state.iterations.find((span) => span.number === number);
  const span: IterationSpan = { number, from: known?.from ?? null, to: event.time };
  const done = { ...work(state, event.time), ...withIteration(state, span) };
  return percent ? useContext(done, event, percent) : done;
}

function withIteration(state: SessionState, span: IterationSpan): Pick<SessionState, 'iteration' | 'iterations'> {
  const others = state.iterations.filter((other) => other.number !== span.number);
  const iterations = [...others, span].sort((a, b) => a.number - b.number).slice(-ITERATIONS_IN_STATE);
  return { iteration: Math.max(state.iteration, span.number), iterations };
}

function completeTask(state: SessionState, event: Known<'task_complete'>, seq: number): SessionState {
  const task = shorten(event.data.task);
  const percent = event.data.context_percent;
  const logged = logLine(work(state, event.time), event, seq, 'info');
  const done = percent ? useContext(logged, event, percent) : logged;
  const list = state.tasks ?? { completed: [], remaining: [], at: -Infinity };
  if (event.time <= list.at || list.completed.includes(task)) return done;
  const remaining = list.remaining.filter((other) => other !== task);
  // JSON has no -Infinity; a list known only from completions is as old as time.
  return { ...done, tasks: { completed: [...list.completed, task], remaining, at: Math.max(list.at, 0) } };
}

function taskList(state: SessionState, event: Known<'task_list'>): SessionState {
  if (state.tasks !== null && event.time < state.tasks.at) return state;
  const { completed, remaining, notes } = event.data;
  const tasks = { completed: completed.map(shorten), remaining: remaining.map(shorten), at: event.time };
  return { ...state, source: 'checkpoint', tasks, notes: notes.map(shorten) };
}

function useContext(state: SessionState, event: SessionEvent, percent: number, tokens?: number): SessionState {
  const known = tokens || null;
  const incoming: ContextUse = {
    percent,
    tokens: known,
    window: known === null ? null : impliedWindow(percent, known),
    source: `reported by the producer (${event.source}, ${event.type})`,
    at: event.time,
  };
  const context = mergeContext(state.context, incoming);
  const merged = { ...work(state, event.time), context };
  if (context !== incoming && state.context === context && incoming.at >= context.at) return merged;
  return { ...merged, contextSeries: addContextPoint(state.contextSeries, { t: event.time, percent }) };
}

function modelCall(state: SessionState, event: Known<'model_call'>): SessionState {
  const { data, time } = event;
  const name = data.model ?? 'unknown model';
  const known = Object.hasOwn(state.models, name) ? state.models[name] : undefined;
  const tokens = totalTokens(data);
  const use: ModelUse = {
    calls: (known?.calls ?? 0) + 1,
    tokens: addTokens(known?.tokens ?? NO_TOKENS, data),
    costUsd: addCost(known?.costUsd ?? null, data.cost_usd),
  };
  const counted: SessionState = {
    ...work(state, time),
    calls: state.calls + 1,
    tokens: addTokens(state.tokens, data),
    models: { ...state.models, [name]: use },
    cost: {
      usd: addCost(state.cost.usd, data.cost_usd),
      unpricedTokens: state.cost.unpricedTokens + (data.cost_usd === null ? tokens : 0),
    },
    usageSeries: addUsagePoint(state.usageSeries, {
      t: time,
      input: data.input,
      output: data.output,
      cache: data.cache_read + data.cache_write_5m + data.cache_write_1h,
      usd: data.cost_usd ?? 0,
    }),
  };
  return data.context_percent === undefined
    ? counted
    : useContext(counted, event, data.context_percent, data.context_tokens);
}

function addCost(sum: number | null, usd: number | null): number | null {
  return usd === null ? sum : (sum ?? 0) + usd;
}

function sessionInfo(state: SessionState, data: EventData['session_info']): SessionState {
  return {
    ...state,
    source: 'checkpoint',
    project: data.project ?? state.project,
    task: data.task === undefined ? state.task : shorten(data.task),
    startedAt: earlier(state.startedAt, data.started_at),
    iteration: Math.max(state.iteration, data.iterations ?? 0),
    failedAttempts: data.failed_attempts ?? state.failedAttempts,
    checkpointPhase: data.phase ?? state.checkpointPhase,
  };
}

/** Several files tell of the start; the earliest is the session's. */
function earlier(known: number | null, told: number | undefined): number | null {
  if (told === undefined) return known;
  return known === null ? told : Math.min(known, told);
}

/** In version 2 a phase that fails or the last one of n that completes ends the session. */
function phaseUpdate(state: SessionState, event: Known<'phase_update'>, seq: number): SessionState {
  const { data, time } = event;
  const status = data.status?.toLowerCase() ?? null;
  const entered: SessionState = {
    ...work(state, time),
    phases: enterPhase(state.phases, data.current_phase, time),
    startedAt: earlier(state.startedAt, data.started_at),
    iteration: Math.max(state.iteration, data.test_iteration ?? 0),
  };
  if (state.phaseProgress !== null && time < state.phaseProgress.at) return entered;
  const updated: SessionState = {
    ...entered,
    phaseProgress: {
      number: data.phase_number ?? null,
      status: data.status ?? null,
      detail: data.progress_detail === undefined ? null : shorten(data.progress_detail),
      completed: data.phases_completed ?? state.phaseProgress?.completed ?? [],
      at: time,
    },
  };
  const logged = logLine(updated, event, seq, status === 'failed' ? 'error' : 'info', status === 'failed');
  if (status === 'failed') return end(logged, event, 'failed', `phase ${data.current_phase} failed`);
  if (status !== 'completed') return waitIfAsked(startWork(logged, time), data, time);
  return isLastPhase(data.phase_number) ? end(logged, event, 'complete', 'the last phase completed') : logged;
}

function waitIfAsked(state: SessionState, data: EventData['phase_update'], at: number): SessionState {
  const asks = /wait|blocked|paused|needs?_input/i.test(data.status ?? '');
  return asks
    ? { ...state, waiting: { reason: shorten(data.progress_detail ?? `phase ${data.current_phase}`), since: at } }
    : state;
}

function isLastPhase(phaseNumber: string | undefined): boolean {
  const match = /^(\d+)\s*\/\s*(\d+)$/.exec(phaseNumber ?? '');
  return match !== null && match[1] === match[2];
}

function completion(state: SessionState, event: Known<'completion'>, seq: number): SessionState {
  const logged = logLine(state, event, seq, event.data.success ? 'info' : 'error');
  return end(logged, event, event.data.success ? 'complete' : 'failed', 'completion event');
}

function sessionSummary(state: SessionState, event: Known<'session_summary'>, seq: number): SessionState {
  const { data } = event;
  const completed = data.phases_completed;
  const noProgress = { number: null, status: null, detail: null, at: event.time };
  const phaseProgress = completed ? { ...(state.phaseProgress ?? noProgress), completed } : state.phaseProgress;
  const logged = logLine({ ...state, task: state.task ?? data.task ?? null, phaseProgress }, event, seq, 'info');
  const status = data.status?.toLowerCase() ?? '';
  if (/fail|error/.test(status)) return end(logged, event, 'failed', `session summary: ${data.status}`);
  if (/complete|success/.test(status)) return end(logged, event, 'complete', `session summary: ${data.status}`);
  return end(logged, event, 'stopped', `session summary: ${data.status ?? 'no status'}`);
}

function end(state: SessionState, event: SessionEvent, outcome: Outcome, evidence: string): SessionState {
  return endSession(state, { outcome, evidence, at: event.time, clock: event.clock });
}

function agentUpdate(state: SessionState, event: Known<'agent_update'>): SessionState {
  const { data, time } = event;
  const known = state.agents.find((agent) => agent.id === data.agent_id);
  if (known && time < known.updatedAt) return state;
  const agent: Agent = {
    id: data.agent_id,
    name: data.agent_name ?? known?.name ?? null,
    type: data.agent_type ?? known?.type ?? null,
    status: data.status ?? known?.status ?? null,
    phase: data.phase ?? known?.phase ?? null,
    progressPercent: data.progress_percent ?? known?.progressPercent ?? null,
    tokensUsed: data.tokens_used ?? known?.tokensUsed ?? null,
    tokensLimit: data.tokens_limit ?? known?.tokensLimit ?? null,
    error: data.error_message ?? known?.error ?? null,
    startedAt: known?.startedAt ?? time,
    updatedAt: time,
  };
  const agents = known ? state.agents.map((other) => (other === known ? agent : other)) : [...state.agents, agent];
  return { ...work(state, time), agents: agents.slice(-AGENTS_IN_STATE) };
}

function foldCustom(state: SessionState, event: JournaledEvent): SessionState {
  const mark = { seq: event.seq, time: event.time, type: event.type, data: event.data as JsonObject };
  const custom = [...state.custom, mark].slice(-CUSTOM_EVENTS_IN_STATE);
  return logLine({ ...state, custom, customCount: state.customCount + 1 }, event, event.seq, 'info');
}

function logLine(state: SessionState, event: SessionEvent, seq: number, level: string, isError = false): SessionState {
  const text = shorten(describeEvent(event));
  const line: LogLine = {
    seq,
    time: event.time,
    level,
    text,
    source: event.type === 'log_line' ? event.source : 'event',
  };
  const logs = insertByTime(state.logs, line, (other) => other.time).slice(-LOG_LINES_IN_STATE);
  const logged = { ...state, logs, logCount: state.logCount + 1 };
  if (!isError) return logged;
  const newest = state.lastError === null || event.time >= state.lastError.at;
  return {
    ...logged,
    errorCount: state.errorCount + 1,
    lastError: newest ? { message: text, at: event.time } : state.lastError,
  };
}

function shorten(text: string): string {
  return text.length > TEXT_IN_STATE ? `${text.slice(0, TEXT_IN_STATE)}…` : text;
}
