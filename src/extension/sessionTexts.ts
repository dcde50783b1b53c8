import { formatCost, formatDuration, formatPercent, formatTokens } from '../protocol/format.ts';
import type { StatusName } from '../protocol/selectors.ts';
import { elapsed, isLive, sessionStatus, startedAt } from '../protocol/selectors.ts';
import type { SessionSummary } from '../protocol/summary.ts';

/** A status as an icon of the editor and a theme colour, so that it is told by shape as well as by colour. */
export const STATUS_ICONS: Readonly<Record<StatusName, { readonly icon: string; readonly color: string }>> = {
  running: { icon: 'pulse', color: 'charts.green' },
  waiting: { icon: 'bell-dot', color: 'charts.yellow' },
  stalled: { icon: 'watch', color: 'charts.orange' },
  complete: { icon: 'pass', color: 'testing.iconPassed' },
  failed: { icon: 'error', color: 'testing.iconFailed' },
  stopped: { icon: 'circle-slash', color: 'disabledForeground' },
};

export function sessionLabel(summary: SessionSummary): string {
  return summary.project ?? summary.task ?? summary.id;
}

/** Said wherever something of the time before the server was lost is shown. */
export const LAST_SAID = 'There is no server now. This is the last it said.';

/** Text of a session where the editor would draw its icons for `$(name)`. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

/** "builder · 22 % · $1.20": what is unknown is "?" for the percent and left out otherwise. */
export function sessionDescription(summary: SessionSummary): string {
  const cost = formatCost(summary.cost);
  return [summary.phase, formatPercent(summary.contextPercent), cost === '–' ? null : cost].filter(Boolean).join(' · ');
}

/** The numbers behind a row, each with its name. */
export function sessionFacts(summary: SessionSummary, now: number): readonly (readonly [string, string])[] {
  const status = sessionStatus(summary, now);
  const began = startedAt(summary);
  const ran = elapsed(summary, now);
  const phase = [summary.phase, summary.phaseNumber].filter(Boolean).join(' · ');
  const facts: readonly (readonly [string, string | null])[] = [
    ['Status', `${status.name} · ${status.evidence}`],
    [status.name === 'running' ? 'Last sign of life' : 'Since', status.since === null ? null : dateTime(status.since)],
    ['Task', summary.task],
    ['Phase', phase || null],
    ['Iteration', summary.iteration > 0 ? String(summary.iteration) : null],
    ['Tasks', summary.tasksTotal > 0 ? `${summary.tasksDone} of ${summary.tasksTotal} done` : null],
    ['Context window', summary.contextPercent === null ? 'unknown' : `${formatPercent(summary.contextPercent)} used`],
    ['Tokens', summary.tokens > 0 ? formatTokens(summary.tokens) : null],
    ['Cost', formatCost(summary.cost)],
    ['Errors', summary.errorCount > 0 ? String(summary.errorCount) : null],
    ['Started', began === null ? null : dateTime(began)],
    ['Duration', ran === null ? null : formatDuration(ran)],
    ['Session', summary.id],
  ];
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== null);
}

/** One sentence for a screen reader. */
export function sessionSpoken(summary: SessionSummary, now: number): string {
  const { name, evidence } = sessionStatus(summary, now);
  const percent = summary.contextPercent === null ? 'unknown' : formatPercent(summary.contextPercent);
  const phase = summary.phase === null ? '' : `, phase ${summary.phase}`;
  const tasks = summary.tasksTotal > 0 ? `, ${summary.tasksDone} of ${summary.tasksTotal} tasks done` : '';
  return `${sessionLabel(summary)}, ${name}${phase}, context window ${percent}${tasks}, ${evidence}`;
}

/** Live sessions and past ones, each newest first. */
export function groupSessions(summaries: Iterable<SessionSummary>, now: number): Record<Group, SessionSummary[]> {
  const newest = (summary: SessionSummary): number => summary.activity?.at ?? startedAt(summary) ?? 0;
  const sorted = [...summaries].sort((a, b) => (startedAt(b) ?? newest(b)) - (startedAt(a) ?? newest(a)));
  return {
    running: sorted.filter((summary) => isLive(summary, now)),
    past: sorted.filter((summary) => !isLive(summary, now)),
  };
}

export type Group = 'running' | 'past';

function dateTime(ms: number): string {
  return new Date(ms).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
