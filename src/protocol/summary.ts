import { totalTokens } from './events.ts';
import { currentPhase, phaseNumber } from './selectors.ts';
import type { Activity, Cost, SessionEnd, SessionState } from './state.ts';

/** A session in a list: small, and with all that the selectors of a list need. */
export interface SessionSummary {
  readonly id: string;
  readonly project: string | null;
  readonly task: string | null;
  readonly source: string;
  readonly startedAt: number | null;
  readonly firstActivityAt: number | null;
  readonly activity: Activity | null;
  readonly waiting: SessionState['waiting'];
  readonly end: SessionEnd | null;
  readonly phase: string | null;
  readonly phaseNumber: string | null;
  readonly phasesCompleted: readonly string[];
  readonly iteration: number;
  readonly tasksDone: number;
  readonly tasksTotal: number;
  readonly contextPercent: number | null;
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
    phase: currentPhase(state),
    phaseNumber: phaseNumber(state),
    phasesCompleted: state.phaseProgress?.completed ?? [],
    iteration: state.iteration,
    tasksDone: done,
    tasksTotal: done + (state.tasks?.remaining.length ?? 0),
    contextPercent: state.context?.percent ?? null,
    tokens: totalTokens(state.tokens),
    cost: state.cost,
    errorCount: state.errorCount,
  };
}
