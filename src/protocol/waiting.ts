import { shorten } from './shorten.ts';
import type { SessionState } from './state.ts';

/** A sign that the session works: it no longer waits for a person, and whoever thought it killed was wrong. */
export function work(state: SessionState, at: number): SessionState {
  const end = state.end?.outcome === 'killed' && at > state.end.at ? null : state.end;
  const waiting = state.waiting !== null && at > state.waiting.since ? null : state.waiting;
  return { ...state, end, waiting, lastWorkAt: Math.max(state.lastWorkAt ?? at, at) };
}

/** The session waits, unless it is known to have worked or asked since. */
export function waitForPerson(state: SessionState, reason: string, since: number): SessionState {
  const overtaken = Math.max(state.lastWorkAt ?? since, state.waiting?.since ?? since) > since;
  return overtaken ? state : { ...state, waiting: { reason: shorten(reason), since } };
}
