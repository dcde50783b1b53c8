import type { HistoryCursor, HistoryEntry, HistoryQuery } from '../../protocol/history.ts';
import type { ReportRange } from '../../protocol/report.ts';

/** Sessions of one page. */
const PAGE = 500;
/** Sessions beyond those that are told of, which are counted. */
const COUNTED = 10_000;

type ReadPage = (query: HistoryQuery) => {
  readonly entries: readonly Omit<HistoryEntry, 'pinned'>[];
  readonly next: HistoryCursor | null;
};

/** Sessions that lie in a range, the most recently active first; those beyond `limit` are counted. */
export function sessionsIn(
  page: ReadPage,
  { from, to }: ReportRange,
  limit: number,
): { readonly entries: readonly Omit<HistoryEntry, 'pinned'>[]; readonly omitted: number } {
  const entries: Omit<HistoryEntry, 'pinned'>[] = [];
  let omitted = 0;
  let after: HistoryCursor | undefined;
  do {
    const read = page({ from, to, sort: 'newest', limit: PAGE, after });
    const room = Math.max(0, limit - entries.length);
    entries.push(...read.entries.slice(0, room));
    omitted += Math.max(0, read.entries.length - room);
    after = read.next ?? undefined;
  } while (after !== undefined && omitted < COUNTED);
  return { entries, omitted };
}
