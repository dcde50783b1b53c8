import { inEnglish } from '../../../protocol/language.ts';
import { formatPercent, formatTokens } from '../../../protocol/format.ts';
import { nameOf } from './rule.ts';
import type { Crossing, Rule } from './rule.ts';

/** How far below a threshold the context must fall before it may be told of again, points of percent. */
const HYSTERESIS = 5;

/** The context window of the main thread is so full that answers suffer, or a compaction is near. */
export const context: Rule = {
  name: 'context',
  looksAt: ['context'],
  oneAtATime: true,
  holding: (state, _now, settings) => {
    const { percent, tokens, at } = state.context ?? { percent: null, tokens: null, at: 0 };
    if (!settings.context.enabled || percent === null) return [];
    const reached = settings.context.percent.filter((threshold) => percent >= threshold).sort((a, b) => b - a);
    return reached.map((threshold): Crossing => ({
      condition: `context:${threshold}`,
      rule: 'context',
      severity: threshold === Math.max(...settings.context.percent) ? 'problem' : 'news',
      title: inEnglish`${nameOf(state)}: context at ${formatPercent(percent)}`,
      text: inEnglish`Over ${threshold} % of the context window is used${tokens === null ? '' : inEnglish`: ${formatTokens(tokens)} tokens`}`,
      at,
      value: percent,
      threshold,
    }));
  },
  isOver: ({ condition }, state, _now, settings) => {
    const threshold = Number(condition.slice('context:'.length));
    const percent = state.context?.percent ?? null;
    return !settings.context.percent.includes(threshold) || (percent !== null && percent < threshold - HYSTERESIS);
  },
};
