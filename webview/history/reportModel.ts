import type { ReportChoice, ToldReport } from '../../src/protocol/historyQuestions.ts';
import type { Ask } from '../transports/host.ts';
import { Asking } from './asking.ts';

const HOUR_MS = 3_600_000;

/** Hours up to now. When a night begins and ends is the server's to say. */
const RANGE_HOURS = { night: null, day: 24, week: 168 } as const;

export type RangeId = keyof typeof RANGE_HOURS;

/** The report of a range of time. */
export class ReportModel {
  readonly #ask: Ask;
  readonly asking: Asking;
  /** null: times that a person gave. */
  range: RangeId | null = 'night';
  choice: ReportChoice = {};
  report: ToldReport | null = null;

  constructor(ask: Ask, changed: () => void) {
    this.#ask = ask;
    this.asking = new Asking(changed);
  }

  load(): Promise<void> {
    return this.asking.ask(
      () => this.#ask({ about: 'report', ...this.choice }),
      (report) => (this.report = report),
    );
  }

  show(range: RangeId, now: number): void {
    const hours = RANGE_HOURS[range];
    this.range = range;
    this.choice = hours === null ? {} : { from: iso(now - hours * HOUR_MS), to: iso(now) };
    void this.load();
  }

  showBetween(from: number, to: number): void {
    this.range = null;
    this.choice = { from: iso(from), to: iso(to) };
    void this.load();
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
