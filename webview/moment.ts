import type { Connection, View } from '../src/protocol/client.ts';
import type { Me } from '../src/protocol/sharingQuestions.ts';
import type { Measured } from './measured/measured.ts';
import type { Loss } from './transports/host.ts';
import type { SessionState } from '../src/protocol/state.ts';

/** What the page shows at one instant. */
export interface Moment {
  readonly view: View;
  /** The server's clock, ms: what ages are counted from. */
  readonly clock: number;
  /**
   * The time of what is known, for all that is derived from it. It stands still while the connection is lost or in doubt:
   * silence then says nothing about the session, and must not make it look stalled.
   */
  readonly now: number;
  /** False while what is shown may be old. */
  readonly upToDate: boolean;
  /** How long nothing was heard, ms, while that is so; else null. */
  readonly lostFor: number | null;
  /** How the connection was lost; null while it is not. */
  readonly loss: Loss | null;
  /** The session that is wanted; null while there is none to show. */
  readonly wanted: string | null;
  /** Who looks at the page, where they had to be let in and the server said as whom. */
  readonly me: Me | null;
  /** The numbers that custom events told. */
  readonly measured: Measured;
}

/** A moment at which the followed session is known. */
export interface SessionMoment extends Moment {
  readonly state: SessionState;
  /** It is shown again, as it was. */
  readonly replayed?: true;
}

export function momentOf(
  view: View,
  clock: number,
  { wanted, loss, me, measured }: Pick<Moment, 'wanted' | 'loss' | 'me' | 'measured'>,
): Moment {
  const upToDate = isUpToDate(view.connection);
  const seen = upToDate ? clock : (view.lastFrameAt ?? clock);
  return {
    view,
    clock: clock + view.clockOffset,
    now: seen + view.clockOffset,
    upToDate,
    lostFor: upToDate || view.lastFrameAt === null ? null : clock - view.lastFrameAt,
    loss: view.connection === 'lost' ? loss : null,
    wanted,
    me,
    measured,
  };
}

/** Whether what the server told is still so. */
export function isUpToDate(connection: Connection): boolean {
  return connection !== 'lost' && connection !== 'checking';
}
