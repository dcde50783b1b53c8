/** What the session uses: the context window, tokens, money. */
import { impliedWindow, mergeContext } from './context.ts';
import { addTokens, NO_TOKENS, totalTokens } from './events.ts';
import type { KnownOf, SessionEvent } from './events.ts';
import { addContextPoint, addUsagePoint } from './series.ts';
import { shorten } from './shorten.ts';
import { NAMES_IN_STATE } from './state.ts';
import type { ContextUse, ModelUse, SessionState } from './state.ts';
import { work } from './waiting.ts';

export function useContext(state: SessionState, event: SessionEvent, percent: number, tokens?: number): SessionState {
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

export function modelCall(state: SessionState, event: KnownOf<'model_call'>): SessionState {
  const { data, time } = event;
  const told = shorten(data.model ?? 'unknown model');
  const isNew = !Object.hasOwn(state.models, told);
  const name = isNew && Object.keys(state.models).length >= NAMES_IN_STATE ? 'other models' : told;
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
