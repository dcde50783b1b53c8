import { canonicalPhase } from './phases.ts';
import { currentPhase, endedAt, isLive } from './selectors.ts';
import type { SessionState } from './state.ts';

/** The phases every session goes through. */
const EXPECTED = ['scout', 'architect', 'builder'];
const EXPECTED_V2 = [...EXPECTED, 'test', 'documentation', 'deploy'];
/** Where the phases belong that version 2 knows, those that a build may leave out included. */
const KNOWN_ORDER = [
  'codebase analysis',
  ...EXPECTED,
  'test',
  'test loop',
  'screenshot',
  'documentation',
  'deploy',
  'feedback',
];

export interface PhaseStep {
  readonly name: string;
  /**
   * `unseen`: the session is beyond it, but nobody told of it. `ended`: the session ended, or fell silent for good, in
   * it. A phase behind the current one is `todo` even where it was entered before: a failing test leads back.
   */
  readonly state: 'done' | 'current' | 'todo' | 'unseen' | 'ended';
  /** Time spent in the phase so far, ms; null when unknown or not begun. */
  readonly duration: number | null;
}

/** The phases as a pipeline: the expected ones in order, and any other where it was entered. */
export function phaseSteps(state: SessionState, now: number): readonly PhaseStep[] {
  const durations = phaseDurations(state, now);
  const listed = (state.phaseProgress?.completed ?? []).map(canonicalPhase);
  const entered = [...durations.keys()].filter((name) => !['init', 'complete'].includes(name));
  const names = inOrder(state.phaseProgress === null ? EXPECTED : EXPECTED_V2, [...new Set([...entered, ...listed])]);
  const current = canonicalPhase(currentPhase(state) ?? '');
  const reached = state.end?.outcome === 'complete' ? names.length : names.indexOf(current);
  const stepState = (name: string, index: number): PhaseStep['state'] => {
    if (name === current && !listed.includes(name)) return isLive(state, now) ? stateOfCurrent(state) : 'ended';
    if (listed.includes(name)) return 'done';
    if (index >= reached) return 'todo';
    return entered.includes(name) ? 'done' : 'unseen';
  };
  return names.map((name, index) => ({ name, state: stepState(name, index), duration: durations.get(name) ?? null }));
}

/** Version 2 says that a phase is over before the next one begins. */
function stateOfCurrent({ phaseProgress }: SessionState): 'done' | 'current' {
  return phaseProgress?.status?.toLowerCase() === 'completed' ? 'done' : 'current';
}

/** Known phases go where they belong, others behind the one they were seen behind. */
function inOrder(expected: readonly string[], seen: readonly string[]): readonly string[] {
  const names = KNOWN_ORDER.filter((name) => expected.includes(name) || seen.includes(name));
  seen.forEach((name, index) => {
    if (names.includes(name)) return;
    const before = seen.slice(0, index).findLast((other) => names.includes(other));
    names.splice(before === undefined ? 0 : names.indexOf(before) + 1, 0, name);
  });
  return names;
}

function phaseDurations(state: SessionState, now: number): ReadonlyMap<string, number> {
  const gone = isLive(state, now) ? now : (state.activity?.at ?? now);
  const until = endedAt(state) ?? gone;
  const durations = new Map<string, number>();
  for (const span of state.phases) {
    const name = canonicalPhase(span.name);
    durations.set(name, (durations.get(name) ?? 0) + Math.max(0, (span.to ?? until) - span.from));
  }
  return durations;
}
