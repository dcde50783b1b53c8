import { peerOf } from '../base/peer.ts';

/** Failures that cost nothing: a person mistypes. */
const FREE_FAILURES = 5;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** Failures are forgotten when none was added for this long, ms. */
const FORGET_AFTER_MS = 15 * 60_000;
/** Addresses remembered at a time; beyond this the one that failed longest ago is forgotten. */
const ADDRESS_LIMIT = 10_000;

interface Failures {
  readonly count: number;
  readonly at: number;
}

/**
 * Makes guessing slow, by address: after five failures each further one doubles the wait, from one second to five
 * minutes. Success takes back only its own attempt: whoever has one password must not clear the way to guess another.
 */
export class GuessingGuard {
  readonly #now: () => number;
  readonly #failures = new Map<string, Failures>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * How long to wait before the next attempt, ms; 0 where one may be made now. That one then counts as failed until
   * `succeeded` says otherwise, so attempts made at the same time count too.
   */
  attempt(address: string): number {
    const key = peerOf(address);
    const before = this.#recent(key);
    const wait = Math.max(0, before.at + waitAfter(before.count) - this.#now());
    if (wait === 0) this.#remember(key, { count: before.count + 1, at: this.#now() });
    return wait;
  }

  succeeded(address: string): void {
    const key = peerOf(address);
    const { count, at } = this.#recent(key);
    if (count > 1) this.#failures.set(key, { count: count - 1, at });
    else this.#failures.delete(key);
  }

  #recent(key: string): Failures {
    const failures = this.#failures.get(key);
    return failures && this.#now() - failures.at < FORGET_AFTER_MS ? failures : { count: 0, at: this.#now() };
  }

  #remember(key: string, failures: Failures): void {
    this.#failures.delete(key);
    this.#failures.set(key, failures);
    if (this.#failures.size <= ADDRESS_LIMIT) return;
    const [oldest] = this.#failures.keys();
    this.#failures.delete(oldest!);
  }
}

function waitAfter(failures: number): number {
  return failures < FREE_FAILURES ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - FREE_FAILURES));
}
