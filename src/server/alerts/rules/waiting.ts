import { inEnglish } from '../../../protocol/language.ts';
import { sessionStatus } from '../../../protocol/selectors.ts';
import type { SessionState } from '../../../protocol/state.ts';
import { nameOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** A person must answer before the session goes on. */
export const waiting: Rule = {
  name: 'waiting',
  looksAt: ['waiting', 'process', 'end'],
  knownFromState: true,
  holding: (state, now, settings) => {
    const status = sessionStatus(state, now);
    if (!settings.waiting.enabled || status.name !== 'waiting') return [];
    const title = inEnglish`${nameOf(state)} needs you`;
    const at = askedAt(state);
    return [{ condition: 'waiting', rule: 'waiting', severity: 'needs_you', title, text: status.evidence, at }];
  },
  // A question that follows an answer is another one, even where nobody told of the moment between them.
  isOver: (held, state, now) =>
    sessionStatus(state, now).name !== 'waiting' ||
    (state.lastWorkAt !== null && state.lastWorkAt > held.at && askedAt(state) >= state.lastWorkAt),
};

function askedAt({ waiting: asked, process }: SessionState): number {
  return Math.max(asked?.since ?? -Infinity, process?.status === 'waiting' ? process.at : -Infinity);
}
