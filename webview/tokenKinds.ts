import type { Tokens } from '../src/protocol/events.ts';

/** The kinds of tokens that add up to a total, with their names for people. */
export const TOKEN_KINDS: readonly (readonly [keyof Tokens, string])[] = [
  ['input', 'Input'],
  ['output', 'Output'],
  ['cache_read', 'Cache read'],
  ['cache_write_5m', 'Cache write, 5 min'],
  ['cache_write_1h', 'Cache write, 1 h'],
];
