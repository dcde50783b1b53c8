/** Something a person asked for: whether it is under way, and why the last try did not work. */
export interface Attempt {
  readonly busy: boolean;
  readonly problem: string | null;
}

const NONE: Attempt = { busy: false, problem: null };

/** What was asked for in the dialog, by name. Each waits for its own answer, and nothing else waits with it. */
export class Attempts {
  readonly #changed: () => void;
  readonly #attempts = new Map<string, Attempt>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  of(name: string): Attempt {
    return this.#attempts.get(name) ?? NONE;
  }

  /** True when it worked. Asked for again while it is under way, it is not begun twice. */
  async make(name: string, work: () => Promise<unknown>): Promise<boolean> {
    if (this.of(name).busy) return false;
    this.#set(name, { busy: true, problem: null });
    try {
      await work();
      this.#set(name, NONE);
      return true;
    } catch (error) {
      this.#set(name, { busy: false, problem: error instanceof Error ? error.message : String(error) });
      return false;
    }
  }

  /** What is wrong with what was filled in is said like what the server finds wrong with it. */
  refuse(name: string, problem: string): void {
    this.#set(name, { busy: false, problem });
  }

  #set(name: string, attempt: Attempt): void {
    this.#attempts.set(name, attempt);
    this.#changed();
  }
}
