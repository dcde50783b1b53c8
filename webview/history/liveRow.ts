import type { HistoryRow } from '../../src/protocol/historyQuestions.ts';
import { elapsed, sessionStatus } from '../../src/protocol/selectors.ts';
import type { Moment } from '../moment.ts';

/** A row of the history with what has been told of its session since: what changes is told to the page all the time. */
export function liveRow(row: HistoryRow, { view, now }: Moment): HistoryRow {
  const session = view.sessions?.get(row.id);
  if (session === undefined) return row;
  const { name, evidence } = sessionStatus(session, now);
  const ran = elapsed(session, now);
  return {
    ...row,
    state: { ...row.state, name, evidence },
    duration_seconds: ran === null ? null : Math.floor(ran / 1000),
    last_update: session.activity === null ? row.last_update : new Date(session.activity.at).toISOString(),
    tokens: { ...row.tokens, total: session.tokens },
    cost: { ...row.cost, usd: session.cost.usd, unpriced_tokens: session.cost.unpricedTokens },
  };
}
