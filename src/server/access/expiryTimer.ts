import type { GrantStore } from './grantStore.ts';

/** The longest that a timer of Node.js can wait, ms: 24.8 days, less than a sign-in lasts. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Ends what a grant lets somebody hold at the moment it expires, and not when they next ask. */
export class ExpiryTimer {
  readonly #store: GrantStore;
  readonly #now: () => number;
  readonly #logError: (error: unknown, place: string) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(store: GrantStore, now: () => number, logError: (error: unknown, place: string) => void) {
    this.#store = store;
    this.#now = now;
    this.#logError = logError;
    this.#sweep();
  }

  /** To be called when a grant was added. */
  schedule(): void {
    clearTimeout(this.#timer);
    const soonest = Math.min(...this.#store.grants().map(({ expiresAt }) => expiresAt ?? Infinity));
    if (soonest === Infinity) return;
    const wait = Math.min(LONGEST_TIMER_MS, Math.max(0, soonest - this.#now()));
    this.#timer = setTimeout(() => this.#sweep(), wait).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #sweep(): void {
    try {
      this.#store.removeExpired();
    } catch (error) {
      this.#logError(error, 'writing what has expired: is the disk full?');
    }
    this.schedule();
  }
}
