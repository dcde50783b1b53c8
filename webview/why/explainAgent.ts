/** Why the numbers of agents are what they are. */
import { agentName, isAtWork } from '../../src/protocol/agentTree.ts';
import { totalTokens } from '../../src/protocol/events.ts';
import { formatCost, formatExact, formatTokens } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { isLive } from '../../src/protocol/selectors.ts';
import { AGENTS_IN_STATE } from '../../src/protocol/state.ts';
import type { Agent, SessionState } from '../../src/protocol/state.ts';
import { formatMoment } from '../clock.ts';
import { contextFacts, contextValue } from './explainContext.ts';
import { explanation, requestsOf } from './explanation.ts';
import type { Explanation, Fact } from './explanation.ts';
import { nameAPrice, tokenFacts } from './parts.ts';

export function explainAgents(state: SessionState, now: number): Explanation {
  const { agents } = state;
  const working = isLive(state, now) ? agents.filter(isAtWork).length : 0;
  const count = agents.reduce((sum, { calls }) => sum + calls, 0);
  const tokens = agents.reduce((sum, agent) => sum + totalTokens(agent.tokens), 0);
  return explanation(t('Agents'), formatExact(agents.length), {
    rule: [
      t(
        'Agents that the session started, and those that they started. One is at work until something tells that it is over, or the session is.',
      ),
    ],
    facts: [
      [t('At work'), formatExact(working)],
      [t('Over'), formatExact(agents.length - working)],
      ...(count === 0 ? [] : [[t('Their tokens'), formatExact(tokens)] as const]),
    ],
    caveats:
      agents.length >= AGENTS_IN_STATE
        ? [t`The newest ${AGENTS_IN_STATE} are kept; the session’s sums hold the others too.`]
        : [],
    requests: count === 0 ? null : requestsOf(state, { includes: ({ agent }) => agent !== null, count }),
  });
}

export function explainAgent(state: SessionState, id: string): Explanation | null {
  const agent = state.agents.find((each) => each.id === id);
  if (agent === undefined) return null;
  return explanation(agentName(agent), valueOf(agent), {
    rule: [
      t(
        'Tokens, cost and requests are those of its own thread. Agents that it started have sums of their own, and the session’s sum holds them all.',
      ),
      ...(agent.tokensUsed === null ? [] : [t('Its progress and its tokens are what the program that runs it posts.')]),
    ],
    facts: [...useFacts(agent), ...contextOf(agent), ...lifeFacts(agent)],
    caveats:
      agent.cost.unpricedTokens > 0
        ? [`${t`${formatTokens(agent.cost.unpricedTokens)} tokens have no known price.`} ${nameAPrice()}`]
        : [],
    requests:
      agent.calls === 0 ? null : requestsOf(state, { includes: (request) => request.agent === id, count: agent.calls }),
  });
}

function valueOf({ calls, tokens, tokensUsed }: Agent): string {
  if (calls > 0) return t`${formatExact(totalTokens(tokens))} tokens`;
  return tokensUsed === null ? t('no number known') : t`${formatExact(tokensUsed)} tokens`;
}

function useFacts({ tokens, cost, calls, toolCount }: Agent): readonly Fact[] {
  if (calls === 0) return [];
  return [
    ...tokenFacts(tokens),
    [t('Cost'), formatCost(cost)],
    [t('Requests'), formatExact(calls)],
    [t('Tool calls'), formatExact(toolCount)],
  ];
}

function contextOf({ context }: Agent): readonly Fact[] {
  if (context === null) return [];
  const names = {
    tokens: t('Context: tokens'),
    size: t('Context: size'),
    source: t('Context: how it is known'),
    at: t('Context: as of'),
  };
  return [[t('Context window'), contextValue(context)], ...contextFacts(context, names)];
}

function lifeFacts({ type, model, startedAt, updatedAt, id }: Agent): readonly Fact[] {
  return [
    ...(type === null ? [] : [[t('Kind'), type] as const]),
    ...(model === null ? [] : [[t('Model'), model] as const]),
    [t('First seen'), formatMoment(startedAt)],
    [t('Last seen'), formatMoment(updatedAt)],
    [t('Id'), id],
  ];
}
