/** What takes up the context window, as far as the session's facts measure it. */
import { isAgentSession } from './selectors.ts';
import { SERIES_LIMIT } from './series.ts';
import type { ContextPoint } from './series.ts';
import type { SessionState } from './state.ts';

/** Tokens, which add up to the window. */
export interface ContextParts {
  readonly window: number;
  readonly used: number;
  /** What is left up to the room that the agent keeps, or up to the end. */
  readonly free: number;
  /** null where nothing tells of any. */
  readonly kept: KeptRoom | null;
  /** null where it was not measured. */
  readonly start: ContextStart | null;
}

/** Room that the agent does not fill: there it replaces its history by a summary. */
export interface KeptRoom {
  readonly tokens: number;
  /** What the window held when the agent last did so by itself. */
  readonly compactedAtTokens: number;
  /** ms since the Unix epoch. */
  readonly at: number;
}

/** What the first request held, since the start or since the newest compaction: the rest has come since. */
export interface ContextStart {
  readonly tokens: number;
  readonly since: 'start' | 'compaction';
}

/** null where the window's size, or what it holds, is not known in tokens. */
export function contextParts(state: SessionState): ContextParts | null {
  const { context } = state;
  if (context === null || context.tokens === null || context.window === null) return null;
  const { tokens: used, window } = context;
  if (used > window) return null;
  const kept = keptRoom(state, used, window);
  return { window, used, free: window - used - (kept?.tokens ?? 0), kept, start: contextStart(state, used) };
}

/** The agent may have been given another limit since, so what it holds now disproves a limit that is lower. */
function keptRoom({ compactions }: SessionState, used: number, window: number): KeptRoom | null {
  const own = compactions.findLast(({ trigger }) => trigger === 'auto');
  const before = own?.tokensBefore ?? null;
  if (own === undefined || before === null || before < used || before >= window) return null;
  return { tokens: window - before, compactedAtTokens: before, at: own.at };
}

/**
 * Only while the series has every request as it was: a longer one keeps the fuller of two. A fork begins with what the
 * other session held.
 */
function contextStart(state: SessionState, used: number): ContextStart | null {
  const { contextSeries, compactions, calls, forkedFrom } = state;
  if (!isAgentSession(state) || calls > SERIES_LIMIT) return null;
  const compacted = compactions.at(-1);
  if (compacted === undefined && forkedFrom !== null) return null;
  // What the agent says to be left after a compaction is the summary alone, and no request.
  const isRequest = ({ t, tokens }: ContextPoint): boolean =>
    compacted === undefined || (t > compacted.at && tokens !== compacted.tokensAfter);
  const first = contextSeries.find(isRequest);
  const tokens = first?.tokens ?? null;
  if (tokens === null || tokens > used) return null;
  return { tokens, since: compacted === undefined ? 'start' : 'compaction' };
}
