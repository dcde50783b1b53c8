/** How long a screen reader is left alone between two sentences, ms. */
const APART_MS = 8_000;

/** What a screen reader is told of a log that goes on: the newest word, and never one upon the other. */
export class PoliteWords {
  readonly #changed: () => void;
  #words = '';
  #waiting: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get words(): string {
    return this.#words;
  }

  /** Says it now, or as soon as it may. */
  say(words: string): void {
    if (words === (this.#waiting ?? this.#words)) return;
    this.#waiting = words;
    if (this.#timer === undefined) this.#speak();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #speak(): void {
    this.#timer = undefined;
    if (this.#waiting === null) return;
    this.#words = this.#waiting;
    this.#waiting = null;
    this.#timer = setTimeout(() => this.#speak(), APART_MS);
    queueMicrotask(this.#changed);
  }
}
