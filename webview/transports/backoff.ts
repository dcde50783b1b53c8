const FIRST_MS = 500;
const LAST_MS = 10_000;
/** A pause is at least this part of its length; the rest is chance, so that pages do not come back all at once. */
const LEAST_PART = 0.5;

/** Pauses between tries, ms: each about twice as long as the one before, up to a limit. */
export class Backoff {
  #failures = 0;

  next(): number {
    const pause = Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(this.#failures++, 10));
    return pause * (LEAST_PART + Math.random() * (1 - LEAST_PART));
  }

  reset(): void {
    this.#failures = 0;
  }
}
