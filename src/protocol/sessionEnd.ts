import type { Outcome } from './events.ts';
import type { PhaseSpan, SessionEnd, SessionState } from './state.ts';

const RANK: Readonly<Record<Outcome, number>> = { complete: 2, failed: 1, stopped: 0 };

/**
 * The state with one more sign that the session ended. Signs agree or compete: an end dated before work last began
 * belongs to an earlier run; a sign with a time of its own is better than one dated by the file system.
 */
export function endSession(state: SessionState, end: SessionEnd): SessionState {
  if (end.clock !== 'file' && state.lastStartAt !== null && end.at < state.lastStartAt) return state;
  return { ...state, end: state.end === null ? end : better(state.end, end) };
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
  const started = { ...state, lastStartAt: Math.max(state.lastStartAt ?? at, at) };
  if (end === null || at <= end.at) return started;
  const isOpen = ({ from, to }: PhaseSpan): boolean => to === null && from <= end.at;
  return { ...started, end: null, phases: state.phases.map((span) => (isOpen(span) ? { ...span, to: end.at } : span)) };
}
