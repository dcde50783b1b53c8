/** Events of one step: some 3 ms, which nobody who looks at a live session notices. */
const STEP = 150;
/** The pause after a step, ms, while nothing else happens: with it the search takes some percent of a core. */
const PAUSE_MS = 50;
/** The same while there are changes: they go first. */
const BUSY_PAUSE_MS = 500;
/** How long after a change the next step begins, ms: what happens at once is read at once. */
const SETTLE_MS = 500;

/** Work that can wait and that others must not wait for. */
export interface Chores {
  /** There may be something to do. */
  readonly hint: () => void;
  readonly stop: () => void;
}

/** Does `step` again and again, with pauses, until it says that nothing is left. What it throws is told, and ends the round. */
export function createChores(step: (limit: number) => boolean, onError: (error: unknown) => void): Chores {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let changed = false;
  const later = (ms: number): void => {
    timer = setTimeout(run, ms);
    timer.unref();
  };
  const run = (): void => {
    timer = undefined;
    try {
      if (step(STEP)) later(changed ? BUSY_PAUSE_MS : PAUSE_MS);
      changed = false;
    } catch (error) {
      onError(error);
    }
  };
  return {
    hint: () => {
      changed = true;
      if (!stopped && timer === undefined) later(SETTLE_MS);
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
