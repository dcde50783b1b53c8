import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatCost, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import type { ToldTrends, TrendGroup } from '../../src/protocol/trends.ts';
import { groupName } from './groupName.ts';

const HEADS = { project: 'Project', model: 'Model', source: 'Source' } as const;

/** Each group in numbers; those a phone shows one below the other carry their names with them. */
export function groupTable(told: ToldTrends): TemplateResult {
  const most = Math.max(...told.groups.map(({ tokens }) => tokens), 1);
  const title = `By ${told.by}`;
  const heads = ['Tokens', 'Tokens an hour', 'Cost', 'Cost an hour', 'Cost a task', 'At work', 'Sessions'];
  return html`<section class="report-part" aria-labelledby="trend-groups">
    <h3 id="trend-groups">${title}</h3>
    <table class="trend-table" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${HEADS[told.by]}</th>
          ${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${told.groups.map((group) => row(told, group, most, heads))}
      </tbody>
    </table>
    <p class="history-note">
      An hour here is an hour at work: quarters of an hour in which it used something. What has no known price is in no
      cost.
    </p>
  </section>`;
}

function row(told: ToldTrends, group: TrendGroup, most: number, heads: readonly string[]): TemplateResult {
  const { tokens, usd, unpriced_tokens: unpricedTokens, hours, usd_per_task: each, sessions } = group;
  const cells = [
    html`<svg class="bars bars-blue" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect width=${(tokens / most) * 100} height="1"></rect></svg
      ><span>${formatTokens(tokens)}</span>`,
    formatTokens(tokens / hours),
    html`<span>${formatCost({ usd, unpricedTokens: 0 })}</span>${
        unpricedTokens === 0
          ? nothing
          : html`<span class="trend-unpriced">${formatTokens(unpricedTokens)} tokens unpriced</span>`
      }`,
    usd === null ? '?' : formatUsd(usd / hours),
    each === null ? '–' : formatUsd(each),
    `${hours.toLocaleString()} h`,
    sessions.toLocaleString(),
  ];
  return html`<tr role="row">
    <th role="rowheader" scope="row">${groupName(group, told.by)}</th>
    ${cells.map(
      (cell, index) =>
        html`<td role="cell" class=${index === 0 ? 'trend-bar' : ''}>
          <span class="trend-head" aria-hidden="true">${heads[index]}</span>${cell}
        </td>`,
    )}
  </tr>`;
}
