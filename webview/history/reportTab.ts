import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatCost, formatDuration, formatTokens } from '../../src/protocol/format.ts';
import type { ToldReport } from '../../src/protocol/historyQuestions.ts';
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
    ${reportRange(shown)} ${waitingOrWhyNot(asking, 'The report', () => shown.report.load())}
    ${report === null ? (asking.problem === null ? bones('Making the report…') : nothing) : told(shown, report)}
  `;
}

function told(shown: Shown, report: ToldReport): TemplateResult {
  return html`<div class="report" aria-busy=${shown.report.asking.busy}>
    <h3 class="report-range">${rangeWords(report)}</h3>
    ${
      report.sessions.length === 0
        ? emptyState('Nothing ran then', 'Choose a longer range above, or other times.')
        : html`${totals(report)} ${reportSessions(shown, report)} ${reportCharts(report)} ${stalls(shown, report)}
            <p class="history-note">
              ${plainText(report.price_basis)}
              ${report.omitted > 0 ? `${report.omitted.toLocaleString()} older sessions are not in this report.` : ''}
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
  const counts = grouped(report.sessions).map(({ sessions, word }) => `${sessions.length} ${word}`);
  const ran = report.sessions.length;
  return html`<dl class="report-totals">
    <div>
      <dt>Ran</dt>
      <dd>${ran} ${ran === 1 ? 'session' : 'sessions'}<span>${counts.join(', ')}</span></dd>
    </div>
    <div>
      <dt>Tokens</dt>
      <dd>${formatTokens(report.tokens)}</dd>
    </div>
    <div>
      <dt>Cost</dt>
      <dd>${formatCost({ usd: report.cost.usd, unpricedTokens: report.cost.unpriced_tokens })}</dd>
    </div>
  </dl>`;
}

function stalls(shown: Shown, { stalls: all, sessions }: ToldReport): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  const title = (id: string): string => plainText(sessions.find(({ session_id }) => session_id === id)?.title ?? id);
  return html`<section class="report-part" aria-labelledby="report-stalls">
    <h4 id="report-stalls">Longest silences</h4>
    <ol class="stalls">
      ${all.map(
        (stall) =>
          html`<li>
            <strong>${formatDuration(stall.seconds * 1_000)}</strong>
            <div>
              ${sessionLink(shown, stall.session_id, title(stall.session_id), Date.parse(stall.from))}
              <p class="report-facts">
                from
                ${formatMoment(Date.parse(stall.from))}${stall.last === '' ? '' : `, after: ${plainText(stall.last)}`}
              </p>
            </div>
          </li>`,
      )}
    </ol>
  </section>`;
}
