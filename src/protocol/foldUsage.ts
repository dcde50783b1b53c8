/** What the session uses: the context window, tokens, money. */
import { inEnglish } from './language.ts';
import { contextOf, impliedWindow, mergeContext } from './context.ts';
import { addTokens, NO_TOKENS, totalTokens } from './events.ts';
import type { KnownOf, SessionEvent, Tokens } from './events.ts';
import { agentContext, withAgent } from './foldAgents.ts';
import { addContextPoint, addUsagePoint } from './series.ts';
import { shorten } from './shorten.ts';
import { NAMES_IN_STATE } from './state.ts';
import type { ContextUse, Cost, ModelUse, SessionState } from './state.ts';
import { work } from './waiting.ts';

export function useContext(state: SessionState, event: SessionEvent, percent: number, tokens?: number): SessionState {
  const known = tokens || null;
  return noteContext(work(state, event.time), {
    percent,
    tokens: known,
    window: known === null ? null : impliedWindow(percent, known),
    source: inEnglish`reported by the producer (${event.source}, ${event.type})`,
    at: event.time,
  });
}

/** How much a thread's context window holds, by the newest request. */
export function contextUse(state: SessionState, event: KnownOf<'context_use'>): SessionState {
  const { data, time } = event;
  if (data.agent !== undefined) return agentContext(state, data.agent, contextOf(data, time, data.tokens, null));
  const largestContext = data.estimate === true ? state.largestContext : Math.max(state.largestContext, data.tokens);
  const reportedWindow = data.window_source === 'reported' ? data.window : state.reportedWindow;
  const learnt = { ...state, largestContext, reportedWindow };
  return noteContext(learnt, contextOf(data, time, largestContext, reportedWindow));
}

function noteContext(state: SessionState, incoming: ContextUse): SessionState {
  const context = mergeContext(state.context, incoming);
  const noted = { ...state, context };
  if (context !== incoming && state.context === context && incoming.at >= context.at) return noted;
  const { at: t, percent, tokens } = incoming;
  if (percent === null && tokens === null) return noted;
  return { ...noted, contextSeries: addContextPoint(state.contextSeries, { t, percent, tokens }) };
}

export function modelCall(state: SessionState, event: KnownOf<'model_call'>): SessionState {
  const { data, time } = event;
  const unpriced = data.cost_usd === null ? totalTokens(data) : 0;
  const added: Added = { model: data.model, calls: 1, tokens: data, usd: data.cost_usd, unpriced, agent: data.agent };
  const working = work(state, time);
  const counted: SessionState = {
    ...addUsage(working, added, time),
    backoff: state.backoff !== null && time >= state.backoff.at ? null : state.backoff,
    lastAnswerAt: Math.max(state.lastAnswerAt ?? time, time),
    compactionCalls: state.compactionCalls + (data.purpose === 'compaction' ? 1 : 0),
    incompleteCalls: state.incompleteCalls + (data.incomplete === true ? 1 : 0),
  };
  return data.context_percent === undefined
    ? counted
    : useContext(counted, event, data.context_percent, data.context_tokens);
}

/** Requests counted before turn out to be more, fewer, or another session's. */
export function adjustUsage(state: SessionState, event: KnownOf<'usage_adjustment'>): SessionState {
  const { data, time } = event;
  const { model, calls, cost_usd: usd, unpriced_tokens: unpriced, agent } = data;
  return addUsage(state, { model, calls, tokens: data, usd, unpriced, agent }, time);
}

interface Added {
  readonly model: string | null;
  readonly calls: number;
  readonly tokens: Tokens;
  readonly usd: number | null;
  readonly unpriced: number;
  readonly agent: string | undefined;
}

function addUsage(state: SessionState, added: Added, time: number): SessionState {
  const { tokens, usd } = added;
  const counted: SessionState = {
    ...state,
    calls: state.calls + added.calls,
    tokens: addTokens(state.tokens, tokens),
    models: withModel(state.models, added),
    cost: addCost(state.cost, added),
    usageSeries: addUsagePoint(state.usageSeries, {
      t: time,
      input: tokens.input,
      output: tokens.output,
      cache: tokens.cache_read + tokens.cache_write_5m + tokens.cache_write_1h,
      usd: usd ?? 0,
    }),
  };
  return withAgent(counted, added.agent, time, (agent) => ({
    ...agent,
    model: added.model ?? agent.model,
    calls: agent.calls + added.calls,
    tokens: addTokens(agent.tokens, tokens),
    cost: addCost(agent.cost, added),
  }));
}

function withModel(models: SessionState['models'], added: Added): SessionState['models'] {
  const told = shorten(added.model ?? 'unknown model');
  const isNew = !Object.hasOwn(models, told);
  const name = isNew && Object.keys(models).length >= NAMES_IN_STATE ? 'other models' : told;
  const known = Object.hasOwn(models, name) ? models[name] : undefined;
  const use: ModelUse = {
    calls: (known?.calls ?? 0) + added.calls,
    tokens: addTokens(known?.tokens ?? NO_TOKENS, added.tokens),
    costUsd: added.usd === null ? (known?.costUsd ?? null) : (known?.costUsd ?? 0) + added.usd,
  };
  return { ...models, [name]: use };
}

function addCost(cost: Cost, { usd, unpriced }: Added): Cost {
  return {
    usd: usd === null ? cost.usd : (cost.usd ?? 0) + usd,
    unpricedTokens: cost.unpricedTokens + unpriced,
  };
}
