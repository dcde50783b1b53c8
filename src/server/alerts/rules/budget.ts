import { inEnglish } from '../../../protocol/language.ts';
import { totalTokens } from '../../../protocol/events.ts';
import { formatTokens, formatUsd } from '../../../protocol/format.ts';
import type { SessionState } from '../../../protocol/state.ts';
import type { RuleSettings } from '../settings.ts';
import { nameOf } from './rule.ts';
import type { Crossing, Rule } from './rule.ts';

/** Part of a budget below which what was used must fall, by corrections, before it may be told of again. */
const HYSTERESIS = 0.95;

const UNITS = { usd: formatUsd, tokens: (tokens: number) => inEnglish`${formatTokens(tokens)} tokens` } as const;
type Unit = keyof typeof UNITS;

/** One session has used more than a person wanted to spend on one. */
export const budget: Rule = {
  name: 'budget',
  looksAt: ['cost', 'tokens'],
  holding: (state, _now, settings) =>
    (['usd', 'tokens'] as const).flatMap((unit): readonly Crossing[] => {
      const limit = limitOf(unit, settings);
      const used = usedBy(state, unit);
      if (!settings.budget.enabled || limit === null || used < limit) return [];
      const title = inEnglish`${nameOf(state)} is over its budget`;
      return [overBudget(`budget:${unit}`, title, unit, used, limit, state.activity?.at ?? 0)];
    }),
  isOver: ({ condition }, state, _now, settings) => {
    const unit = condition.slice('budget:'.length) as Unit;
    const limit = limitOf(unit, settings);
    return limit === null || usedBy(state, unit) < limit * HYSTERESIS;
  },
};

/** That a budget is used up, whoever used it. */
export function overBudget(
  condition: string,
  title: string,
  unit: Unit,
  used: number,
  limit: number,
  at: number,
): Crossing {
  const write = UNITS[unit];
  const text = inEnglish`${write(used)} used of ${write(limit)}`;
  return { condition, rule: 'budget', severity: 'problem', title, text, at, value: used, threshold: limit };
}

function limitOf(unit: Unit, { budget: limits }: RuleSettings): number | null {
  return unit === 'usd' ? limits.sessionUsd : limits.sessionTokens;
}

function usedBy(state: SessionState, unit: Unit): number {
  return unit === 'usd' ? (state.cost.usd ?? 0) : totalTokens(state.tokens);
}
