import type { LogCounts } from '../../src/protocol/logKinds.ts';
import type { LogTail } from './heldLines.ts';

/** The newest lines of a session, how many there have been, and what else the session knows of them. */
export interface Log extends LogTail {
  readonly session: string;
  /** How many there are of each level and kind. */
  readonly counts: LogCounts;
  /** The names of sub-agents by their ids. */
  readonly agents: ReadonlyMap<string, string>;
  /** The ids of the tool calls that go on. */
  readonly running: ReadonlySet<string>;
  /** It is shown as it was. */
  readonly replayed: boolean;
}
