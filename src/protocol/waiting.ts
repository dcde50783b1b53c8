import { shorten } from './shorten.ts';
import type { SessionState } from './state.ts';

/** A sign that the session works: it no longer waits for a person. */
export function work(state: SessionState, at: number): SessionState {
  const waiting = state.waiting !== null && at > state.waiting.since ? null : state.waiting;
  return { ...state, waiting, lastWorkAt: Math.max(state.lastWorkAt ?? at, at) };
}

/** The session waits, unless it is known to have worked or asked since. */
export function waitForPerson(state: SessionState, reason: string, since: number): SessionState {
  const overtaken = Math.max(state.lastWorkAt ?? since, state.waiting?.since ?? since) > since;
  return overtaken ? state : { ...state, waiting: { reason: shorten(reason), since } };
}
