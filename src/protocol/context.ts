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

function agree(a: ContextUse, b: ContextUse): boolean {
  return Math.floor(a.percent) === Math.floor(b.percent) && Math.abs(a.at - b.at) <= SAME_CALL_MS;
}

/** The window's size that a percent and its tokens imply, rounded to 1,000 tokens. */
export function impliedWindow(percent: number, tokens: number): number | null {
  const window = percent > 0 ? Math.round((tokens / percent) * 0.1) * 1_000 : 0;
  return window > 0 ? window : null;
}
