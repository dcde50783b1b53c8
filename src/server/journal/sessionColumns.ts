import { endedAt, GONE_AFTER_MS, sessionStatus, startedAt } from '../../protocol/selectors.ts';
import type { SessionSummary } from '../../protocol/summary.ts';

/** What lists are filtered and sorted by, beside the summary as it is shown. */
export const COLUMNS = [
  ...['at', 'outcome', 'source', 'project', 'state', 'started'],
  ...['tokens', 'cost_usd', 'duration', 'title'],
] as const;

/**
 * The columns' values in their order. `state` is what the session counts as once it has been silent for so long that
 * silence says all: until then it depends on the time at which somebody asks. `duration` is up to the last sign of life, ms.
 */
export function columnsOf(summary: SessionSummary, seq: number): readonly (string | number | null)[] {
  const at = summary.activity?.at ?? 0;
  const started = startedAt(summary);
  const duration = started === null ? 0 : Math.max(0, (endedAt(summary) ?? at) - started);
  const state = sessionStatus(summary, Math.max(at, summary.turn?.to ?? 0) + GONE_AFTER_MS).name;
  return [
    ...[at, summary.end?.outcome ?? null, summary.source, summary.project ?? summary.id, state, started],
    ...[finite(summary.tokens), summary.cost.usd, finite(duration), titleOf(summary, seq)],
  ];
}

/** What a file says may be no number that can be sorted by. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

/** What a session is found by beside its facts. Where those are not journaled, its last words are all that it says. */
function titleOf({ id, project, task, activity }: SessionSummary, seq: number): string {
  const lastWords = seq === 0 ? activity?.text : undefined;
  return [project ?? id, task, lastWords].filter((text) => text != null && text !== '').join('\n');
}
