/** Why tokens, requests and what is used in a time are what they are. */
import { totalTokens } from '../../src/protocol/events.ts';
import type { Tokens } from '../../src/protocol/events.ts';
import { formatDuration, formatPercent, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { RATE_WINDOW_MS } from '../../src/protocol/recentUse.ts';
import { burnRate, elapsed } from '../../src/protocol/selectors.ts';
import type { RateLimits, SessionState } from '../../src/protocol/state.ts';
import { formatMoment } from '../clock.ts';
import { exactNumber } from '../exactNumber.ts';
import { requestTitle } from '../requestWords.ts';
import { tokenKindName } from '../tokenKinds.ts';
import { explanation, requestsOf } from './explanation.ts';
import type { Explanation, Fact } from './explanation.ts';
import {
  countedRule,
  missingCaveats,
  modelFacts,
  sumCaveats,
  threadFacts,
  tokenFacts,
  unpricedCaveat,
} from './parts.ts';

export function explainTokens(state: SessionState): Explanation {
  return explanation('Tokens', state.calls === 0 ? 'unknown' : exactNumber(totalTokens(state.tokens)), {
    rule: [countedRule(state), 'Input is what was not in the cache. Reasoning is a part of the output.'],
    facts: [...tokenFacts(state.tokens), ...threadFacts(state, totalTokens), ...modelFacts(state, totalTokens)],
    caveats: sumCaveats(state),
    requests: requestsOf(state),
  });
}

const KIND_RULES: Readonly<Record<keyof Tokens, string>> = {
  input: 'What the requests sent that was not in the cache.',
  output: 'What the models answered, their reasoning included.',
  cache_read: 'What the requests sent that was in the cache already. It costs a fraction of the price of input.',
  cache_write_5m: 'What the requests put into the cache for five minutes. It costs more than input.',
  cache_write_1h: 'What the requests put into the cache for an hour. It costs more than input.',
  reasoning:
    'What the models thought before they answered. It is a part of the output, priced as output, and never added to a sum.',
};

export function explainKind(state: SessionState, kind: keyof Tokens): Explanation {
  const numberOf = (tokens: Tokens): number => tokens[kind];
  const of = kind === 'reasoning' ? state.tokens.output : totalTokens(state.tokens);
  const share = of === 0 ? null : formatPercent((state.tokens[kind] / of) * 100);
  return explanation(`${tokenKindName(kind)} tokens`, exactNumber(state.tokens[kind]), {
    rule: [KIND_RULES[kind], countedRule(state)],
    facts: [
      ...(share === null ? [] : [[kind === 'reasoning' ? 'Of the output' : 'Of all tokens', share] as const]),
      ...threadFacts(state, numberOf),
      ...modelFacts(state, numberOf),
    ],
    caveats: kind === 'output' || kind === 'reasoning' ? sumCaveats(state) : missingCaveats(state),
    requests: requestsOf(state, { kind }),
  });
}

export function explainCalls(state: SessionState): Explanation {
  return explanation(requestTitle(state), exactNumber(state.calls), {
    rule: [countedRule(state), 'Requests that failed and were tried again used no tokens, so far as anybody tells.'],
    facts: Object.entries(state.models).map(([name, { calls }]): Fact => [name, exactNumber(calls)]),
    caveats: sumCaveats(state),
    requests: requestsOf(state),
  });
}

export function explainBurn(state: SessionState, now: number): Explanation {
  const rate = burnRate(state, now);
  const window = Math.min(RATE_WINDOW_MS, elapsed(state, now) ?? RATE_WINDOW_MS);
  const inWindow = (perHour: number): number => (perHour * window) / 3_600_000;
  return explanation('Burn rate', rate === null ? 'none' : `${formatTokens(rate.tokensPerHour)} tokens/h`, {
    rule: [
      `What was used in the last ${RATE_WINDOW_MS / 60_000} minutes, or since the start where that is shorter, as if it went on for an hour.`,
    ],
    facts: [
      ['Looked at', `${formatDuration(window)} up to ${formatMoment(now)}`],
      ['Used in it', rate === null ? 'nothing' : `${exactNumber(Math.round(inWindow(rate.tokensPerHour)))} tokens`],
      ...(rate?.usdPerHour == null
        ? []
        : ([
            ['Cost of it', formatUsd(inWindow(rate.usdPerHour))],
            ['Cost per hour', formatUsd(rate.usdPerHour)],
          ] as const)),
    ],
    caveats: [...unpricedCaveat(state), ...sumCaveats(state)],
  });
}

export function explainLimits(told: RateLimits | null): Explanation | null {
  if (told === null) return null;
  const { limits, plan, at } = told;
  return explanation('Rate limits', plan ?? 'as told', {
    rule: [
      'How much of its allowance the account has used, as the provider told the agent. Other sessions use it too.',
    ],
    facts: [
      ...limits.map(({ name, used_percent: used, resets_at: resets }): Fact => {
        return [name, `${formatPercent(used)} used${resets === undefined ? '' : `, anew ${formatMoment(resets)}`}`];
      }),
      ['As of', formatMoment(at)],
    ],
  });
}
