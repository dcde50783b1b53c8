/** When to look again after a hint, ms: hints get lost when appends come quickly, and a rewrite takes its time. */
const AFTER_MS = [15, 60, 250, 1000];

export interface LookAgain {
  /** Looks at once and a few times more. A hint in between starts anew. */
  readonly hint: (key: string) => void;
  /** Looks a few times more, from now on. */
  readonly later: (key: string) => void;
  readonly close: () => void;
}

export function createLookAgain(look: (key: string) => void): LookAgain {
  const timers = new Map<string, NodeJS.Timeout>();

  function wait(key: string, step: number): void {
    clearTimeout(timers.get(key));
    const delay = AFTER_MS[step];
    if (delay === undefined) {
      timers.delete(key);
      return;
    }
    const timer = setTimeout(
      () => {
        wait(key, step + 1);
        look(key);
      },
      delay - (AFTER_MS[step - 1] ?? 0),
    );
    timers.set(key, timer);
  }

  return {
    hint(key) {
      wait(key, 0);
      look(key);
    },
    later(key) {
      if (!timers.has(key)) wait(key, 0);
    },
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
