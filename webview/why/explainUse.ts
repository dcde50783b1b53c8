/** Why tokens, requests and what is used in a time are what they are. */
import { totalTokens } from '../../src/protocol/events.ts';
import type { Tokens } from '../../src/protocol/events.ts';
import { formatDuration, formatExact, formatPercent, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { RATE_WINDOW_MS } from '../../src/protocol/recentUse.ts';
import { said } from '../../src/protocol/said.ts';
import { burnRate, elapsed } from '../../src/protocol/selectors.ts';
import type { RateLimits, SessionState } from '../../src/protocol/state.ts';
import { formatMoment } from '../clock.ts';
import { requestTitle } from '../requestWords.ts';
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
  return explanation(t('Tokens'), state.calls === 0 ? t('unknown') : formatExact(totalTokens(state.tokens)), {
    rule: [countedRule(state), t('Input is what was not in the cache. Reasoning is a part of the output.')],
    facts: [...tokenFacts(state.tokens), ...threadFacts(state, totalTokens), ...modelFacts(state, totalTokens)],
    caveats: sumCaveats(state),
    requests: requestsOf(state),
  });
}

/** What their number is called, and what they are. */
function kindWords(kind: keyof Tokens): readonly [title: string, rule: string] {
  switch (kind) {
    case 'input':
      return [t('Input tokens'), t('What the requests sent that was not in the cache.')];
    case 'output':
      return [t('Output tokens'), t('What the models answered, their reasoning included.')];
    case 'cache_read':
      return [
        t('Cache read tokens'),
        t('What the requests sent that was in the cache already. It costs a fraction of the price of input.'),
      ];
    case 'cache_write_5m':
      return [
        t('Cache write, 5 min tokens'),
        t('What the requests put into the cache for five minutes. It costs more than input.'),
      ];
    case 'cache_write_1h':
      return [
        t('Cache write, 1 h tokens'),
        t('What the requests put into the cache for an hour. It costs more than input.'),
      ];
    case 'reasoning':
      return [
        t('Reasoning tokens'),
        t(
          'What the models thought before they answered. It is a part of the output, priced as output, and never added to a sum.',
        ),
      ];
  }
}

export function explainKind(state: SessionState, kind: keyof Tokens): Explanation {
  const numberOf = (tokens: Tokens): number => tokens[kind];
  const of = kind === 'reasoning' ? state.tokens.output : totalTokens(state.tokens);
  const share = of === 0 ? null : formatPercent((state.tokens[kind] / of) * 100);
  const [title, rule] = kindWords(kind);
  return explanation(title, formatExact(state.tokens[kind]), {
    rule: [rule, countedRule(state)],
    facts: [
      ...(share === null ? [] : [[kind === 'reasoning' ? t('Of the output') : t('Of all tokens'), share] as const]),
      ...threadFacts(state, numberOf),
      ...modelFacts(state, numberOf),
    ],
    caveats: kind === 'output' || kind === 'reasoning' ? sumCaveats(state) : missingCaveats(state),
    requests: requestsOf(state, { kind }),
  });
}

export function explainCalls(state: SessionState): Explanation {
  return explanation(requestTitle(state), formatExact(state.calls), {
    rule: [countedRule(state), t('Requests that failed and were tried again used no tokens, so far as anybody tells.')],
    facts: Object.entries(state.models).map(([name, { calls }]): Fact => [said(name), formatExact(calls)]),
    caveats: sumCaveats(state),
    requests: requestsOf(state),
  });
}

export function explainBurn(state: SessionState, now: number): Explanation {
  const rate = burnRate(state, now);
  const window = Math.min(RATE_WINDOW_MS, elapsed(state, now) ?? RATE_WINDOW_MS);
  const inWindow = (perHour: number): number => (perHour * window) / 3_600_000;
  return explanation(
    t('Burn rate'),
    rate === null ? t({ message: 'none', comment: 'burn rate' }) : t`${formatTokens(rate.tokensPerHour)} tokens/h`,
    {
      rule: [
        t`What was used in the last ${RATE_WINDOW_MS / 60_000} minutes, or since the start where that is shorter, as if it went on for an hour.`,
      ],
      facts: [
        [t('Looked at'), t`${formatDuration(window)} up to ${formatMoment(now)}`],
        [
          t('Used in it'),
          rate === null ? t('nothing') : t`${formatExact(Math.round(inWindow(rate.tokensPerHour)))} tokens`,
        ],
        ...(rate?.usdPerHour == null
          ? []
          : ([
              [t('Cost of it'), formatUsd(inWindow(rate.usdPerHour))],
              [t('Cost per hour'), formatUsd(rate.usdPerHour)],
            ] as const)),
      ],
      caveats: [...unpricedCaveat(state), ...sumCaveats(state)],
    },
  );
}

export function explainLimits(told: RateLimits | null): Explanation | null {
  if (told === null) return null;
  const { limits, plan, at } = told;
  return explanation(t('Rate limits'), plan ?? t('as told'), {
    rule: [
      t('How much of its allowance the account has used, as the provider told the agent. Other sessions use it too.'),
    ],
    facts: [
      ...limits.map(({ name, used_percent: used, resets_at: resets }): Fact => {
        const share = formatPercent(used);
        return [said(name), resets === undefined ? t`${share} used` : t`${share} used, anew ${formatMoment(resets)}`];
      }),
      [t('As of'), formatMoment(at)],
    ],
  });
}
