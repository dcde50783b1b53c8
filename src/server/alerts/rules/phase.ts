import { inEnglish } from '../../../protocol/language.ts';
import { formatDuration } from '../../../protocol/format.ts';
import { canonicalPhase } from '../../../protocol/phases.ts';
import { nameOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** Work went on to another phase, where the producer says so: those that are concluded change with every few tools. */
export const phase: Rule = {
  name: 'phase',
  looksAt: ['phases'],
  holding: (state, _now, settings) => {
    const now = state.phases.at(-1);
    const before = state.phases.at(-2);
    if (!settings.phase.enabled || state.phasesInferred || now === undefined || before === undefined) return [];
    if (canonicalPhase(now.name) === 'complete') return [];
    const took = formatDuration((before.to ?? now.from) - before.from);
    return [
      {
        condition: `phase:${canonicalPhase(now.name)}@${now.from}`,
        rule: 'phase',
        severity: 'news',
        title: `${nameOf(state)}: ${now.name}`,
        text: inEnglish`${before.name} took ${took}`,
        at: now.from,
        once: true,
      },
    ];
  },
};
