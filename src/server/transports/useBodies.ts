import type { Tokens } from '../../protocol/events.ts';
import { totalTokens } from '../../protocol/events.ts';
import type { RunningTool } from '../../protocol/state.ts';
import { iso } from './iso.ts';

/** Tokens by kind, with their sum. */
export function tokensBody(tokens: Tokens) {
  return { ...tokens, total: totalTokens(tokens) };
}

/** A tool that has not come back. */
export function toolBody({ since, ...tool }: RunningTool) {
  return { ...tool, since: iso(since) };
}
