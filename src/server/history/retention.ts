/** A session that showed life more recently than this, ms, is never deleted by itself: it may still go on. */
const IN_USE_MS = 24 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** How long, and how much, is kept. null: without limit. */
export interface RetentionLimits {
  readonly days: number | null;
  /** Bytes of the journal. */
  readonly bytes: number | null;
}

export const KEEP_ALL: RetentionLimits = { days: null, bytes: null };

export interface RetentionJournal {
  /** Sessions that are not pinned and showed no life since, the oldest first. */
  readonly oldest: (before: number, limit: number) => readonly string[];
  readonly bytes: () => number;
}

/** The next session that is beyond what is kept; undefined while there is none. */
export function nextToDelete(journal: RetentionJournal, limits: RetentionLimits, now: number): string | undefined {
  const byAge = limits.days === null ? [] : journal.oldest(now - Math.max(IN_USE_MS, limits.days * DAY_MS), 1);
  if (byAge.length > 0 || limits.bytes === null || journal.bytes() <= limits.bytes) return byAge[0];
  return journal.oldest(now - IN_USE_MS, 1)[0];
}
