/** The clock that deliveries go by. */
export interface Timers {
  /** ms since the Unix epoch. */
  readonly now: () => number;
  /** Does something later; the returned function calls it off. */
  readonly after: (ms: number, work: () => void) => () => void;
}

export const SYSTEM_TIMERS: Timers = {
  now: Date.now,
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
