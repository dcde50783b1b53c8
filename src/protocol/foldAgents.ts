/** The agents of a session: what orchestrators post of them, and what their own threads tell. */
import { mergeContext } from './context.ts';
import type { EventData, KnownOf } from './events.ts';
import { NO_TOKENS } from './events.ts';
import { logLine } from './foldLog.ts';
import { brief } from './shorten.ts';
import { AGENTS_IN_STATE } from './state.ts';
import type { Agent, ContextUse, SessionState } from './state.ts';
import { work } from './waiting.ts';

function newAgent(id: string, at: number): Agent {
  return {
    id,
    name: null,
    type: null,
    status: null,
    phase: null,
    progressPercent: null,
    tokensUsed: null,
    tokensLimit: null,
    error: null,
    parent: null,
    description: null,
    model: null,
    calls: 0,
    tokens: NO_TOKENS,
    cost: { usd: null, unpricedTokens: 0 },
    context: null,
    toolCount: 0,
    startedAt: at,
    statusAt: 0,
    updatedAt: at,
  };
}

/** The state with one agent changed, known before or not; as it is when no agent is named. */
export function withAgent(
  state: SessionState,
  id: string | undefined,
  at: number,
  change: (agent: Agent) => Agent,
): SessionState {
  if (id === undefined) return state;
  const known = state.agents.find((agent) => agent.id === id);
  const changed = change(known ?? newAgent(id, at));
  const dated = {
    ...changed,
    startedAt: Math.min(changed.startedAt, at),
    updatedAt: Math.max(changed.updatedAt, at),
  };
  const agents = known ? state.agents.map((other) => (other === known ? dated : other)) : [...state.agents, dated];
  return { ...state, agents: agents.slice(-AGENTS_IN_STATE) };
}

/** The context window of an agent's own thread. */
export function agentContext(state: SessionState, id: string, incoming: ContextUse): SessionState {
  return withAgent(state, id, incoming.at, (agent) => ({ ...agent, context: mergeContext(agent.context, incoming) }));
}

/** An older fact only adds what is not known yet. */
export function agentUpdate(state: SessionState, event: KnownOf<'agent_update'>, seq: number): SessionState {
  const { data, time } = event;
  const before = state.agents.find((agent) => agent.id === data.agent_id);
  // The file system's date is when it was copied, at worst: it orders, but is no sign of life.
  const at = event.clock === 'file' ? (before?.updatedAt ?? time) : time;
  const working = event.clock === 'file' ? state : work(state, time);
  const updated = withAgent(working, data.agent_id, at, (agent) => {
    const older = time < agent.statusAt;
    const pick = <T>(told: T | null, known: T | null): T | null => (older ? (known ?? told) : (told ?? known));
    return {
      ...agent,
      name: pick(brief(data.agent_name), agent.name),
      type: pick(brief(data.agent_type), agent.type),
      status: pick(brief(data.status), agent.status),
      phase: pick(brief(data.phase), agent.phase),
      progressPercent: pick(data.progress_percent ?? null, agent.progressPercent),
      tokensUsed: pick(data.tokens_used ?? null, agent.tokensUsed),
      tokensLimit: pick(data.tokens_limit ?? null, agent.tokensLimit),
      parent: pick(brief(data.parent_id), agent.parent),
      description: pick(brief(data.description), agent.description),
      model: pick(brief(data.model), agent.model),
      error: older ? agent.error : agentError(data, agent),
      // What tells nothing of how it stands does not make what does look old.
      statusAt: data.status === undefined ? agent.statusAt : Math.max(agent.statusAt, time),
    };
  });
  const error = updated.agents.find((agent) => agent.id === data.agent_id)?.error ?? null;
  return error !== null && error !== (before?.error ?? null) ? logLine(updated, event, seq, 'error', true) : updated;
}

/** What is wrong with an agent: what was last told, until it is told to be well again. */
function agentError(data: EventData['agent_update'], known: Agent): string | null {
  const wellAgain = data.status !== undefined && !/fail|error/i.test(data.status);
  return brief(data.error_message) ?? (wellAgain ? null : known.error);
}
