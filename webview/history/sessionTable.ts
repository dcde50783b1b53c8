import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatCost, formatDuration, formatTokens } from '../../src/protocol/format.ts';
import type { HistorySort } from '../../src/protocol/history.ts';
import type { HistoryRow } from '../../src/protocol/historyQuestions.ts';
import { t } from '../../src/protocol/language.ts';
import { recordedLine } from '../../src/protocol/said.ts';
import { plainText } from '../log/ansi.ts';
import { liveRow } from './liveRow.ts';
import { compareBox } from './compareBar.ts';
import { deletion, mayAdminister, ownersButtons } from './ownersButtons.ts';
import { sessionLink, stateBadge, titleOf, whenWords } from './parts.ts';
import type { Shown } from './parts.ts';

interface Column {
  readonly label: string;
  readonly name: string;
  readonly sort?: {
    readonly title: string;
    /** What a press on the head sorts by: first the first, then the other. */
    readonly by: readonly [HistorySort, HistorySort?];
  };
}

function columns(): readonly Column[] {
  return [
    { label: t('State'), name: 'state' },
    { label: t('Session'), name: 'title' },
    { label: t('Project'), name: 'project' },
    { label: t('Source'), name: 'source' },
    { label: t('When'), name: 'when', sort: { title: t('Sort by when'), by: ['newest', 'oldest'] } },
    { label: t('Duration'), name: 'duration', sort: { title: t('Sort by duration'), by: ['duration'] } },
    { label: t('Tokens'), name: 'tokens', sort: { title: t('Sort by tokens'), by: ['tokens'] } },
    { label: t('Cost'), name: 'cost', sort: { title: t('Sort by cost'), by: ['cost'] } },
  ];
}

/**
 * A table that a phone shows as cards. Its roles are written out: a browser forgets that a table is one as soon as its
 * parts are laid out as anything else.
 */
export function sessionTable(shown: Shown, rows: readonly HistoryRow[]): TemplateResult {
  const owner = mayAdminister(shown);
  return html`
    <table class="history-table" role="table" aria-label=${t`Sessions`} aria-busy=${shown.sessions.asking.busy}>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            <span class="visually-hidden">${t('Compare')}</span>
          </th>
          ${columns().map((column) => columnHead(shown, column))}
          ${owner ? html`<th role="columnheader" scope="col"><span class="visually-hidden">${t`Keep or delete`}</span></th>` : nothing}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(
          rows,
          ({ id }) => id,
          (row) => sessionRow(shown, row, owner),
        )}
      </tbody>
    </table>
  `;
}

function columnHead({ sessions }: Shown, { label, name, sort }: Column): TemplateResult {
  if (sort === undefined) return html`<th role="columnheader" scope="col" class="cell-${name}">${label}</th>`;
  const [first, other] = sort.by;
  const isOn = sort.by.includes(sessions.sort);
  const upwards = sessions.sort === 'oldest';
  return html`<th
    role="columnheader"
    scope="col"
    class="cell-${name}"
    aria-sort=${isOn ? (upwards ? 'ascending' : 'descending') : nothing}
  >
    <button
      class="column-sort"
      title=${sort.title}
      @click=${() => sessions.sortBy(sessions.sort === first && other !== undefined ? other : first)}
    >
      ${label}<span aria-hidden="true">${isOn ? (upwards ? ' ↑' : ' ↓') : ''}</span>
    </button>
  </th>`;
}

function sessionRow(shown: Shown, told: HistoryRow, owner: boolean): TemplateResult {
  const { sessions, history } = shown;
  const row = liveRow(told, history.moment);
  const asked = sessions.confirming === row.id;
  const cost = formatCost({ usd: row.cost.usd, unpricedTokens: row.cost.unpriced_tokens });
  const lasted = row.duration_seconds === null ? '–' : formatDuration(row.duration_seconds * 1_000);
  return html`
    <tr role="row" class="history-row" @click=${() => history.open(row.id, null)}>
      <td role="cell" class="cell-compare">${compareBox(shown, row)}</td>
      <td role="cell" class="cell-state" title=${plainText(recordedLine(row.state.evidence))}>
        ${stateBadge(row.state.name, history.moment.view.connection)}
      </td>
      <td role="cell" class="cell-title">
        ${sessionLink(shown, row.id, titleOf(row))}
        ${row.pinned ? html` <span class="badge">${t`pinned`}</span>` : nothing}
        ${row.kept === 'summary' ? html` <span class="badge" title=${t`Its details are read when it is opened`}>${t`line only`}</span>` : nothing}
      </td>
      <td role="cell" class="cell-project">${plainText(row.project)}</td>
      <td role="cell" class="cell-source">${plainText(row.source)}</td>
      <td role="cell" class="cell-when">${whenWords(row.last_update ?? row.start_time, history.moment.now)}</td>
      <td role="cell" class="cell-duration">${lasted}</td>
      <td role="cell" class="cell-tokens">
        ${row.tokens.total === 0 ? '–' : formatTokens(row.tokens.total)}<span class="card-unit"> ${t`tokens`}</span>
      </td>
      <td role="cell" class="cell-cost">${cost}</td>
      ${owner ? html`<td role="cell" class="cell-owner">${ownersButtons(shown, row)}</td>` : nothing}
    </tr>
    ${
      asked
        ? html`<tr role="row" class="history-asked">
            <td role="cell" colspan=${columns().length + 2}>${deletion(shown, row)}</td>
          </tr>`
        : nothing
    }
  `;
}
