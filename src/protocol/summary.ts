import type { SessionEvent, Tokens } from './events.ts';
import { totalTokens } from './events.ts';
import type { PhaseFacts } from './pipeline.ts';
import { phaseFacts } from './pipeline.ts';
import { isSubscription, phaseNumber, runningTool } from './selectors.ts';
import type { UseMinute } from './recentUse.ts';
import { recentUse } from './recentUse.ts';
import type { ContextSeries } from './series.ts';
import type { Cost, LogLine, SessionState } from './state.ts';

/** A session in a list: small, and with all that the selectors of a list need. */
export interface SessionSummary extends PhaseFacts {
  readonly id: string;
  readonly project: string | null;
  readonly task: string | null;
  readonly source: string;
  readonly model: string | null;
  readonly branch: string | null;
  /** The folder it works in. */
  readonly folder: string | null;
  readonly phaseNumber: string | null;
  readonly iteration: number;
  readonly tasksDone: number;
  readonly tasksTotal: number;
  readonly contextPercent: number | null;
  /** Tokens the context window holds; null when unknown. */
  readonly contextTokens: number | null;
  /** The course of the context window's fill over the session, percent; empty where it is not known. */
  readonly contextCourse: readonly number[];
  /** What the rate of use is counted from. */
  readonly recentUse: readonly UseMinute[];
  /** The newest line of the log, in short. */
  readonly lastLine: Pick<LogLine, 'time' | 'level' | 'text'> | null;
  readonly tokens: number;
  readonly cost: Cost;
  /** A plan covers the cost: it is what the tokens would cost. */
  readonly subscription: boolean;
  readonly errorCount: number;
}

const TASK_IN_SUMMARY = 200;
/** A picture as wide as a thumb has no room for more. */
const COURSE_POINTS = 24;
const PHASES_IN_SUMMARY = 20;
const PHASE_NAME_IN_SUMMARY = 80;

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
    ...shortPhases(state),
    phaseNumber: phaseNumber(state),
    iteration: state.iteration,
    tasksDone: done,
    tasksTotal: done + (state.tasks?.remaining.length ?? 0),
    contextPercent: state.context?.percent ?? null,
    contextTokens: state.context?.tokens ?? null,
    contextCourse: courseOf(state.contextSeries),
    recentUse: state.end === null ? recentUse(state.usageSeries) : [],
    lastLine: lastLine(state),
    tokens: totalTokens(state.tokens),
    cost: state.cost,
    subscription: isSubscription(state),
    errorCount: state.errorCount,
  };
}

function shortPhases(state: SessionState): ReturnType<typeof phaseFacts> {
  const facts = phaseFacts(state);
  const short = (names: readonly string[]): readonly string[] =>
    names.slice(-PHASES_IN_SUMMARY).map((name) => name.slice(0, PHASE_NAME_IN_SUMMARY));
  const name = (text: string | null): string | null => text?.slice(0, PHASE_NAME_IN_SUMMARY) ?? null;
  const now = { phase: name(facts.phase), phaseStatus: name(facts.phaseStatus) };
  return { ...facts, ...now, phasesEntered: short(facts.phasesEntered), phasesCompleted: short(facts.phasesCompleted) };
}

/** Of each stretch of the session its fullest moment, so that no peak is lost. */
function courseOf(series: ContextSeries): readonly number[] {
  const percents = series.flatMap(({ percent }) => (percent === null ? [] : [Math.floor(percent)]));
  const each = Math.max(1, Math.ceil(percents.length / COURSE_POINTS));
  return Array.from({ length: Math.ceil(percents.length / each) }, (_, index) =>
    Math.max(...percents.slice(index * each, (index + 1) * each)),
  );
}

function lastLine({ logs }: SessionState): SessionSummary['lastLine'] {
  const line = logs.at(-1);
  return line === undefined
    ? null
    : { time: line.time, level: line.level, text: line.text.trim().slice(0, TASK_IN_SUMMARY) };
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
