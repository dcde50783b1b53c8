import { TREND_GROUPINGS } from '../../src/protocol/trends.ts';
import type { ToldTrends, TrendGrouping } from '../../src/protocol/trends.ts';
import { Asking } from '../history/asking.ts';
import type { Trends } from './trends.ts';

const DAY_MS = 86_400_000;

/** Days. */
const RANGES = ['2', '7', '28', '90', '365'] as const;

export type Range = (typeof RANGES)[number];
export type Measure = 'tokens' | 'cost';

/** What is chosen, and the trends of it. */
export class TrendsModel {
  readonly asking: Asking;
  by: TrendGrouping = 'project';
  days: Range = '28';
  /** What the hours of the week show. */
  show: Measure = 'tokens';
  told: ToldTrends | null = null;
  #asked = '';

  constructor(changed: () => void) {
    this.asking = new Asking(changed);
  }

  /** Takes over what the address says; asks where that has not been asked for. */
  follow({ kept, ask }: Trends, now: number): void {
    const { by, days, show } = kept;
    this.by = TREND_GROUPINGS.find((each) => each === by) ?? 'project';
    this.days = RANGES.find((each) => each === days) ?? '28';
    this.show = show === 'cost' ? 'cost' : 'tokens';
    if (this.#asked === `${this.by} ${this.days}`) return;
    void this.load(ask, now);
  }

  load(ask: Trends['ask'], now: number): Promise<void> {
    this.#asked = `${this.by} ${this.days}`;
    const question = { about: 'trends', by: this.by, from: this.#from(now), tz: ownTimeZone() } as const;
    return this.asking.ask(
      () => ask(question),
      (told) => (this.told = told),
    );
  }

  /** Days begin at midnight; the last one is today. */
  #from(now: number): string {
    const days = Number(this.days);
    if (days <= 2) return new Date(now - days * DAY_MS).toISOString();
    const today = new Date(now);
    return new Date(today.getFullYear(), today.getMonth(), today.getDate() - days + 1).toISOString();
  }
}

function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
