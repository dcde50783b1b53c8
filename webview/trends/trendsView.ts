/** The use of many days: a file of its own in the build, loaded when it is first wanted. */
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { count } from '../../src/protocol/count.ts';
import { formatCost, formatExact, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import type { ToldTrends, TrendGrouping } from '../../src/protocol/trends.ts';
import { bones, emptyState, waitingOrWhyNot } from '../history/parts.ts';
import { plainText } from '../log/ansi.ts';
import { choice } from '../share/parts.ts';
import type { Option } from '../share/parts.ts';
import { groupTable } from './groupTable.ts';
import { heatMap } from './heatMap.ts';
import { trendCharts } from './trendCharts.ts';
import type { Trends } from './trends.ts';
import { TrendsModel } from './trendsModel.ts';
import type { Measure, Range } from './trendsModel.ts';

function ranges(): readonly Option<Range>[] {
  return [
    { value: '2', label: t('2 days') },
    { value: '7', label: t('7 days') },
    { value: '28', label: t('4 weeks') },
    { value: '90', label: t('90 days') },
    { value: '365', label: t('1 year') },
  ];
}

function groupings(): readonly Option<TrendGrouping>[] {
  return [
    { value: 'project', label: t('Project') },
    { value: 'model', label: t('Model') },
    { value: 'source', label: t('Source') },
  ];
}

class TrendsView extends LitElement {
  static override readonly properties = { trends: { attribute: false } };

  declare trends: Trends | null;
  readonly #model = new TrendsModel(() => this.requestUpdate());

  constructor() {
    super();
    this.trends = null;
  }

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('trends') && this.trends !== null) this.#model.follow(this.trends, Date.now());
  }

  override render(): TemplateResult | typeof nothing {
    const { trends } = this;
    if (trends === null) return nothing;
    const model = this.#model;
    const { asking, told, show } = model;
    const keep = (change: { by?: TrendGrouping; days?: Range; show?: Measure }): void =>
      trends.keep({ by: model.by, days: model.days, show: model.show, ...change });
    return html`
      <div class="trends-choice">
        ${choice(t({ message: 'Time', comment: 'range' }), 'trends-range', ranges(), { chosen: model.days, choose: (days) => keep({ days }) })}
        ${choice(t('By'), 'trends-by', groupings(), { chosen: model.by, choose: (by) => keep({ by }) })}
      </div>
      ${waitingOrWhyNot(asking, t('The trends could not be read:'), () => model.load(trends.ask, Date.now()))}
      ${
        told === null
          ? asking.problem === null
            ? bones(t('Summing up…'))
            : nothing
          : html`<div class="trends" aria-busy=${asking.busy}>
              ${guard([told, show], () => shown(told, show, (measure) => keep({ show: measure })))}
            </div>`
      }
    `;
  }
}

function shown(told: ToldTrends, show: Measure, choose: (show: Measure) => void): TemplateResult {
  if (told.tokens === 0) {
    return emptyState(
      t('Nothing was used in this time'),
      t('Choose a longer time above. Use is counted from the first session on that this server has seen.'),
    );
  }
  return html`${totals(told)} ${trendCharts(told)} ${groupTable(told)} ${heatMap(told, show, choose)}
    <p class="history-note">
      ≈ ${plainText(said(told.price_basis))}
      ${t`Cost a task: the whole cost of the sessions that finished tasks and have a price, by the tasks they finished. Days and hours are those of ${plainText(told.tz)}.`}
    </p>`;
}

function totals(told: ToldTrends): TemplateResult {
  const { sessions, tokens, usd, unpriced_tokens: unpricedTokens, hours, tasks, usd_per_task: each } = told;
  const facts: readonly (readonly [name: string, value: string, more: string])[] = [
    [
      t('Cost'),
      formatCost({ usd, unpricedTokens: 0 }),
      unpricedTokens > 0
        ? t`and ${formatTokens(unpricedTokens)} tokens without a known price`
        : t('everything has a price'),
    ],
    [t('Tokens'), formatTokens(tokens), count(sessions, { one: t('in 1 session'), other: t('in {0} sessions') })],
    [t({ message: 'At work', comment: 'time' }), `${formatExact(hours)} h`, t('quarters of an hour with any use')],
    [
      t('Cost a task'),
      each === null ? '–' : formatUsd(each),
      count(tasks, { one: t('1 task finished'), other: t('{0} tasks finished') }),
    ],
  ];
  return html`<dl class="report-totals trends-totals">
    ${facts.map(
      ([name, value, more]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}<span>${more}</span></dd>
        </div>`,
    )}
  </dl>`;
}

customElements.define('livestream-trends', TrendsView);
