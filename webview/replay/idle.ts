/** Longer than this, as somebody waits for it, nothing happens: then it is skipped. */
const IDLE_MS = 2_000;
/** So long before the next event it goes on, as somebody sees it. */
const LEAD_MS = 300;

/** The moment to play to, `passed` ms after `at`; past a gap in which somebody who watches would only wait. */
export function idleSkipped(at: number, passed: number, nextTime: number | null, speed: number): number {
  const due = at + passed;
  if (nextTime === null || nextTime - at <= IDLE_MS * speed) return due;
  return Math.max(due, nextTime - LEAD_MS * speed);
}
