import { canonicalPhase } from './phases.ts';
import { currentPhase, endedAt, isLive } from './selectors.ts';
import type { StatusFacts } from './selectors.ts';
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

/** What tells how far a session is; a whole state and a summary both have it. */
export interface PhaseFacts extends StatusFacts {
  /** The current one, as it was told; null while none is known. */
  readonly phase: string | null;
  /** Each phase that was begun, in the order of its first time. */
  readonly phasesEntered: readonly string[];
  /** Those that the producer lists as completed. */
  readonly phasesCompleted: readonly string[];
  /** "in_progress", "completed" … of the current one, where the producer says so. */
  readonly phaseStatus: string | null;
  /** The producer counts its phases: version 2 of the runner. */
  readonly phasesCounted: boolean;
  /** Concluded from what an agent does. */
  readonly phasesInferred: boolean;
}

export interface PhasePlace {
  readonly name: string;
  /**
   * `unseen`: the session is beyond it, but nobody told of it. `ended`: the session ended, or fell silent for good, in
   * it. A phase behind the current one is `todo` even where it was entered before: a failing test leads back.
   */
  readonly state: 'done' | 'current' | 'todo' | 'unseen' | 'ended';
}

export interface PhaseStep extends PhasePlace {
  /** Time spent in the phase so far, ms; null when unknown or not begun. */
  readonly duration: number | null;
}

export function phaseFacts(state: SessionState): Omit<PhaseFacts, keyof StatusFacts> {
  const entered = new Set(state.phases.map(({ name }) => canonicalPhase(name)));
  return {
    phase: currentPhase(state),
    phasesEntered: [...entered],
    phasesCompleted: state.phaseProgress?.completed ?? [],
    phaseStatus: state.phaseProgress?.status ?? null,
    phasesCounted: state.phaseProgress !== null,
    phasesInferred: state.phasesInferred,
  };
}

/** The phases as a pipeline: the expected ones in order, and any other where it was entered. */
export function phaseSteps(state: SessionState, now: number): readonly PhaseStep[] {
  const durations = phaseDurations(state, now);
  return phasePlaces({ ...state, ...phaseFacts(state) }, now).map((place) => ({
    ...place,
    duration: durations.get(place.name) ?? null,
  }));
}

/** The same without the times. */
export function phasePlaces(facts: PhaseFacts, now: number): readonly PhasePlace[] {
  const listed = facts.phasesCompleted.map(canonicalPhase);
  const entered = facts.phasesEntered.filter((name) => !['init', 'complete'].includes(name));
  const names = inOrder(facts.phasesCounted ? EXPECTED_V2 : EXPECTED, [...new Set([...entered, ...listed])]);
  const current = canonicalPhase(facts.phase ?? '');
  const reached = facts.end?.outcome === 'complete' ? names.length : names.indexOf(current);
  const stateOf = (name: string, index: number): PhasePlace['state'] => {
    if (name === current && !listed.includes(name)) return isLive(facts, now) ? stateOfCurrent(facts) : 'ended';
    if (listed.includes(name)) return 'done';
    if (index >= reached) return 'todo';
    return entered.includes(name) ? 'done' : 'unseen';
  };
  return names.map((name, index) => ({ name, state: stateOf(name, index) }));
}

/** How often each phase was entered, by its canonical name: a failing test leads back to the builder. */
export function timesEntered({ phases }: Pick<SessionState, 'phases'>): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { name } of phases) {
    const phase = canonicalPhase(name);
    times.set(phase, (times.get(phase) ?? 0) + 1);
  }
  return times;
}

/** Version 2 says that a phase is over before the next one begins. */
function stateOfCurrent({ phaseStatus }: PhaseFacts): 'done' | 'current' {
  return phaseStatus?.toLowerCase() === 'completed' ? 'done' : 'current';
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
