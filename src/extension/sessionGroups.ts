import { language, t } from '../protocol/language.ts';
import { isLive, lastSignOfLife, startedAt } from '../protocol/selectors.ts';
import type { SessionSummary } from '../protocol/summary.ts';
import { urgencyOf } from '../protocol/urgency.ts';

/** One heading of the tree, with the sessions below it, the newest first. */
export interface SessionGroup {
  /** `day`: one day of the past, here "2026-11-22"; `undated`: nobody knows when. */
  readonly kind: 'needsYou' | 'running' | 'day' | 'undated';
  /** Unlike that of any other group, and the same for as long as the group is there. */
  readonly id: string;
  readonly sessions: readonly SessionSummary[];
}

/**
 * The sessions as the tree shows them: those that need a person, those that run, then the past day by day. One that is
 * `muted` calls nobody: somebody said so.
 */
export function groupForTree(
  summaries: Iterable<SessionSummary>,
  now: number,
  muted: ReadonlySet<string>,
): readonly SessionGroup[] {
  const all = [...summaries];
  const calling = all.filter((summary) => urgencyOf(summary, now, muted) === 'needs_you');
  const others = all.filter((summary) => !calling.includes(summary));
  const running = others.filter((summary) => isLive(summary, now));
  const past = others.filter((summary) => !running.includes(summary));
  return [
    { kind: 'needsYou' as const, id: 'needsYou', sessions: newestFirst(calling, lastSignOfLife) },
    { kind: 'running' as const, id: 'running', sessions: newestFirst(running, startedAt) },
    ...byDay(newestFirst(past, lastSignOfLife)),
  ].filter(({ sessions }) => sessions.length > 0);
}

/** How many sessions a person has to look after. */
export function countNeedingPerson(
  summaries: Iterable<SessionSummary>,
  now: number,
  muted: ReadonlySet<string>,
): number {
  return [...summaries].filter((summary) => urgencyOf(summary, now, muted) === 'needs_you').length;
}

/** What people call the day of a group, seen from `now`: "Today", "Yesterday", "Saturday 21 November". */
export function dayName(id: string, now: number): string {
  const today = new Date(now);
  if (id === dayOf(now)) return t('Today');
  if (id === dayOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1).getTime()))
    return t('Yesterday');
  const date = new Date(`${id}T12:00`);
  const year = date.getFullYear() === today.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return date.toLocaleDateString(language().locale, { weekday: 'long', month: 'long', day: 'numeric', ...year });
}

function byDay(past: readonly SessionSummary[]): SessionGroup[] {
  const days = Map.groupBy(past, (summary) => {
    const at = lastSignOfLife(summary);
    return at === null ? null : dayOf(at);
  });
  return [...days].map(([day, sessions]) =>
    day === null ? { kind: 'undated', id: 'undated', sessions } : { kind: 'day', id: day, sessions },
  );
}

/** "2026-11-22", by the clock on the wall. */
function dayOf(ms: number): string {
  const date = new Date(ms);
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${date.getFullYear()}-${month}-${day}`;
}

function newestFirst(
  sessions: readonly SessionSummary[],
  timeOf: (summary: SessionSummary) => number | null,
): readonly SessionSummary[] {
  const time = (summary: SessionSummary): number => timeOf(summary) ?? lastSignOfLife(summary) ?? 0;
  return sessions.toSorted((a, b) => time(b) - time(a) || (startedAt(b) ?? 0) - (startedAt(a) ?? 0));
}
