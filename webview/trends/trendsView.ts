/** The use of many days: a file of its own in the build, loaded when it is first wanted. */
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { formatCost, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import type { ToldTrends, TrendGrouping } from '../../src/protocol/trends.ts';
import { bones, emptyState, waitingOrWhyNot } from '../history/parts.ts';
import { plainText } from '../log/ansi.ts';
import { choice } from '../share/parts.ts';
import { groupTable } from './groupTable.ts';
import { heatMap } from './heatMap.ts';
import { trendCharts } from './trendCharts.ts';
import type { Trends } from './trends.ts';
import { RANGES, TrendsModel } from './trendsModel.ts';
import type { Measure, Range } from './trendsModel.ts';

const GROUPINGS = [
  { value: 'project', label: 'Project' },
  { value: 'model', label: 'Model' },
  { value: 'source', label: 'Source' },
] as const;

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
        ${choice('Time', 'trends-range', RANGES, { chosen: model.days, choose: (days) => keep({ days }) })}
        ${choice('By', 'trends-by', GROUPINGS, { chosen: model.by, choose: (by) => keep({ by }) })}
      </div>
      ${waitingOrWhyNot(asking, 'The trends', () => model.load(trends.ask, Date.now()))}
      ${
        told === null
          ? asking.problem === null
            ? bones('Summing up…')
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
    return emptyState('Nothing was used in this time', 'Choose a longer time above. Use is counted from the first session on that this server has seen.'); // prettier-ignore
  }
  return html`${totals(told)} ${trendCharts(told)} ${groupTable(told)} ${heatMap(told, show, choose)}
    <p class="history-note">
      ≈ ${plainText(told.price_basis)} Cost a task: the whole cost of the sessions that finished tasks and have a price,
      by the tasks they finished. Days and hours are those of ${plainText(told.tz)}.
    </p>`;
}

function totals(told: ToldTrends): TemplateResult {
  const { sessions, tokens, usd, unpriced_tokens: unpricedTokens, hours, tasks, usd_per_task: each } = told;
  const facts: readonly (readonly [name: string, value: string, more: string])[] = [
    ['Cost', formatCost({ usd, unpricedTokens: 0 }), unpricedTokens > 0 ? `and ${formatTokens(unpricedTokens)} tokens without a known price` : 'everything has a price'], // prettier-ignore
    ['Tokens', formatTokens(tokens), `in ${sessions.toLocaleString()} ${sessions === 1 ? 'session' : 'sessions'}`],
    ['At work', `${hours.toLocaleString()} h`, 'quarters of an hour with any use'],
    ['Cost a task', each === null ? '–' : formatUsd(each), `${tasks.toLocaleString()} ${tasks === 1 ? 'task' : 'tasks'} finished`], // prettier-ignore
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
