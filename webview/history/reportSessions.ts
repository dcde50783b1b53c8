import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { count } from '../../src/protocol/count.ts';
import { formatCost, formatDuration, formatExact, formatTokens } from '../../src/protocol/format.ts';
import type { ReportRow, ToldReport } from '../../src/protocol/historyQuestions.ts';
import { t } from '../../src/protocol/language.ts';
import { recordedLine } from '../../src/protocol/said.ts';
import type { StatusName } from '../../src/protocol/selectors.ts';
import { plainText } from '../log/ansi.ts';
import { sessionLink, stateBadge } from './parts.ts';
import type { Shown } from './parts.ts';

interface Group {
  readonly title: string;
  /** How many are so. */
  readonly words: (amount: number) => string;
  readonly states: readonly StatusName[];
}

/** What needs somebody comes first. */
function groups(): readonly Group[] {
  return [
    {
      title: t('Needs you'),
      words: (amount) => count(amount, { one: t('1 waiting for you'), other: t('{0} waiting for you') }),
      states: ['waiting'],
    },
    {
      title: t('Failed'),
      words: (amount) => t({ message: '{0} failed', args: [formatExact(amount)], comment: 'sessions' }),
      states: ['failed', 'killed', 'stalled'],
    },
    {
      title: t('Finished'),
      words: (amount) => t({ message: '{0} finished', args: [formatExact(amount)], comment: 'sessions' }),
      states: ['complete'],
    },
    {
      title: t('Still at work'),
      words: (amount) => t`${formatExact(amount)} at work`,
      states: ['running', 'backing_off'],
    },
    {
      title: t('Stopped or idle'),
      words: (amount) => t`${formatExact(amount)} stopped or idle`,
      states: ['interrupted', 'stopped', 'idle'],
    },
  ];
}

export function grouped(
  sessions: readonly ReportRow[],
): readonly (Group & { readonly sessions: readonly ReportRow[] })[] {
  const all = groups().map((group) => ({
    ...group,
    sessions: sessions.filter(({ state }) => group.states.includes(state.name)),
  }));
  return all.filter((group) => group.sessions.length > 0);
}

export function reportSessions(shown: Shown, report: ToldReport): TemplateResult {
  return html`${grouped(report.sessions).map(
    ({ title, sessions }) =>
      html`<section class="report-part" aria-label=${title}>
        <h4>${title} <span class="tab-count">${sessions.length}</span></h4>
        <ol class="report-sessions">
          ${sessions.map((session) => reportedSession(shown, session))}
        </ol>
      </section>`,
  )}`;
}

function reportedSession(shown: Shown, session: ReportRow): TemplateResult {
  const why = whyWords(session);
  return html`<li class="report-session">
    <p class="report-session-head">
      ${stateBadge(session.state.name, shown.history.moment.view.connection)}
      ${sessionLink(shown, session.session_id, plainText(session.title))}
    </p>
    ${why === null ? nothing : html`<p class="report-why">${plainText(why)}</p>`}
    <p class="report-facts">${facts(session).map((fact) => html`<span>${plainText(fact)}</span>`)}</p>
    ${named(t('Commits'), session.commits, session.commit_count)}
    ${named(t('Files'), session.files, session.file_count)}
  </li>`;
}

/** Why somebody should look at it; a session that is fine needs no reason. */
function whyWords({ state, last_error }: ReportRow): string | null {
  const failed = state.name === 'failed' || state.name === 'killed';
  if (failed) return last_error ?? recordedLine(state.evidence);
  return state.name === 'complete' || state.name === 'running' ? null : recordedLine(state.evidence);
}

function facts(session: ReportRow): readonly string[] {
  const { from, to, tokens, cost, completed_tasks, total_tasks, errors, lines, phases } = session;
  const all = [
    session.source,
    from === null || to === null ? null : formatDuration(Date.parse(to) - Date.parse(from)),
    tokens > 0 ? t`${formatTokens(tokens)} tokens` : null,
    tokens > 0 ? formatCost({ usd: cost.usd, unpricedTokens: cost.unpriced_tokens }) : null,
    total_tasks > 0 ? t`${completed_tasks} of ${total_tasks} tasks` : null,
    errors > 0 ? count(errors, { one: t('1 error'), other: t('{0} errors') }) : null,
    lines.added + lines.removed > 0 ? t`+${lines.added} −${lines.removed} lines` : null,
    ...phases.map(({ phase, seconds }) => `${phase} ${formatDuration(seconds * 1_000)}`),
    session.kept === 'summary' ? t('phases and files are read when it is opened') : null,
  ];
  return all.filter((fact) => fact !== null);
}

function named(what: string, names: readonly string[], total: number): TemplateResult | typeof nothing {
  if (total === 0) return nothing;
  const more = total - names.length;
  return html`<details class="share-fold report-fold">
    <summary>${what}: ${total}</summary>
    <ul>
      ${names.map((name) => html`<li><code>${plainText(name)}</code></li>`)}
      ${more > 0 ? html`<li class="quiet">${t`and ${more} more`}</li>` : nothing}
    </ul>
  </details>`;
}
