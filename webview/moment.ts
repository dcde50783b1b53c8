import type { View } from '../src/protocol/client.ts';
import type { SessionState } from '../src/protocol/state.ts';

/** What the page shows at one instant. */
export interface Moment {
  readonly view: View;
  /** The server's clock, ms: what ages are counted from. */
  readonly clock: number;
  /**
   * The time of what is known, for all that is derived from it. It stands still while the connection is lost: silence
   * then says nothing about the session, and must not make it look stalled.
   */
  readonly now: number;
  /** How long nothing was heard, ms, while the connection is lost; else null. */
  readonly lostFor: number | null;
  /** What to do about the lost connection, if the host knows. */
  readonly advice: string | null;
  /** The session that is wanted; null while there is none to show. */
  readonly wanted: string | null;
}

/** A moment at which the followed session is known. */
export interface SessionMoment extends Moment {
  readonly state: SessionState;
}

export function momentOf(view: View, clock: number, wanted: string | null, advice: string | null): Moment {
  const lost = view.connection === 'lost';
  const seen = lost ? (view.lastFrameAt ?? clock) : clock;
  return {
    view,
    clock: clock + view.clockOffset,
    now: seen + view.clockOffset,
    lostFor: lost && view.lastFrameAt !== null ? clock - view.lastFrameAt : null,
    advice,
    wanted,
  };
}
