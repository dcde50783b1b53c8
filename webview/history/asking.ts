/** Asks for one thing at a time: an answer that comes after a newer question is not the one that is waited for. */
export class Asking {
  readonly #changed: () => void;
  #newest = 0;
  busy = false;
  /** Why there is no answer, for people. */
  problem: string | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  async ask<T>(question: () => Promise<T>, answered: (answer: T) => void): Promise<void> {
    const number = ++this.#newest;
    this.busy = true;
    this.problem = null;
    this.#changed();
    try {
      const answer = await question();
      if (number !== this.#newest) return;
      answered(answer);
    } catch (error) {
      if (number !== this.#newest) return;
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.busy = false;
    this.#changed();
  }

  /** Whatever is under way is not waited for any more. */
  forget(): void {
    this.#newest++;
    this.busy = false;
    this.problem = null;
  }
}
