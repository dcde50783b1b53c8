import type { Tokens } from '../src/protocol/events.ts';
import { t } from '../src/protocol/language.ts';

/** The kinds of tokens that add up to a total, with their names for people. */
export function tokenKinds(): readonly (readonly [keyof Tokens, string])[] {
  return [
    ['input', t('Input')],
    ['output', t('Output')],
    ['cache_read', t('Cache read')],
    ['cache_write_5m', t('Cache write, 5 min')],
    ['cache_write_1h', t('Cache write, 1 h')],
  ];
}

/** The name of a kind, also of one that is a part of another. */
export function tokenKindName(kind: keyof Tokens): string {
  return tokenKinds().find(([each]) => each === kind)?.[1] ?? t('Reasoning');
}
