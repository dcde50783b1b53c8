/** Why the numbers of agents are what they are. */
import { agentName, isAtWork } from '../../src/protocol/agentTree.ts';
import { totalTokens } from '../../src/protocol/events.ts';
import { formatCost, formatTokens } from '../../src/protocol/format.ts';
import { isLive } from '../../src/protocol/selectors.ts';
import { AGENTS_IN_STATE } from '../../src/protocol/state.ts';
import type { Agent, SessionState } from '../../src/protocol/state.ts';
import { formatMoment } from '../clock.ts';
import { exactNumber } from '../exactNumber.ts';
import { contextFacts, contextValue } from './explainContext.ts';
import { explanation, requestsOf } from './explanation.ts';
import type { Explanation, Fact } from './explanation.ts';
import { NAME_A_PRICE, tokenFacts } from './parts.ts';

export function explainAgents(state: SessionState, now: number): Explanation {
  const { agents } = state;
  const working = isLive(state, now) ? agents.filter(isAtWork).length : 0;
  const count = agents.reduce((sum, { calls }) => sum + calls, 0);
  const tokens = agents.reduce((sum, agent) => sum + totalTokens(agent.tokens), 0);
  return explanation('Agents', exactNumber(agents.length), {
    rule: [
      'Agents that the session started, and those that they started. One is at work until something tells that it is over, or the session is.',
    ],
    facts: [
      ['At work', exactNumber(working)],
      ['Over', exactNumber(agents.length - working)],
      ...(count === 0 ? [] : [['Their tokens', exactNumber(tokens)] as const]),
    ],
    caveats:
      agents.length >= AGENTS_IN_STATE
        ? [`The newest ${AGENTS_IN_STATE} are kept; the session’s sums hold the others too.`]
        : [],
    requests: count === 0 ? null : requestsOf(state, { includes: ({ agent }) => agent !== null, count }),
  });
}

export function explainAgent(state: SessionState, id: string): Explanation | null {
  const agent = state.agents.find((each) => each.id === id);
  if (agent === undefined) return null;
  return explanation(agentName(agent), valueOf(agent), {
    rule: [
      'Tokens, cost and requests are those of its own thread. Agents that it started have sums of their own, and the session’s sum holds them all.',
      ...(agent.tokensUsed === null ? [] : ['Its progress and its tokens are what the program that runs it posts.']),
    ],
    facts: [...useFacts(agent), ...contextOf(agent), ...lifeFacts(agent)],
    caveats:
      agent.cost.unpricedTokens > 0
        ? [`${formatTokens(agent.cost.unpricedTokens)} tokens have no known price. ${NAME_A_PRICE}`]
        : [],
    requests:
      agent.calls === 0 ? null : requestsOf(state, { includes: (request) => request.agent === id, count: agent.calls }),
  });
}

function valueOf({ calls, tokens, tokensUsed }: Agent): string {
  if (calls > 0) return `${exactNumber(totalTokens(tokens))} tokens`;
  return tokensUsed === null ? 'no number known' : `${exactNumber(tokensUsed)} tokens`;
}

function useFacts({ tokens, cost, calls, toolCount }: Agent): readonly Fact[] {
  if (calls === 0) return [];
  return [
    ...tokenFacts(tokens),
    ['Cost', formatCost(cost)],
    ['Requests', exactNumber(calls)],
    ['Tool calls', exactNumber(toolCount)],
  ];
}

function contextOf({ context }: Agent): readonly Fact[] {
  if (context === null) return [];
  const facts = contextFacts(context).map(([name, text]): Fact => [`Context: ${name.toLowerCase()}`, text]);
  return [['Context window', contextValue(context)], ...facts];
}

function lifeFacts({ type, model, startedAt, updatedAt, id }: Agent): readonly Fact[] {
  return [
    ...(type === null ? [] : [['Kind', type] as const]),
    ...(model === null ? [] : [['Model', model] as const]),
    ['First seen', formatMoment(startedAt)],
    ['Last seen', formatMoment(updatedAt)],
    ['Id', id],
  ];
}
