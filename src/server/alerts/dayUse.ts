import { inEnglish } from '../../protocol/language.ts';
import type { JournaledEvent, Tokens } from '../../protocol/events.ts';
import { totalTokens } from '../../protocol/events.ts';
import type { SessionState } from '../../protocol/state.ts';
import { overBudget } from './rules/budget.ts';
import type { Crossing } from './rules/rule.ts';
import type { RuleSettings } from './settings.ts';
import { dayOf, midnight } from './localDay.ts';

/** What all sessions together used. */
export interface Use {
  readonly usd: number;
  readonly tokens: number;
}

/** What was used since a moment, ms since the Unix epoch, as far as it is committed. */
export type UsedSince = (from: number) => Use;

/** What a session's requests used from one time to another; null where it has none of which an id is known. */
export type UsageOf = (
  session: string,
  from: number,
  to: number,
) => { readonly tokens: number; readonly usd: number | null } | null;

interface UseInput {
  readonly activeSince: (from: number) => readonly string[];
  readonly usage: UsageOf;
  readonly state: (session: string) => SessionState | undefined;
}

/** Over all sessions: by their requests, or where no program told ids of them by what was folded. */
export function sumUse({ activeSince, usage, state }: UseInput): UsedSince {
  return (from) =>
    activeSince(from)
      .map((session): Use => {
        const counted = usage(session, from, Infinity);
        if (counted !== null) return { usd: counted.usd ?? 0, tokens: counted.tokens };
        const points = (state(session)?.usageSeries ?? []).filter(({ t }) => t >= from);
        return points
          .map(({ usd, input, output, cache }) => ({ usd, tokens: input + output + cache }))
          .reduce(plus, NOTHING);
      })
      .reduce(plus, NOTHING);
}

const NOTHING: Use = { usd: 0, tokens: 0 };

/**
 * The use of the day that is now, by this machine's clock, and whether it has just grown over its budget. It is summed up
 * once, when a budget is first asked about, and then grows with the facts. A budget is told of once a day.
 */
export class DayUse {
  readonly #usedSince: UsedSince;
  #day = '';
  #used: Use | null = null;
  /** What the facts since the last look add. */
  #added: Use = NOTHING;

  constructor(usedSince: UsedSince) {
    this.#usedSince = usedSince;
  }

  add({ type, time, data }: JournaledEvent, now: number): void {
    if ((type !== 'model_call' && type !== 'usage_adjustment') || time < midnight(now)) return;
    const { cost_usd: usd } = data as { readonly cost_usd: number | null };
    this.#added = { usd: this.#added.usd + (usd ?? 0), tokens: this.#added.tokens + totalTokens(data as Tokens) };
  }

  /** What the facts since the last look have crossed. */
  crossed(now: number, { budget }: RuleSettings): readonly Crossing[] {
    const added = this.#added;
    this.#added = NOTHING;
    if (!budget.enabled || (budget.dayUsd === null && budget.dayTokens === null)) {
      this.#used = null;
      return [];
    }
    if (added === NOTHING) return [];
    const day = dayOf(now);
    const before = this.#used !== null && this.#day === day ? this.#used : null;
    const after = before === null ? this.#usedSince(midnight(now)) : plus(before, added);
    this.#used = after;
    this.#day = day;
    const was = before ?? minus(after, added);
    return (['usd', 'tokens'] as const).flatMap((unit): readonly Crossing[] => {
      const limit = unit === 'usd' ? budget.dayUsd : budget.dayTokens;
      if (limit === null || was[unit] >= limit || after[unit] < limit) return [];
      const crossing = overBudget(
        `budget:day:${unit}:${day}`,
        inEnglish`The budget of the day is used up`,
        unit,
        after[unit],
        limit,
        now,
      );
      return [{ ...crossing, once: true }];
    });
  }
}

function plus(a: Use, b: Use): Use {
  return { usd: a.usd + b.usd, tokens: a.tokens + b.tokens };
}

function minus(a: Use, b: Use): Use {
  return { usd: a.usd - b.usd, tokens: a.tokens - b.tokens };
}
