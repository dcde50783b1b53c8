import type { JournaledEvent, KnownOf, SessionEvent, Tokens } from '../../protocol/events.ts';
import { totalTokens } from '../../protocol/events.ts';
import type { SessionSummary } from '../../protocol/summary.ts';

/** A session that was summed up without journaling its facts. */
export interface SummedUpSession<File> {
  readonly summary: SessionSummary;
  readonly calls: readonly KnownOf<'model_call'>[];
  readonly files: readonly File[];
}

interface Row {
  readonly id: string;
  readonly seq: number;
  readonly at: number;
  readonly outcome: string | null;
  readonly summary: string;
}

/** What keeping a summary needs of the journal. */
interface SummaryJournal<File> {
  readonly index: (
    sessions: readonly {
      readonly id: string;
      readonly row: (counted: readonly SessionEvent[]) => Row;
      readonly calls: readonly KnownOf<'model_call'>[];
      readonly files: readonly File[];
    }[],
  ) => { readonly events: readonly JournaledEvent[]; readonly differences: readonly SessionEvent[] };
  readonly sessions: {
    readonly row: (id: string) => Row | undefined;
    readonly put: (rows: readonly Row[]) => void;
  };
}

/** Keeps summaries in the list. Returns what that changed: events of journaled sessions, and sessions to tell of. */
export function keepSummaries<File>(
  journal: SummaryJournal<File>,
  found: readonly SummedUpSession<File>[],
): { readonly events: readonly JournaledEvent[]; readonly sessions: readonly string[] } {
  const { events, differences } = journal.index(
    found.map(({ summary, calls, files }) => ({
      id: summary.id,
      row: (counted) => toRow(counted.reduce(addUsage, summary)),
      calls,
      files,
    })),
  );
  for (const difference of differences) {
    const row = journal.sessions.row(difference.session);
    if (row !== undefined)
      journal.sessions.put([toRow(addUsage(JSON.parse(row.summary) as SessionSummary, difference))]);
  }
  return {
    events,
    sessions: [...found, ...differences.map(({ session }) => ({ summary: { id: session } }))].map(
      ({ summary }) => summary.id,
    ),
  };
}

function toRow(summary: SessionSummary): Row {
  return {
    id: summary.id,
    seq: 0,
    at: summary.activity?.at ?? 0,
    outcome: summary.end?.outcome ?? null,
    summary: JSON.stringify(summary),
  };
}

/** The summary with one more request, or a correction of one, counted. */
function addUsage(summary: SessionSummary, event: SessionEvent): SessionSummary {
  const data = event.data as Tokens & { readonly cost_usd: number | null; readonly unpriced_tokens?: number };
  const tokens = totalTokens(data);
  const unpriced = data.unpriced_tokens ?? (data.cost_usd === null ? tokens : 0);
  return {
    ...summary,
    tokens: summary.tokens + tokens,
    cost: {
      usd: data.cost_usd === null ? summary.cost.usd : (summary.cost.usd ?? 0) + data.cost_usd,
      unpricedTokens: summary.cost.unpricedTokens + unpriced,
    },
  };
}
