import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatCost, formatDuration, formatTokens } from '../../src/protocol/format.ts';
import type { ReportRow, ToldReport } from '../../src/protocol/historyQuestions.ts';
import type { StatusName } from '../../src/protocol/selectors.ts';
import { plainText } from '../log/ansi.ts';
import { sessionLink, stateBadge } from './parts.ts';
import type { Shown } from './parts.ts';

interface Group {
  readonly title: string;
  /** Behind a number. */
  readonly word: string;
  readonly states: readonly StatusName[];
}

/** What needs somebody comes first. */
const GROUPS: readonly Group[] = [
  { title: 'Needs you', word: 'waiting for you', states: ['waiting'] },
  { title: 'Failed', word: 'failed', states: ['failed', 'killed', 'stalled'] },
  { title: 'Finished', word: 'finished', states: ['complete'] },
  { title: 'Still at work', word: 'at work', states: ['running', 'backing_off'] },
  { title: 'Stopped or idle', word: 'stopped or idle', states: ['interrupted', 'stopped', 'idle'] },
];

export function grouped(
  sessions: readonly ReportRow[],
): readonly (Group & { readonly sessions: readonly ReportRow[] })[] {
  const all = GROUPS.map((group) => ({
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
    ${named('Commits', session.commits, session.commit_count)} ${named('Files', session.files, session.file_count)}
  </li>`;
}

/** Why somebody should look at it; a session that is fine needs no reason. */
function whyWords({ state, last_error }: ReportRow): string | null {
  const failed = state.name === 'failed' || state.name === 'killed';
  if (failed) return last_error ?? state.evidence;
  return state.name === 'complete' || state.name === 'running' ? null : state.evidence;
}

function facts(session: ReportRow): readonly string[] {
  const { from, to, tokens, cost, completed_tasks, total_tasks, errors, lines, phases } = session;
  const all = [
    session.source,
    from === null || to === null ? null : formatDuration(Date.parse(to) - Date.parse(from)),
    tokens > 0 ? `${formatTokens(tokens)} tokens` : null,
    tokens > 0 ? formatCost({ usd: cost.usd, unpricedTokens: cost.unpriced_tokens }) : null,
    total_tasks > 0 ? `${completed_tasks} of ${total_tasks} tasks` : null,
    errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : null,
    lines.added + lines.removed > 0 ? `+${lines.added} −${lines.removed} lines` : null,
    ...phases.map(({ phase, seconds }) => `${phase} ${formatDuration(seconds * 1_000)}`),
    session.kept === 'summary' ? 'phases and files are read when it is opened' : null,
  ];
  return all.filter((fact) => fact !== null);
}

function named(what: string, names: readonly string[], count: number): TemplateResult | typeof nothing {
  if (count === 0) return nothing;
  const more = count - names.length;
  return html`<details class="share-fold report-fold">
    <summary>${what}: ${count}</summary>
    <ul>
      ${names.map((name) => html`<li><code>${plainText(name)}</code></li>`)}
      ${more > 0 ? html`<li class="quiet">and ${more} more</li>` : nothing}
    </ul>
  </details>`;
}
