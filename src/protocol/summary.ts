import type { SessionEvent, Tokens } from './events.ts';
import { totalTokens } from './events.ts';
import { currentPhase, phaseNumber, runningTool } from './selectors.ts';
import type { StatusFacts } from './selectors.ts';
import type { Cost, SessionState } from './state.ts';

/** A session in a list: small, and with all that the selectors of a list need. */
export interface SessionSummary extends StatusFacts {
  readonly id: string;
  readonly project: string | null;
  readonly task: string | null;
  readonly source: string;
  readonly model: string | null;
  readonly branch: string | null;
  /** The folder it works in. */
  readonly folder: string | null;
  readonly phase: string | null;
  readonly phaseNumber: string | null;
  readonly phasesCompleted: readonly string[];
  readonly iteration: number;
  readonly tasksDone: number;
  readonly tasksTotal: number;
  readonly contextPercent: number | null;
  /** Tokens the context window holds; null when unknown. */
  readonly contextTokens: number | null;
  readonly tokens: number;
  readonly cost: Cost;
  readonly errorCount: number;
}

const TASK_IN_SUMMARY = 200;

export function summarize(state: SessionState): SessionSummary {
  const done = state.tasks?.completed.length ?? 0;
  return {
    id: state.id,
    project: state.project,
    task: state.task?.slice(0, TASK_IN_SUMMARY) ?? null,
    source: state.source,
    startedAt: state.startedAt,
    firstActivityAt: state.firstActivityAt,
    activity: state.activity && { ...state.activity, text: state.activity.text.slice(0, TASK_IN_SUMMARY) },
    waiting: state.waiting,
    end: state.end,
    turn: state.turn,
    tools: shownTools(state),
    backoff: state.backoff,
    process: state.process,
    model: state.model,
    branch: state.branch,
    folder: state.folder,
    phase: currentPhase(state),
    phaseNumber: phaseNumber(state),
    phasesCompleted: state.phaseProgress?.completed ?? [],
    iteration: state.iteration,
    tasksDone: done,
    tasksTotal: done + (state.tasks?.remaining.length ?? 0),
    contextPercent: state.context?.percent ?? null,
    contextTokens: state.context?.tokens ?? null,
    tokens: totalTokens(state.tokens),
    cost: state.cost,
    errorCount: state.errorCount,
  };
}

/** The one tool that a list tells of. */
function shownTools(state: SessionState): SessionState['tools'] {
  const tool = runningTool(state);
  return tool === null ? [] : [{ ...tool, input: tool.input?.slice(0, TASK_IN_SUMMARY) ?? null }];
}

/** The summary with what one more request used, or with the correction of one. */
export function withUsage(summary: SessionSummary, { data }: SessionEvent): SessionSummary {
  const used = data as unknown as Tokens & { readonly cost_usd: number | null; readonly unpriced_tokens?: number };
  const tokens = totalTokens(used);
  const unpriced = used.unpriced_tokens ?? (used.cost_usd === null ? tokens : 0);
  return {
    ...summary,
    tokens: summary.tokens + tokens,
    cost: {
      usd: used.cost_usd === null ? summary.cost.usd : (summary.cost.usd ?? 0) + used.cost_usd,
      unpricedTokens: summary.cost.unpricedTokens + unpriced,
    },
  };
}
