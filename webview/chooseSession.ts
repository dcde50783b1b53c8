import { endedAt, isLive, startedAt } from '../src/protocol/selectors.ts';
import type { SessionSummary } from '../src/protocol/summary.ts';

/** The session to show to someone who chose none: the newest that is live, else the newest. */
export function newestSession(sessions: Iterable<SessionSummary>, now: number): string | null {
  return inPickerOrder(sessions, now)[0]?.id ?? null;
}

/**
 * The session to show next to someone who chose none: the one on view until another begins after its end. A session
 * that ends stays on view, since how it ended is what somebody wants to see.
 */
export function nextSession(
  sessions: Iterable<SessionSummary>,
  current: SessionSummary | undefined,
  now: number,
): string | null {
  if (current === undefined) return newestSession(sessions, now);
  if (isLive(current, now)) return current.id;
  const over = endedAt(current) ?? current.activity?.at ?? 0;
  const later = [...sessions].filter((session) => isLive(session, now) && (startedAt(session) ?? 0) > over);
  return newestSession(later, now) ?? current.id;
}

/** Live sessions first, and within both groups the newest first. */
export function inPickerOrder(sessions: Iterable<SessionSummary>, now: number): readonly SessionSummary[] {
  const rank = (session: SessionSummary) => (isLive(session, now) ? 1 : 0);
  return [...sessions].sort((a, b) => rank(b) - rank(a) || newness(b) - newness(a) || a.id.localeCompare(b.id));
}

function newness(session: SessionSummary): number {
  return startedAt(session) ?? session.activity?.at ?? 0;
}
