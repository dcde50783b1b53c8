import type { Ask } from '../transports/host.ts';

/** What a comparison knows of the page it is on. */
export interface Compare {
  readonly ask: Ask;
  /** ms since the Unix epoch, by the server's clock. */
  readonly now: number;
  /** In the order of their letters. */
  readonly sessions: readonly string[];
  /** Compares these. */
  readonly choose: (sessions: readonly string[]) => void;
  /** Leads to the list of all sessions. */
  readonly chooseOthers: () => void;
  /** Shows a session. */
  readonly open: (session: string, at: number | null) => void;
}
