import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { costDifferences } from '../../src/protocol/costDifference.ts';
import type { CostDifference } from '../../src/protocol/costDifference.ts';
import { formatCost, formatDuration, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import { burnRate, isLive, isSubscription } from '../../src/protocol/selectors.ts';
import type { ModelUse, SessionState } from '../../src/protocol/state.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import { markup } from '../markup.ts';
import type { SessionMoment } from '../moment.ts';
import { requestWords } from '../requestWords.ts';
import type { Actions } from '../shell/actions.ts';
import { signedUsd } from '../why/explainCost.ts';
import { nameAPrice } from '../why/parts.ts';
import { whyButton } from '../why/whyButton.ts';
import type { Panel } from './panel.ts';
import { row } from './row.ts';

/** What it cost, what cannot be priced, and what the agent itself says. */
export const costPanel: Panel = {
  id: 'cost',
  get title() {
    return t('Cost');
  },
  area: 'use',
  render: (moment, actions) => {
    const { state } = moment;
    const models = Object.entries(state.models);
    return html`
      ${sum(moment, actions)} ${unpriced(state)}
      <dl class="rows rows-why">
        ${models.map(([name, use]) => modelRow(name, use, state, actions))}
        ${costDifferences(state).map((difference) => reportedRow(difference, moment, actions))}
      </dl>
    `;
  },
};

function sum({ state, now }: SessionMoment, actions: Actions): TemplateResult {
  const subscription = isSubscription(state) && state.cost.usd !== null;
  const priced = state.cost.usd === null ? formatCost(state.cost) : formatUsd(state.cost.usd);
  const perHour = isLive(state, now) ? (burnRate(state, now)?.usdPerHour ?? null) : null;
  const plan = state.rateLimits?.plan ?? null;
  return html`
    <div class="sum">
      <strong class="sum-value">${subscription ? `≈ ${priced}` : priced}</strong>
      ${subscription ? html`<span class="sum-word">${t`API price`}</span>` : nothing}
      ${whyButton({ of: 'cost' }, t('Cost'), actions)}
    </div>
    ${
      subscription
        ? html`<p class="quiet">
            ${
              plan === null
                ? t`Paid by subscription: these tokens would cost so much by the API.`
                : t`Paid by subscription (${plainText(plan)}): these tokens would cost so much by the API.`
            }
          </p>`
        : nothing
    }
    ${
      perHour === null
        ? nothing
        : html`<div class="per-hour">
            <p class="quiet">${t`${formatUsd(perHour)} an hour now`}</p>
            ${whyButton({ of: 'burn' }, t('Cost per hour'), actions)}
          </div>`
    }
  `;
}

function unpriced({ cost, models }: SessionState): TemplateResult | typeof nothing {
  if (cost.unpricedTokens === 0) return nothing;
  const names = Object.entries(models).filter(([, { costUsd }]) => costUsd === null);
  const tokens = html`<strong>${t`${formatTokens(cost.unpricedTokens)} tokens unpriced`}</strong>`;
  const without = names.map(([name]) => plainText(name)).join(', ');
  return html`<p class="hint tone-warning">
    ${icon('stalled')}
    <span
      >${names.length === 0 ? html`${tokens}.` : markup(t('{tokens} of {models}.'), { tokens, models: without })}
      ${nameAPrice()}</span
    >
  </p>`;
}

function modelRow(name: string, use: ModelUse, state: SessionState, actions: Actions): TemplateResult {
  const cost = use.costUsd === null ? t('price unknown') : formatUsd(use.costUsd);
  const shown = plainText(name);
  const value = `${requestWords(state, use.calls)} · ${cost}`;
  return row(shown, value, 'row-model', whyButton({ of: 'model', name }, shown, actions));
}

function reportedRow(difference: CostDifference, { clock }: SessionMoment, actions: Actions): TemplateResult {
  const { basis, reported, reasons } = difference;
  const label = t`Agent’s own figure (${plainText(basis)})`;
  const first = reasons[0];
  return html`
    ${row(label, formatUsd(reported.usd), 'row-model', whyButton({ of: 'reported', basis }, label, actions))}
    <div class="row row-note">
      <dt class="visually-hidden">${t`Compared with ours`}</dt>
      <dd>
        ${agreementWords(difference, formatDuration(clock - reported.at))}
        ${first === undefined ? nothing : html`<span class="quiet">${first.sure ? said(first.text) : t`Perhaps: ${said(first.text)}`}</span>`}
        ${reasons.length > 1 ? html`<span class="quiet">${t`And ${reasons.length - 1} more.`}</span>` : nothing}
      </dd>
    </div>
  `;
}

function agreementWords({ usd, agrees }: CostDifference, time: string): string {
  if (agrees) return t`agrees with ours, ${time} ago.`;
  if (usd === null) return t`nothing of ours to compare it with, ${time} ago.`;
  return t`${signedUsd(usd)} against ours, ${time} ago.`;
}
