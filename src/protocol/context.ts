import { inEnglish } from './language.ts';
import type { EventData, WindowSource } from './events.ts';
import { formatTokens } from './format.ts';
import type { ContextUse } from './state.ts';

/** Two facts about the same model call arrive within this time, ms. */
const SAME_CALL_MS = 10_000;

/**
 * The newer of two facts about the context window. The producer tells of one call twice: exactly, with its tokens
 * (22.182 %, 44,364), and a moment later rounded down without them (22 %). Of two that agree the exact one is kept.
 */
export function mergeContext(current: ContextUse | null, incoming: ContextUse): ContextUse {
  if (current === null) return incoming;
  if (agree(current, incoming)) return current.tokens === null && incoming.tokens !== null ? incoming : current;
  return incoming.at >= current.at ? incoming : current;
}

const WINDOW_WORDS: Readonly<Record<WindowSource, string>> = {
  reported: inEnglish`its size as the agent reports it`,
  observed: inEnglish`its size as a request proved it`,
  catalogue: inEnglish`its size from the list of models`,
  unknown: inEnglish`its size is not known`,
};

/**
 * How full a thread's window is by its newest request. `largest`: the most tokens one request of it has held, which
 * proves that a window said to be smaller is not the true one. `reported`: what the agent said of it before.
 */
export function contextOf(
  data: EventData['context_use'],
  at: number,
  largest: number,
  reported: number | null,
): ContextUse {
  const { tokens } = data;
  const told = reported ?? data.window;
  const toldBy = reported === null ? data.window_source : 'reported';
  const disproved = told !== null && Math.max(largest, tokens) > told;
  const window = disproved || told === 0 ? null : told;
  const counted =
    data.estimate === true
      ? inEnglish`tokens as the agent estimates them after a compaction`
      : inEnglish`tokens of the newest request`;
  const size = disproved
    ? inEnglish`the size of ${formatTokens(told)} is disproved by a request of ${formatTokens(Math.max(largest, tokens))}`
    : WINDOW_WORDS[window === null ? 'unknown' : toldBy];
  const percent = window === null ? null : (tokens / window) * 100;
  return { percent, tokens, window, source: `${counted}; ${size}`, at };
}

function agree(a: ContextUse, b: ContextUse): boolean {
  if (a.percent === null || b.percent === null || (a.tokens !== null && b.tokens !== null)) return false;
  return Math.floor(a.percent) === Math.floor(b.percent) && Math.abs(a.at - b.at) <= SAME_CALL_MS;
}

/** The window's size that a percent and its tokens imply, rounded to 1,000 tokens. */
export function impliedWindow(percent: number, tokens: number): number | null {
  const window = percent > 0 ? Math.round((tokens / percent) * 0.1) * 1_000 : 0;
  return window > 0 ? window : null;
}
