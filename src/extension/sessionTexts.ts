import { formatCost, formatDuration, formatPercent, formatTokens } from '../protocol/format.ts';
import type { StatusName } from '../protocol/selectors.ts';
import { elapsed, isAgentSession, isLive, sessionStatus, startedAt } from '../protocol/selectors.ts';
import type { SessionSummary } from '../protocol/summary.ts';
import { sessionLabel } from '../protocol/sessionLabel.ts';

/** A status as an icon of the editor and a theme colour, so that it is told by shape as well as by colour. */
export const STATUS_ICONS: Readonly<Record<StatusName, { readonly icon: string; readonly color: string }>> = {
  running: { icon: 'pulse', color: 'charts.green' },
  waiting: { icon: 'bell-dot', color: 'charts.yellow' },
  idle: { icon: 'comment', color: 'charts.blue' },
  backing_off: { icon: 'history', color: 'list.warningForeground' },
  stalled: { icon: 'watch', color: 'list.warningForeground' },
  complete: { icon: 'pass', color: 'testing.iconPassed' },
  failed: { icon: 'error', color: 'testing.iconFailed' },
  interrupted: { icon: 'debug-stop', color: 'charts.yellow' },
  killed: { icon: 'flame', color: 'testing.iconFailed' },
  stopped: { icon: 'circle-slash', color: 'disabledForeground' },
};

const SOURCE_NAMES: Readonly<Record<string, string>> = {
  'claude-code': 'Claude Code',
  codex: 'Codex',
  checkpoint: 'Context Foundry',
  live: 'Context Foundry',
};

/** The program whose session it is, as people call it. */
export function sourceName({ source }: Pick<SessionSummary, 'source'>): string {
  return Object.hasOwn(SOURCE_NAMES, source) ? SOURCE_NAMES[source]! : source;
}

/** A status as people say it: "backing off". */
export function statusWord(name: StatusName): string {
  return name.replaceAll('_', ' ');
}

/** Said wherever something of the time before the server was lost is shown. */
export const LAST_SAID = 'There is no server now. This is the last it said.';

/** "builder · 22 % · $1.20": what is unknown is "?" for the percent and left out otherwise. */
export function sessionDescription(summary: SessionSummary): string {
  const cost = formatCost(summary.cost);
  const where = isAgentSession(summary) ? [summary.project, summary.branch] : [];
  const parts = [...where, summary.phase, contextFill(summary), cost === '–' ? null : cost];
  return parts.filter((part) => part !== null && part !== sessionLabel(summary)).join(' · ');
}

/** "22 %", or the tokens where the size of the window is not known; "?" when nothing is. */
export function contextFill({ contextPercent, contextTokens }: SessionSummary): string {
  if (contextPercent !== null || contextTokens === null) return formatPercent(contextPercent);
  return `${formatTokens(contextTokens)} tokens`;
}

/** The numbers behind a row, each with its name. */
export function sessionFacts(summary: SessionSummary, now: number): readonly (readonly [string, string])[] {
  const status = sessionStatus(summary, now);
  const isAgent = isAgentSession(summary);
  const began = startedAt(summary);
  const ran = elapsed(summary, now);
  const phase = [summary.phase, summary.phaseNumber].filter(Boolean).join(' · ');
  const facts: readonly (readonly [string, string | null])[] = [
    ['Status', `${statusWord(status.name)} · ${status.evidence}`],
    [status.name === 'running' ? 'Last sign of life' : 'Since', status.since === null ? null : dateTime(status.since)],
    ['Task', summary.task],
    ['Project', isAgent ? summary.project : null],
    ['Branch', summary.branch],
    ['Model', summary.model],
    ['Phase', phase || null],
    [isAgent ? 'Turn' : 'Iteration', summary.iteration > 0 ? String(summary.iteration) : null],
    ['Tasks', summary.tasksTotal > 0 ? `${summary.tasksDone} of ${summary.tasksTotal} done` : null],
    ['Context window', contextWords(summary)],
    ['Tokens', summary.tokens > 0 ? formatTokens(summary.tokens) : null],
    ['Cost', formatCost(summary.cost)],
    ['Errors', summary.errorCount > 0 ? String(summary.errorCount) : null],
    ['Started', began === null ? null : dateTime(began)],
    ['Duration', ran === null ? null : formatDuration(ran)],
    ['Process', summary.process?.evidence ?? null],
    ['Session', summary.id],
  ];
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== null);
}

function contextWords(summary: SessionSummary): string {
  if (summary.contextPercent !== null) return `${formatPercent(summary.contextPercent)} used`;
  return summary.contextTokens === null ? 'unknown' : `${contextFill(summary)}, of unknown size`;
}

/** One sentence for a screen reader. */
export function sessionSpoken(summary: SessionSummary, now: number): string {
  const { name, evidence } = sessionStatus(summary, now);
  const fill = contextFill(summary);
  const percent = fill === '?' ? 'unknown' : fill;
  const phase = summary.phase === null ? '' : `, phase ${summary.phase}`;
  const tasks = summary.tasksTotal > 0 ? `, ${summary.tasksDone} of ${summary.tasksTotal} tasks done` : '';
  return `${sessionLabel(summary)}, ${statusWord(name)}${phase}, context window ${percent}${tasks}, ${evidence}`;
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

export function dateTime(ms: number): string {
  return new Date(ms).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
