import type { Outcome } from './events.ts';
import type { SessionEnd, SessionState } from './state.ts';

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

/** Work began again: what ended before that moment has not ended. */
export function startWork(state: SessionState, at: number): SessionState {
  const lastStartAt = state.lastStartAt === null ? at : Math.max(state.lastStartAt, at);
  const reopened = state.end !== null && at > state.end.at;
  return reopened || lastStartAt !== state.lastStartAt
    ? { ...state, lastStartAt, end: reopened ? null : state.end }
    : state;
}
