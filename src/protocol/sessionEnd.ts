import type { Outcome } from './events.ts';
import type { PhaseSpan, SessionEnd, SessionState } from './state.ts';

const RANK: Readonly<Record<Outcome, number>> = {
  complete: 3,
  failed: 2,
  interrupted: 1,
  killed: 0,
  stopped: 0,
};

/**
 * The state with one more sign that the session ended. Signs agree or compete: an end dated before work last began
 * belongs to an earlier run; a sign with a time of its own is better than one dated by the file system.
 */
export function endSession(state: SessionState, end: SessionEnd): SessionState {
  if (state.lastStartAt !== null && isBefore(state, end, state.lastStartAt)) return state;
  return { ...state, end: state.end === null ? end : better(state.end, end) };
}

/**
 * Whether the session ended before work began at `start`. A file dated before the session's own beginning is not older:
 * its date is one that a copy or an archive gave it.
 */
function isBefore(state: SessionState, end: SessionEnd, start: number): boolean {
  const began = Math.min(state.startedAt ?? Infinity, state.firstActivityAt ?? Infinity);
  return end.at < start && (end.clock !== 'file' || end.at >= began);
}

function better(a: SessionEnd, b: SessionEnd): SessionEnd {
  if (a.outcome === b.outcome) {
    if ((a.clock === 'file') !== (b.clock === 'file')) return a.clock === 'file' ? b : a;
    return b.at >= a.at ? b : a;
  }
  if (a.clock === 'file' || b.clock === 'file') return RANK[b.outcome] > RANK[a.outcome] ? b : a;
  return b.at >= a.at ? b : a;
}

/** Work began again: what ended before that moment has not ended, but its phase has. */
export function startWork(state: SessionState, at: number): SessionState {
  const { end } = state;
  const lastStartAt = Math.max(state.lastStartAt ?? at, at);
  const started = { ...state, lastStartAt };
  if (end === null || !isBefore(state, end, lastStartAt)) return started;
  const isOpen = ({ from, to }: PhaseSpan): boolean => to === null && from <= end.at;
  return { ...started, end: null, phases: state.phases.map((span) => (isOpen(span) ? { ...span, to: end.at } : span)) };
}
