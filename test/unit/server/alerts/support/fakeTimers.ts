import type { Timers } from '../../../../../src/server/alerts/timers.ts';

/** A clock that goes only when it is told to. */
export class FakeTimers implements Timers {
  #now: number;
  #next = 0;
  readonly #due = new Map<number, { readonly at: number; readonly work: () => void }>();

  constructor(now: number) {
    this.#now = now;
  }

  readonly now = (): number => this.#now;

  readonly after = (ms: number, work: () => void): (() => void) => {
    const id = this.#next++;
    this.#due.set(id, { at: this.#now + ms, work });
    return () => this.#due.delete(id);
  };

  /** Lets time pass up to a moment, ms since the Unix epoch; what is due on the way is done at its time. */
  goTo(moment: number): void {
    for (;;) {
      const [first] = [...this.#due].sort(([, a], [, b]) => a.at - b.at);
      if (first === undefined || first[1].at > moment) break;
      this.#due.delete(first[0]);
      this.#now = Math.max(this.#now, first[1].at);
      first[1].work();
    }
    this.#now = Math.max(this.#now, moment);
  }

  pass(ms: number): void {
    this.goTo(this.#now + ms);
  }
}
