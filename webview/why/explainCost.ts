/** Why costs are what they are. */
import { costDifferences } from '../../src/protocol/costDifference.ts';
import { formatCost, formatExact, formatUsd } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import { burnRate, isSubscription } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { formatMoment } from '../clock.ts';
import { requestTitle } from '../requestWords.ts';
import { explanation, requestsOf } from './explanation.ts';
import type { Explanation, Fact } from './explanation.ts';
import { countedRule, nameAPrice, sumCaveats, tokenFacts, unpricedCaveat } from './parts.ts';

function pricedRule(): string {
  return t('Cost is the price of the model on the day of the request, each kind of token at its own rate.');
}

export function explainCost(state: SessionState, now: number): Explanation {
  const subscription = isSubscription(state);
  const perHour = burnRate(state, now)?.usdPerHour ?? null;
  const figures = costDifferences(state).map(({ basis, reported }): Fact => {
    return [t`The agent's own (${said(basis)})`, `${formatUsd(reported.usd)}, ${formatMoment(reported.at)}`];
  });
  const models = Object.entries(state.models).map(([name, { costUsd }]): Fact => {
    return [said(name), costUsd === null ? t('price not known') : formatUsd(costUsd)];
  });
  return explanation(subscription ? t('≈ API price') : t('Cost'), formatCost(state.cost), {
    rule: [
      pricedRule(),
      countedRule(state),
      ...(subscription
        ? [t('This is paid by subscription: dollars are what the same tokens would cost by the API.')]
        : []),
    ],
    facts: [...models, ...(perHour === null ? [] : [[t('Per hour now'), formatUsd(perHour)] as const]), ...figures],
    caveats: [...unpricedCaveat(state), ...sumCaveats(state)],
    requests: requestsOf(state),
  });
}

export function explainModel(state: SessionState, name: string): Explanation | null {
  const use = Object.hasOwn(state.models, name) ? state.models[name] : undefined;
  if (use === undefined) return null;
  const unpriced = use.costUsd === null ? [`${t('The price of this model is not known.')} ${nameAPrice()}`] : [];
  return explanation(said(name), use.costUsd === null ? t('price not known') : formatUsd(use.costUsd), {
    rule: [pricedRule(), countedRule(state)],
    facts: [[requestTitle(state), formatExact(use.calls)], ...tokenFacts(use.tokens)],
    caveats: unpriced,
    requests: requestsOf(state, { includes: ({ model }) => (model ?? 'unknown model') === name, count: use.calls }),
  });
}

export function explainReported(state: SessionState, basis: string): Explanation | null {
  const difference = costDifferences(state).find((each) => each.basis === basis);
  if (difference === undefined) return null;
  const { reported, usd, agrees, reasons } = difference;
  return explanation(t`The agent's own figure (${said(basis)})`, formatUsd(reported.usd), {
    rule: [
      t('This is what the agent itself says the session cost. It is shown beside ours, and never added to it.'),
      ...(agrees ? [t('Both agree.')] : []),
    ],
    facts: [
      [t('Told at'), formatMoment(reported.at)],
      [t('Ours'), formatCost(state.cost)],
      ...(usd === null ? [] : [[t('Difference'), signedUsd(usd)] as const]),
      ...(reported.tokens === null ? [] : [[t('Tokens by its count'), formatExact(reported.tokens)] as const]),
    ],
    caveats: reasons.map(({ text, sure }) => (sure ? text : t`Perhaps: ${text}`)),
  });
}

/** "+ $0.02", "− $0.02". */
export function signedUsd(usd: number): string {
  return `${usd < 0 ? '−' : '+'} ${formatUsd(Math.abs(usd))}`;
}
