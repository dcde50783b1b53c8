import type { SessionState } from '../../src/protocol/state.ts';
import type { Ask } from '../transports/host.ts';

/** A session as it was, and when. */
export interface Replayed {
  readonly state: SessionState;
  /** ms since the Unix epoch. */
  readonly at: number;
}

/** What the replay knows of the page it is on. */
export interface Replay {
  readonly session: string;
  /** The moment asked for in the address, ms since the Unix epoch; null: the session's beginning. */
  readonly at: number | null;
  readonly ask: Ask;
  /** Shows the page at this moment. */
  readonly show: (replayed: Replayed) => void;
  /** The moment that a link to this page leads to; told while nothing plays. */
  readonly rest: (at: number) => void;
  /** Leads back to what happens now; null where there is only what was. */
  readonly live: (() => void) | null;
}
