import { inEnglish } from '../../../protocol/language.ts';
import type { SessionState } from '../../../protocol/state.ts';
import type { RuleSettings } from '../settings.ts';
import { nameOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** Errors come one after the other: something is broken, not only unlucky. */
export const errors: Rule = {
  name: 'errors',
  looksAt: ['errorCount'],
  holding: (state, _now, settings) => {
    const { count, minutes } = settings.errors;
    if (!settings.errors.enabled || state.lastError === null) return [];
    const { at, message } = state.lastError;
    const seen = errorsSince(state, at - minutes * 60_000);
    if (seen < count) return [];
    const title = inEnglish`${nameOf(state)}: ${seen} errors in ${minutes} minutes`;
    const text = inEnglish`The newest: ${message}`;
    return [
      { condition: 'errors', rule: 'errors', severity: 'problem', title, text, at, value: seen, threshold: count },
    ];
  },
  isOver: (_held, state, now, settings) => isCalm(state, now, settings),
};

/** Half as many as it takes to be told of. */
function isCalm(state: SessionState, now: number, { errors: { count, minutes } }: RuleSettings): boolean {
  return errorsSince(state, now - minutes * 60_000) <= count / 2;
}

/** Lines are in order of time. */
function errorsSince({ logs }: SessionState, from: number): number {
  let seen = 0;
  for (let index = logs.length - 1; index >= 0 && logs[index]!.time > from; index--) {
    if (logs[index]!.level.toLowerCase() === 'error') seen += 1;
  }
  return seen;
}
