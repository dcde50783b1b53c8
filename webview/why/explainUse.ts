/** Why tokens and costs are what they are. */
import { addTokens, NO_TOKENS, totalTokens } from '../../src/protocol/events.ts';
import type { Tokens } from '../../src/protocol/events.ts';
import { costDifferences } from '../../src/protocol/costDifference.ts';
import { formatCost, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { burnRate, RATE_WINDOW_MS } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { formatMoment } from '../clock.ts';
import { exactNumber } from '../exactNumber.ts';
import { isSubscription } from '../subscription.ts';
import { TOKEN_KINDS } from '../tokenKinds.ts';
import { allRequests, explanation, sumCaveats } from './explanation.ts';
import type { Explanation, Fact } from './explanation.ts';

const COUNTED_ONCE =
  'Each answered request to a model counts once, by the id the provider gave it, whatever files and sources tell of it. Of two tellings the one with more output counts.';
const PRICED = 'Cost is the price of the model on the day of the request, each kind of token at its own rate.';
/** What to do about tokens without a price. */
export const NAME_A_PRICE =
  'Name its price in the setting livestream.prices; on the command line the option is prices.';

export function explainTokens(state: SessionState): Explanation {
  const byAgents = state.agents.reduce((sum, { tokens }) => addTokens(sum, tokens), NO_TOKENS);
  const split: readonly Fact[] =
    totalTokens(byAgents) === 0
      ? []
      : [
          ['Main thread', exactNumber(totalTokens(state.tokens) - totalTokens(byAgents))],
          ['Sub-agents', exactNumber(totalTokens(byAgents))],
        ];
  return explanation('Tokens', exactNumber(totalTokens(state.tokens)), {
    rule: [COUNTED_ONCE, 'Input is what was not in the cache. Reasoning is a part of the output.'],
    facts: [...tokenFacts(state.tokens), ...split],
    caveats: sumCaveats(state),
    requests: allRequests(state),
  });
}

export function tokenFacts(tokens: Tokens): readonly Fact[] {
  const kinds = TOKEN_KINDS.filter(([kind]) => tokens[kind] > 0);
  const reasoning: readonly Fact[] = tokens.reasoning > 0 ? [['Reasoning', exactNumber(tokens.reasoning)]] : [];
  return [...kinds.map(([kind, label]): Fact => [label, exactNumber(tokens[kind])]), ...reasoning];
}

export function explainCalls(state: SessionState): Explanation {
  return explanation('Requests to models', exactNumber(state.calls), {
    rule: [COUNTED_ONCE, 'Requests that failed and were tried again used no tokens, so far as anybody tells.'],
    caveats: sumCaveats(state),
    requests: allRequests(state),
  });
}

export function explainCost(state: SessionState): Explanation {
  const subscription = isSubscription(state);
  const figures = costDifferences(state).map(({ basis, reported }): Fact => {
    return [`The agent's own (${basis})`, `${formatUsd(reported.usd)}, ${formatMoment(reported.at)}`];
  });
  const models = Object.entries(state.models).map(([name, { costUsd }]): Fact => {
    return [name, costUsd === null ? 'price not known' : formatUsd(costUsd)];
  });
  return explanation(subscription ? '≈ API price' : 'Cost', formatCost(state.cost), {
    rule: [
      PRICED,
      COUNTED_ONCE,
      ...(subscription
        ? ['This is paid by subscription: dollars are what the same tokens would cost by the API.']
        : []),
    ],
    facts: [...models, ...figures],
    caveats: [...unpricedCaveat(state), ...sumCaveats(state)],
    requests: allRequests(state),
  });
}

function unpricedCaveat({ cost, models }: SessionState): readonly string[] {
  if (cost.unpricedTokens === 0) return [];
  const names = Object.entries(models).filter(([, { costUsd }]) => costUsd === null);
  const of = names.length === 0 ? '' : ` of ${names.map(([name]) => name).join(', ')}`;
  return [
    `${formatTokens(cost.unpricedTokens)} tokens${of} have no known price and are not in the sum. ${NAME_A_PRICE}`,
  ];
}

export function explainModel(state: SessionState, name: string): Explanation | null {
  const use = Object.hasOwn(state.models, name) ? state.models[name] : undefined;
  if (use === undefined) return null;
  const unpriced = use.costUsd === null ? [`The price of this model is not known. ${NAME_A_PRICE}`] : [];
  return explanation(name, use.costUsd === null ? 'price not known' : formatUsd(use.costUsd), {
    rule: [PRICED, COUNTED_ONCE],
    facts: [['Requests', exactNumber(use.calls)], ...tokenFacts(use.tokens)],
    caveats: unpriced,
    requests: { includes: ({ model }) => (model ?? 'unknown model') === name, count: use.calls, total: state.calls },
  });
}

export function explainReported(state: SessionState, basis: string): Explanation | null {
  const difference = costDifferences(state).find((each) => each.basis === basis);
  if (difference === undefined) return null;
  const { reported, usd, agrees, reasons } = difference;
  return explanation(`The agent's own figure (${basis})`, formatUsd(reported.usd), {
    rule: [
      'This is what the agent itself says the session cost. It is shown beside ours, and never added to it.',
      ...(agrees ? ['Both agree.'] : []),
    ],
    facts: [
      ['Told at', formatMoment(reported.at)],
      ['Ours', formatCost(state.cost)],
      ...(usd === null ? [] : [['Difference', signedUsd(usd)] as const]),
      ...(reported.tokens === null ? [] : [['Tokens by its count', exactNumber(reported.tokens)] as const]),
    ],
    caveats: reasons.map(({ text, sure }) => (sure ? text : `Perhaps: ${text}`)),
  });
}

/** "+ $0.02", "− $0.02". */
export function signedUsd(usd: number): string {
  return `${usd < 0 ? '−' : '+'} ${formatUsd(Math.abs(usd))}`;
}

export function explainBurn(state: SessionState, now: number): Explanation {
  const rate = burnRate(state, now);
  const minutes = RATE_WINDOW_MS / 60_000;
  return explanation('Burn rate', rate === null ? 'none' : `${formatTokens(rate.tokensPerHour)} tokens/h`, {
    rule: [
      `What was used in the last ${minutes} minutes, or since the start where that is shorter, as if it went on for an hour.`,
    ],
    caveats: [...unpricedCaveat(state), ...sumCaveats(state)],
  });
}
