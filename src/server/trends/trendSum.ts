import type { HeatCell, ToldUse, TrendGroup } from '../../protocol/trends.ts';
import { hourOf, weekdayOf } from './trendSteps.ts';
import type { TimeZone } from './timeZone.ts';

const QUARTER_MS = 15 * 60_000;

interface Used {
  /** When the quarter begins, ms since the Unix epoch. */
  readonly time: number;
  readonly tokens: number;
  readonly usd: number | null;
  readonly unpricedTokens: number;
}

/** A quarter of an hour of one session and model. */
export interface SessionUse extends Used {
  readonly session: string;
  readonly model: string | null;
}

/** Adds up what was used. */
export class UseSum {
  tokens = 0;
  usd: number | null = null;
  unpriced = 0;

  add({ tokens, usd, unpricedTokens }: Omit<Used, 'time'>): void {
    this.tokens += tokens;
    if (usd !== null) this.usd = (this.usd ?? 0) + usd;
    this.unpriced += unpricedTokens;
  }

  addSum({ tokens, usd, unpriced }: UseSum): void {
    this.add({ tokens, usd, unpricedTokens: unpriced });
  }

  told(): ToldUse {
    return { tokens: this.tokens, usd: this.usd, unpriced_tokens: this.unpriced };
  }
}

/** A group of sessions over the range. Rows come in order of time. */
export class GroupSum {
  readonly total = new UseSum();
  /** By the number of the step. */
  readonly steps = new Map<number, UseSum>();
  readonly #quarters = new Set<number>();

  add(used: Used, step: number): void {
    this.total.add(used);
    this.#quarters.add(used.time);
    at(this.steps, step, () => new UseSum()).add(used);
  }

  addGroup(group: GroupSum): void {
    this.total.addSum(group.total);
    for (const time of group.#quarters) this.#quarters.add(time);
    for (const [step, sum] of group.steps) at(this.steps, step, () => new UseSum()).addSum(sum);
  }

  get hours(): number {
    return this.#quarters.size / 4;
  }

  course(steps: number): TrendGroup['course'] {
    const nothing = new UseSum().told();
    return Array.from({ length: steps }, (_, step) => this.steps.get(step)?.told() ?? nothing);
  }
}

/** What was used in each hour of the week. */
export class HeatSum {
  readonly #zone: TimeZone;
  readonly #cells = new Map<number, UseSum>();

  constructor(zone: TimeZone) {
    this.#zone = zone;
  }

  add(used: Used): void {
    at(this.#cells, this.#cellOf(used.time), () => new UseSum()).add(used);
  }

  cells(from: number, to: number): readonly HeatCell[] {
    const times = new Map<number, number>();
    const first = Math.floor(from / QUARTER_MS) * QUARTER_MS;
    for (let time = first; time < to; time += QUARTER_MS) {
      const cell = this.#cellOf(time);
      times.set(cell, (times.get(cell) ?? 0) + 0.25);
    }
    return Array.from({ length: 7 * 24 }, (_, cell) => ({
      weekday: Math.floor(cell / 24) + 1,
      hour: cell % 24,
      times: times.get(cell) ?? 0,
      ...(this.#cells.get(cell) ?? new UseSum()).told(),
    }));
  }

  #cellOf(time: number): number {
    return weekdayOf(time, this.#zone) * 24 + hourOf(time, this.#zone);
  }
}

export function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
