import type { Tokens } from '../src/protocol/events.ts';

/** The kinds of tokens that add up to a total, with their names for people. */
export const TOKEN_KINDS: readonly (readonly [keyof Tokens, string])[] = [
  ['input', 'Input'],
  ['output', 'Output'],
  ['cache_read', 'Cache read'],
  ['cache_write_5m', 'Cache write, 5 min'],
  ['cache_write_1h', 'Cache write, 1 h'],
];

/** The name of a kind, also of one that is a part of another. */
export function tokenKindName(kind: keyof Tokens): string {
  return TOKEN_KINDS.find(([each]) => each === kind)?.[1] ?? 'Reasoning';
}
