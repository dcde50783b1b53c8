/** The running product's answers about sessions: the original's fields, and ours beyond them. Times are ISO 8601. */
import type { Diagnostic } from '../../protocol/diagnostics.ts';
import { phaseSteps } from '../../protocol/pipeline.ts';
import {
  currentPhase,
  elapsed,
  estimatedRemaining,
  isLive,
  overallPercent,
  phaseNumber,
  sessionStatus,
  startedAt,
  taskPercent,
} from '../../protocol/selectors.ts';
import type { Status, StatusFacts } from '../../protocol/selectors.ts';
import type { Agent, ContextUse, SessionState } from '../../protocol/state.ts';
import type { SessionSummary } from '../../protocol/summary.ts';
import { codingAgentBody } from './codingAgentBody.ts';
import { iso } from './iso.ts';
import { tokensBody, toolBody } from './useBodies.ts';

const seconds = (ms: number | null): number => (ms === null ? 0 : Math.round(ms / 1000));

/** The original's word for a status: the producer's own while the session is live, "completed" when it is complete. */
function statusWord(status: Status, producerWord: string | null): string {
  if (status.name === 'complete') return 'completed';
  return status.name === 'running' ? (producerWord ?? 'running') : status.name;
}

function stateBody(facts: StatusFacts, now: number): { name: string; evidence: string; since: string | null } {
  const { name, evidence, since } = sessionStatus(facts, now);
  return { name, evidence, since: iso(since) };
}

/** A row of /api/sessions. */
export function sessionRow(summary: SessionSummary, now: number) {
  const status = sessionStatus(summary, now);
  return {
    id: summary.id,
    project: summary.project ?? summary.id,
    task: summary.task ?? '',
    phase: summary.phase ?? 'unknown',
    phase_number: summary.phaseNumber,
    status: statusWord(status, null),
    iterations: summary.iteration,
    start_time: iso(startedAt(summary)),
    last_update: iso(summary.activity?.at ?? null),
    completed_tasks: summary.tasksDone,
    total_tasks: summary.tasksTotal,
    phases_completed: summary.phasesCompleted,
    is_complete: summary.end?.outcome === 'complete',
    source: summary.source,
    state: stateBody(summary, now),
    tokens: { total: summary.tokens },
    cost: costBody(summary.cost),
    context: { percentage: summary.contextPercent },
  };
}

/** The body of /api/status/{id} and of the `status` frame of /ws/{id}. */
export function statusBody(state: SessionState, now: number, diagnostics: readonly Diagnostic[]) {
  const status = sessionStatus(state, now);
  const phase = currentPhase(state) ?? 'unknown';
  const completed = state.tasks?.completed ?? [];
  const remaining = state.tasks?.remaining ?? [];
  return {
    id: state.id,
    session_id: state.id,
    project: state.project ?? state.id,
    task: state.task ?? '',
    phase,
    current_phase: phase,
    phase_number: phaseNumber(state),
    status: statusWord(status, state.phaseProgress?.status ?? null),
    iterations: state.iteration,
    start_time: iso(startedAt(state)),
    elapsed_seconds: seconds(elapsed(state, now)),
    estimated_remaining_seconds: seconds(estimatedRemaining(state, now)),
    overall_progress_percent: Math.floor(overallPercent(state) ?? 0),
    tasks: {
      completed,
      remaining,
      in_progress: state.tasks?.inProgress ?? [],
      total: completed.length + remaining.length,
      progress_percent: Math.floor(taskPercent(state) ?? 0),
    },
    phase_breakdown: phaseBreakdown(state, now),
    phases_completed: state.phaseProgress?.completed ?? [],
    context: contextBody(state.context),
    artifacts: state.artifacts,
    is_complete: state.end?.outcome === 'complete',
    notes: state.notes,
    source: state.source,
    state: stateBody(state, now),
    tokens: tokensBody(state.tokens),
    cost: costBody(state.cost),
    requests: state.calls,
    agents: state.agents.map((agent) => agentBody(agent, state)),
    ...codingAgentBody(state),
    last_error: state.lastError && { message: state.lastError.message, time: iso(state.lastError.at) },
    custom_events: {
      count: state.customCount,
      latest: state.custom.map(({ time, type, text }) => ({ time: iso(time), type, data: text })),
    },
    diagnostics: diagnostics.filter(({ session }) => session === null || session === state.id).map(diagnosticBody),
  };
}

export function phaseBreakdown(state: SessionState, now: number) {
  const steps = phaseSteps(state, now);
  const named = (wanted: string): string[] => steps.filter((step) => step.state === wanted).map((step) => step.name);
  return { completed: named('done'), current: named('current')[0] ?? null, remaining: named('todo') };
}

export function phasesBody(state: SessionState, now: number) {
  return {
    session_id: state.id,
    current_phase: currentPhase(state) ?? 'unknown',
    phase_number: phaseNumber(state),
    phases_completed: state.phaseProgress?.completed ?? [],
    phase_breakdown: phaseBreakdown(state, now),
    history: state.phases.map(({ name, from, to }) => ({ phase: name, from: iso(from), to: iso(to) })),
  };
}

const ENDED_AGENT = new Set(['completed', 'complete', 'failed', 'stopped', 'done', 'error']);

export function agentsBody(state: SessionState, now: number) {
  const agents = state.agents.map((agent) => agentBody(agent, state));
  const active = isLive(state, now) ? agents.filter(({ status }) => !ENDED_AGENT.has(status?.toLowerCase() ?? '')) : [];
  return { session_id: state.id, agents, total_agents: agents.length, active_agents: active.length };
}

function agentBody(agent: Agent, state: SessionState) {
  // What ended took its agents along, whether they said so or not.
  const ended = state.end !== null;
  const tool = ended ? undefined : state.tools.findLast((running) => running.agent === agent.id);
  return {
    session_id: state.id,
    agent_id: agent.id,
    agent_type: agent.type,
    agent_name: agent.name,
    status: ended && agent.status === 'running' ? 'stopped' : agent.status,
    phase: agent.phase,
    progress_percent: agent.progressPercent,
    tokens_used: agent.tokensUsed,
    tokens_limit: agent.tokensLimit,
    error_message: agent.error,
    start_time: iso(agent.startedAt),
    last_update: iso(agent.updatedAt),
    parent_id: agent.parent,
    description: agent.description,
    model: agent.model,
    requests: agent.calls,
    tokens: tokensBody(agent.tokens),
    cost: costBody(agent.cost),
    context: contextBody(agent.context),
    tool_calls: agent.toolCount,
    tool: tool === undefined ? null : toolBody(tool),
  };
}

function contextBody(context: ContextUse | null) {
  return {
    percentage: context?.percent ?? null,
    tokens_used: context?.tokens ?? null,
    window: context?.window ?? null,
    source: context?.source ?? null,
  };
}

function costBody(cost: SessionState['cost']) {
  return { usd: cost.usd, unpriced_tokens: cost.unpricedTokens };
}

export function diagnosticBody(diagnostic: Diagnostic) {
  return { ...diagnostic, at: iso(diagnostic.at) };
}
