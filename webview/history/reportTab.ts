import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { count } from '../../src/protocol/count.ts';
import { formatCost, formatDuration, formatExact, formatTokens } from '../../src/protocol/format.ts';
import type { ToldReport } from '../../src/protocol/historyQuestions.ts';
import { t } from '../../src/protocol/language.ts';
import { recordedLine, said } from '../../src/protocol/said.ts';
import { formatMinute, formatMoment } from '../clock.ts';
import { plainText } from '../log/ansi.ts';
import { bones, emptyState, sessionLink, waitingOrWhyNot } from './parts.ts';
import type { Shown } from './parts.ts';
import { reportCharts } from './reportCharts.ts';
import { reportRange } from './reportRange.ts';
import { grouped, reportSessions } from './reportSessions.ts';

/** What happened while nobody looked: first what needs somebody, then all else. */
export function reportTab(shown: Shown): TemplateResult {
  const { asking, report } = shown.report;
  return html`
    ${reportRange(shown)} ${waitingOrWhyNot(asking, t('The report could not be read:'), () => shown.report.load())}
    ${report === null ? (asking.problem === null ? bones(t('Making the report…')) : nothing) : told(shown, report)}
  `;
}

function told(shown: Shown, report: ToldReport): TemplateResult {
  return html`<div class="report" aria-busy=${shown.report.asking.busy}>
    <h3 class="report-range">${rangeWords(report)}</h3>
    ${
      report.sessions.length === 0
        ? emptyState(t('Nothing ran then'), t('Choose a longer range above, or other times.'))
        : html`${totals(report)} ${reportSessions(shown, report)} ${reportCharts(report)} ${stalls(shown, report)}
            <p class="history-note">
              ${plainText(said(report.price_basis))}
              ${report.omitted > 0 ? t`${formatExact(report.omitted)} older sessions are not in this report.` : ''}
            </p>`
    }
  </div>`;
}

/** The day is said once where both ends are on it. */
function rangeWords({ from, to }: ToldReport): string {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const sameDay = new Date(begin).toDateString() === new Date(end).toDateString();
  return `${formatMoment(begin)} – ${sameDay ? formatMinute(end) : formatMoment(end)}`;
}

function totals(report: ToldReport): TemplateResult {
  const counts = grouped(report.sessions).map(({ sessions, words }) => words(sessions.length));
  const ran = report.sessions.length;
  return html`<dl class="report-totals">
    <div>
      <dt>${t`Ran`}</dt>
      <dd>${count(ran, { one: t('1 session'), other: t('{0} sessions') })}<span>${counts.join(', ')}</span></dd>
    </div>
    <div>
      <dt>${t`Tokens`}</dt>
      <dd>${formatTokens(report.tokens)}</dd>
    </div>
    <div>
      <dt>${t`Cost`}</dt>
      <dd>${formatCost({ usd: report.cost.usd, unpricedTokens: report.cost.unpriced_tokens })}</dd>
    </div>
  </dl>`;
}

function stalls(shown: Shown, { stalls: all, sessions }: ToldReport): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  const title = (id: string): string => plainText(sessions.find(({ session_id }) => session_id === id)?.title ?? id);
  return html`<section class="report-part" aria-labelledby="report-stalls">
    <h4 id="report-stalls">${t`Longest silences`}</h4>
    <ol class="stalls">
      ${all.map(
        (stall) =>
          html`<li>
            <strong>${formatDuration(stall.seconds * 1_000)}</strong>
            <div>
              ${sessionLink(shown, stall.session_id, title(stall.session_id), Date.parse(stall.from))}
              <p class="report-facts">
                ${silenceWords(formatMoment(Date.parse(stall.from)), plainText(recordedLine(stall.last)))}
              </p>
            </div>
          </li>`,
      )}
    </ol>
  </section>`;
}

function silenceWords(from: string, last: string): string {
  return last === '' ? t`from ${from}` : t`from ${from}, after: ${last}`;
}
