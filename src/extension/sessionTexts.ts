import { phaseWord } from '../protocol/phases.ts';
import { formatCost, formatDuration, formatPercent, formatTokens } from '../protocol/format.ts';
import { language, t } from '../protocol/language.ts';
import { said } from '../protocol/said.ts';
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
  switch (name) {
    case 'running':
      return t('running');
    case 'waiting':
      return t('waiting');
    case 'idle':
      return t('idle');
    case 'backing_off':
      return t('backing off');
    case 'stalled':
      return t('stalled');
    case 'complete':
      return t('complete');
    case 'failed':
      return t('failed');
    case 'interrupted':
      return t('interrupted');
    case 'killed':
      return t('killed');
    case 'stopped':
      return t('stopped');
  }
}

function phaseOf({ phase }: SessionSummary): string | null {
  return phase === null ? null : phaseWord(phase);
}

/** Said wherever something of the time before the server was lost is shown. */
export function lastSaid(): string {
  return t('There is no server now. This is the last it said.');
}

/** "builder · 22 % · $1.20": what is unknown is "?" for the percent and left out otherwise. */
export function sessionDescription(summary: SessionSummary): string {
  const cost = formatCost(summary.cost);
  const where = isAgentSession(summary) ? [summary.project, summary.branch] : [];
  const parts = [...where, phaseOf(summary), contextFill(summary), cost === '–' ? null : cost];
  return parts.filter((part) => part !== null && part !== sessionLabel(summary)).join(' · ');
}

/** "22 %", or the tokens where the size of the window is not known; "?" when nothing is. */
export function contextFill({ contextPercent, contextTokens }: SessionSummary): string {
  if (contextPercent !== null || contextTokens === null) return formatPercent(contextPercent);
  return t`${formatTokens(contextTokens)} tokens`;
}

/** The numbers behind a row, each with its name. */
export function sessionFacts(summary: SessionSummary, now: number): readonly (readonly [string, string])[] {
  const status = sessionStatus(summary, now);
  const isAgent = isAgentSession(summary);
  const began = startedAt(summary);
  const ran = elapsed(summary, now);
  const phase = [phaseOf(summary), summary.phaseNumber].filter(Boolean).join(' · ');
  const facts: readonly (readonly [string, string | null])[] = [
    [t('Status'), `${statusWord(status.name)} · ${status.evidence}`],
    [
      status.name === 'running' ? t('Last sign of life') : t('Since'),
      status.since === null ? null : dateTime(status.since),
    ],
    [t('Task'), summary.task],
    [t('Project'), isAgent ? summary.project : null],
    [t('Branch'), summary.branch],
    [t('Model'), summary.model],
    [t('Phase'), phase || null],
    [isAgent ? t('Turn') : t('Iteration'), summary.iteration > 0 ? String(summary.iteration) : null],
    [t('Tasks'), summary.tasksTotal > 0 ? t`${summary.tasksDone} of ${summary.tasksTotal} done` : null],
    [t('Context window'), contextWords(summary)],
    [t('Tokens'), summary.tokens > 0 ? formatTokens(summary.tokens) : null],
    [t('Cost'), formatCost(summary.cost)],
    [t('Errors'), summary.errorCount > 0 ? String(summary.errorCount) : null],
    [t('Started'), began === null ? null : dateTime(began)],
    [t('Duration'), ran === null ? null : formatDuration(ran)],
    [t('Process'), summary.process ? said(summary.process.evidence) : null],
    [t('Session'), summary.id],
  ];
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== null);
}

function contextWords(summary: SessionSummary): string {
  if (summary.contextPercent !== null) return t`${formatPercent(summary.contextPercent)} used`;
  return summary.contextTokens === null ? t('unknown') : t`${contextFill(summary)}, of unknown size`;
}

/** One sentence for a screen reader. */
export function sessionSpoken(summary: SessionSummary, now: number): string {
  const { name, evidence } = sessionStatus(summary, now);
  const fill = contextFill(summary);
  const phase = phaseOf(summary);
  return [
    sessionLabel(summary),
    statusWord(name),
    ...(phase === null ? [] : [t`phase ${phase}`]),
    fill === '?' ? t('context window unknown') : t`context window ${fill}`,
    ...(summary.tasksTotal > 0 ? [t`${summary.tasksDone} of ${summary.tasksTotal} tasks done`] : []),
    evidence,
  ].join(', ');
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
  return new Date(ms).toLocaleString(language().locale, { dateStyle: 'medium', timeStyle: 'short' });
}
