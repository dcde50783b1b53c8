import { inEnglish } from '../../../protocol/language.ts';
import { formatDuration } from '../../../protocol/format.ts';
import { runningTool, sessionStatus, STALLED_AFTER_MS } from '../../../protocol/selectors.ts';
import type { StatusFacts } from '../../../protocol/selectors.ts';
import { nameOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** A session that should work is silent, and nothing that it is known to do explains that. */
export const stalled: Rule = {
  name: 'stalled',
  // Time passes, and nothing else.
  looksAt: [],
  knownFromState: true,
  holding: (state, now, settings) => {
    const at = stalledAt(state, now, settings.stalled.minutes);
    if (!settings.stalled.enabled || at === null) return [];
    const silence = now - (state.activity?.at ?? at);
    return [
      {
        condition: 'stalled',
        rule: 'stalled',
        severity: 'problem',
        title: inEnglish`${nameOf(state)} has stalled`,
        text: inEnglish`Nothing new for ${formatDuration(silence)}, last: ${state.activity?.text ?? 'nothing'}`,
        at,
        value: silence,
        threshold: settings.stalled.minutes * 60_000,
      },
    ];
  },
};

/**
 * Since when the silence is too long, ms since the Unix epoch; null while it is not, or explained: a process that is known
 * to work, and a tool that runs, may take as long as they like, and a model its time to answer.
 */
export function stalledAt(facts: StatusFacts, now: number, minutes: number): number | null {
  const { name } = sessionStatus(facts, now);
  if (facts.activity === null || facts.process?.status === 'busy' || runningTool(facts) !== null) return null;
  if (name !== 'running' && name !== 'stalled') return null;
  const modelCall = facts.turn === null ? 0 : STALLED_AFTER_MS;
  const at = facts.activity.at + Math.max(minutes * 60_000, modelCall);
  return at <= now ? at : null;
}
