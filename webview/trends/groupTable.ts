import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatCost, formatExact, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import type { ToldTrends, TrendGroup, TrendGrouping } from '../../src/protocol/trends.ts';
import { groupName } from './groupName.ts';

/** What the table is called, and the column of the groups' names. */
function groupWords(by: TrendGrouping): { readonly title: string; readonly head: string } {
  switch (by) {
    case 'project':
      return { title: t('By project'), head: t('Project') };
    case 'model':
      return { title: t('By model'), head: t('Model') };
    case 'source':
      return { title: t('By source'), head: t('Source') };
  }
}

/** Each group in numbers; those a phone shows one below the other carry their names with them. */
export function groupTable(told: ToldTrends): TemplateResult {
  const most = Math.max(...told.groups.map(({ tokens }) => tokens), 1);
  const { title, head: nameHead } = groupWords(told.by);
  const heads = [
    t('Tokens'),
    t('Tokens an hour'),
    t('Cost'),
    t('Cost an hour'),
    t('Cost a task'),
    t({ message: 'At work', comment: 'time' }),
    t('Sessions'),
  ];
  return html`<section class="report-part" aria-labelledby="trend-groups">
    <h3 id="trend-groups">${title}</h3>
    <table class="trend-table" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${nameHead}</th>
          ${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${told.groups.map((group) => row(told, group, most, heads))}
      </tbody>
    </table>
    <p class="history-note">
      ${t`An hour here is an hour at work: quarters of an hour in which it used something. What has no known price is in no cost.`}
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
          : html`<span class="trend-unpriced">${t`${formatTokens(unpricedTokens)} tokens unpriced`}</span>`
      }`,
    usd === null ? '?' : formatUsd(usd / hours),
    each === null ? '–' : formatUsd(each),
    `${formatExact(hours)} h`,
    formatExact(sessions),
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
