/** What transcripts of coding agents tell: turns, tools, compactions, failed requests, the process behind it all. */
import type { EventData, KnownOf } from './events.ts';
import { logLine } from './foldLog.ts';
import { completeIteration, startIteration } from './foldWork.ts';
import { insertByTime } from './series.ts';
import { brief, shorten } from './shorten.ts';
import { COMPACTIONS_IN_STATE, LINKS_IN_STATE, NAMES_IN_STATE } from './state.ts';
import type { Compaction, SessionState, Turn } from './state.ts';
import { work } from './waiting.ts';

export function startTurn(state: SessionState, event: KnownOf<'turn_start'>): SessionState {
  const { turn: number } = event.data;
  const started = startIteration({ ...state, backoff: null }, number, event.time);
  const older = state.turn !== null && (number < state.turn.number || event.time < state.turn.from);
  if (older) return started;
  // What an earlier turn left running was given up.
  const tools = state.tools.filter((tool) => tool.since >= event.time);
  // A notice may make the agent go on with a turn that seemed over.
  const from = state.turn?.number === number ? state.turn.from : event.time;
  return { ...started, tools, turn: { number, from, to: null, outcome: null, reason: null } };
}

export function endTurn(state: SessionState, event: KnownOf<'turn_end'>, seq: number): SessionState {
  const { turn: number, outcome, reason } = event.data;
  const worked = completeIteration(state, number, event.time);
  const known = state.turn;
  if (known !== null && (number < known.number || event.time < (known.to ?? known.from))) return worked;
  const from = known?.number === number ? known.from : event.time;
  const turn: Turn = { number, from, to: event.time, outcome, reason: brief(reason) };
  const mainTools = state.tools.filter((tool) => tool.agent !== null);
  const ended = { ...worked, turn, backoff: null, tools: mainTools };
  // The error itself has its line already.
  const told = outcome === 'finished' || (outcome === 'failed' && state.lastError?.at === event.time);
  return told ? ended : logLine(ended, event, seq, outcome === 'failed' ? 'error' : 'warning');
}

export function compact(state: SessionState, event: KnownOf<'compaction'>, seq: number): SessionState {
  const { data, time } = event;
  const compaction: Compaction = {
    at: time,
    trigger: brief(data.trigger),
    tokensBefore: data.tokens_before ?? null,
    tokensAfter: data.tokens_after ?? null,
    counted: data.counted,
  };
  const marked = {
    ...work(state, time),
    compactions: insertByTime(state.compactions, compaction, ({ at }) => at).slice(-COMPACTIONS_IN_STATE),
    compactionCount: state.compactionCount + 1,
  };
  return logLine(marked, event, seq, 'info');
}

export function apiError(state: SessionState, event: KnownOf<'api_error'>, seq: number): SessionState {
  const { data, time } = event;
  const logged = logLine(work(state, time), event, seq, 'warning');
  const answered = (state.lastAnswerAt ?? -Infinity) >= time;
  if (data.retry_at === undefined || answered || (state.backoff !== null && time < state.backoff.at)) return logged;
  const backoff = {
    message: shorten(data.message),
    until: data.retry_at,
    attempt: data.attempt ?? null,
    maxAttempts: data.max_attempts ?? null,
    at: time,
  };
  return { ...logged, backoff };
}

export function updateProcess(state: SessionState, event: KnownOf<'process_update'>): SessionState {
  const { data, time } = event;
  if (state.process !== null && time < state.process.at) return state;
  const process = {
    status: data.status,
    pid: data.pid ?? null,
    waitingFor: brief(data.waiting_for),
    evidence: shorten(data.evidence),
    at: time,
  };
  if (data.status === 'gone') return { ...state, process };
  // A process that lives goes on with what ended before.
  const end = state.end !== null && time > state.end.at ? null : state.end;
  const known = { ...state, process, end };
  return data.status === 'waiting' ? known : work(known, time);
}

export function limitRates(state: SessionState, event: KnownOf<'rate_limits'>): SessionState {
  const { data, time } = event;
  if (state.rateLimits !== null && time < state.rateLimits.at) return state;
  const limits = data.limits.slice(0, NAMES_IN_STATE).map((limit) => ({ ...limit, name: shorten(limit.name) }));
  return { ...state, rateLimits: { limits, plan: brief(data.plan), reached: brief(data.reached), at: time } };
}

export function reportCost(state: SessionState, event: KnownOf<'reported_cost'>): SessionState {
  const { usd, basis, tokens, request } = event.data;
  const name = shorten(basis);
  const known = Object.hasOwn(state.reportedCosts, name) ? state.reportedCosts[name] : undefined;
  if (known !== undefined && request === undefined && event.time < known.at) return state;
  if (known === undefined && Object.keys(state.reportedCosts).length >= NAMES_IN_STATE) return state;
  const before = request === undefined ? 0 : (known?.usd ?? 0);
  const reported = { usd: before + usd, tokens: tokens ?? null, at: Math.max(known?.at ?? event.time, event.time) };
  return { ...state, reportedCosts: { ...state.reportedCosts, [name]: reported } };
}

export function link(state: SessionState, data: EventData['session_link']): SessionState {
  const others = state.links.filter(({ session }) => session !== data.session);
  return { ...state, links: [...others, { session: data.session, relation: data.relation }].slice(-LINKS_IN_STATE) };
}
