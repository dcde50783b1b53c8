/** What checkpoints, version 2 builds and orchestrators tell of the session as a whole. */
import { inEnglish } from './language.ts';
import type { EventData, KnownOf, Outcome, SessionEvent } from './events.ts';
import { logLine } from './foldLog.ts';
import { canonicalPhase, enterPhase } from './phases.ts';
import { endSession, startWork } from './sessionEnd.ts';
import { isAgentSession } from './selectors.ts';
import { brief, shorten } from './shorten.ts';
import { ARTIFACT_IN_STATE, NAMES_IN_STATE, PHASES_IN_STATE } from './state.ts';
import type { SessionState } from './state.ts';
import { waitForPerson, work } from './waiting.ts';

export function sessionInfo(state: SessionState, data: EventData['session_info']): SessionState {
  return {
    ...state,
    source: brief(data.agent) ?? (isAgentSession(state) ? state.source : 'checkpoint'),
    agentVersion: brief(data.agent_version) ?? state.agentVersion,
    folder: brief(data.folder) ?? state.folder,
    branch: brief(data.branch) ?? state.branch,
    model: brief(data.model) ?? state.model,
    permissionMode: brief(data.permission_mode) ?? state.permissionMode,
    forkedFrom: brief(data.forked_from) ?? state.forkedFrom,
    billing: brief(data.billing) ?? state.billing,
    project: brief(data.project) ?? state.project,
    task: data.task === undefined ? state.task : shorten(data.task),
    startedAt: earlier(state.startedAt, data.started_at),
    iteration: Math.max(state.iteration, data.iterations ?? 0),
    failedAttempts: data.failed_attempts ?? state.failedAttempts,
    checkpointPhase: brief(data.phase) ?? state.checkpointPhase,
  };
}

/** Several files tell of the start; the earliest is the session's. */
function earlier(known: number | null, told: number | undefined): number | null {
  if (told === undefined) return known;
  return known === null ? told : Math.min(known, told);
}

/** A failing test is what the test loop is for; only when it gives up is that the session's end. */
function givesUp(phase: string, status: string): boolean {
  const tests = ['test', 'test loop'].includes(canonicalPhase(phase));
  return tests ? /^failed.+/.test(status) : status.startsWith('failed');
}

/** In version 2 a phase that fails or the last one of n that completes ends the session. */
export function phaseUpdate(before: SessionState, event: KnownOf<'phase_update'>, seq: number): SessionState {
  const { data, time } = event;
  const state = anotherBuild(before, data.started_at);
  const status = data.status?.toLowerCase() ?? null;
  const stale = state.phaseProgress !== null && time < state.phaseProgress.at;
  const failed = status?.startsWith('failed') ?? false;
  const gaveUp = status !== null && givesUp(data.current_phase, status);
  const goesOn = !stale && !gaveUp && status !== 'completed';
  const begun = goesOn ? startWork(work(state, time), time) : work(state, time);
  const entered: SessionState = {
    ...begun,
    folder: brief(data.folder) ?? state.folder,
    phases: enterPhase(begun.phases, shorten(data.current_phase), time),
    startedAt: earlier(state.startedAt, data.started_at),
    iteration: Math.max(state.iteration, data.test_iteration ?? 0),
  };
  if (stale) return entered;
  const updated: SessionState = {
    ...entered,
    phaseProgress: {
      number: brief(data.phase_number),
      status: brief(data.status),
      detail: brief(data.progress_detail),
      completed: phaseNames(data.phases_completed) ?? state.phaseProgress?.completed ?? [],
      at: time,
    },
  };
  const logged = logLine(updated, event, seq, failed ? 'error' : 'info', failed);
  if (gaveUp) {
    const detail = data.progress_detail ? `: ${data.progress_detail}` : '';
    return end(logged, event, 'failed', inEnglish`phase ${data.current_phase} ${status.replaceAll('_', ' ')}${detail}`);
  }
  if (status !== 'completed') return waitIfAsked(logged, data, time);
  return isLastPhase(data.phase_number) ? end(logged, event, 'complete', inEnglish`the last phase completed`) : logged;
}

/** Builds may share a session's name: what began after the last word of one is another, with phases of its own. */
function anotherBuild(state: SessionState, startedAt: number | undefined): SessionState {
  const over = Math.max(state.end?.at ?? 0, state.phaseProgress?.at ?? Infinity);
  if (startedAt === undefined || startedAt <= over) return state;
  return { ...state, startedAt, phases: [], phaseProgress: null, iteration: 0, iterations: [] };
}

function waitIfAsked(state: SessionState, data: EventData['phase_update'], at: number): SessionState {
  const asks = /wait|blocked|paused|needs?_input/i.test(data.status ?? '');
  return asks ? waitForPerson(state, data.progress_detail ?? inEnglish`phase ${data.current_phase}`, at) : state;
}

function phaseNames(names: readonly string[] | undefined): readonly string[] | undefined {
  return names?.slice(0, PHASES_IN_STATE).map(shorten);
}

function isLastPhase(phaseNumber: string | undefined): boolean {
  const match = /^(\d+)\s*\/\s*(\d+)$/.exec(phaseNumber ?? '');
  return match !== null && match[1] === match[2];
}

export function completion(state: SessionState, event: KnownOf<'completion'>, seq: number): SessionState {
  const logged = logLine(state, event, seq, event.data.success ? 'info' : 'error');
  return end(logged, event, event.data.success ? 'complete' : 'failed', inEnglish`completion event`);
}

export function sessionSummary(state: SessionState, event: KnownOf<'session_summary'>, seq: number): SessionState {
  const { data } = event;
  const completed = phaseNames(data.phases_completed);
  const noProgress = { number: null, status: null, detail: null, at: event.time };
  const phaseProgress = completed ? { ...(state.phaseProgress ?? noProgress), completed } : state.phaseProgress;
  const logged = logLine({ ...state, task: state.task ?? brief(data.task), phaseProgress }, event, seq, 'info');
  const status = data.status?.toLowerCase() ?? '';
  const evidence = inEnglish`session summary: ${data.status ?? inEnglish`no status`}`;
  if (/fail|error/.test(status)) return end(logged, event, 'failed', evidence);
  if (/complete|success/.test(status)) return end(logged, event, 'complete', evidence);
  return end(logged, event, 'stopped', evidence);
}

export function end(state: SessionState, event: SessionEvent, outcome: Outcome, evidence: string): SessionState {
  return endSession(state, { outcome, evidence: shorten(evidence), at: event.time, clock: event.clock });
}

/** The newest text of each name; the one that was first told of goes when there are too many. */
export function withArtifact(known: SessionState['artifacts'], { name, text }: EventData['artifact']) {
  const short = shorten(name);
  const others = Object.entries(known).filter(([other]) => other !== short);
  return Object.fromEntries([...others, [short, text.slice(0, ARTIFACT_IN_STATE)] as const].slice(-NAMES_IN_STATE));
}
