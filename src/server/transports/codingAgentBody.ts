import { isAgentSession, uncountedCompactions } from '../../protocol/selectors.ts';
import type { RateLimits, SessionState } from '../../protocol/state.ts';
import { iso } from './iso.ts';
import { tokensBody, toolBody } from './useBodies.ts';

/** What the status of a coding agent's session says beyond that of any session. */
export function codingAgentBody(state: SessionState) {
  return {
    agent: isAgentSession(state) ? state.source : null,
    agent_version: state.agentVersion,
    folder: state.folder,
    branch: state.branch,
    model: state.model,
    permission_mode: state.permissionMode,
    forked_from: state.forkedFrom,
    links: state.links,
    turn: state.turn && { ...state.turn, from: iso(state.turn.from), to: iso(state.turn.to) },
    tools: {
      // A session that ended runs nothing, whatever never came back.
      running: (state.end === null ? state.tools : []).map(toolBody),
      calls: state.toolCount,
      errors: state.toolErrorCount,
    },
    lines: { added: state.linesAdded, removed: state.linesRemoved },
    reported_costs: Object.entries(state.reportedCosts).map(([basis, { usd, at }]) => ({ basis, usd, time: iso(at) })),
    incomplete_requests: state.incompleteCalls,
    uncounted_compactions: uncountedCompactions(state),
    models: Object.entries(state.models).map(([model, { calls, tokens, costUsd }]) => ({
      model,
      requests: calls,
      tokens: tokensBody(tokens),
      usd: costUsd,
    })),
    compactions: state.compactions.map(({ at, trigger, tokensBefore, tokensAfter, counted }) => ({
      time: iso(at),
      trigger,
      tokens_before: tokensBefore,
      tokens_after: tokensAfter,
      counted,
    })),
    process: state.process && {
      status: state.process.status,
      pid: state.process.pid,
      evidence: state.process.evidence,
      time: iso(state.process.at),
    },
    rate_limits: state.rateLimits && rateLimitsBody(state.rateLimits),
  };
}

function rateLimitsBody({ limits, plan, at }: RateLimits) {
  return {
    limits: limits.map(({ name, used_percent, window_minutes, resets_at }) => ({
      name,
      used_percent,
      window_minutes: window_minutes ?? null,
      resets_at: iso(resets_at ?? null),
    })),
    plan,
    time: iso(at),
  };
}
