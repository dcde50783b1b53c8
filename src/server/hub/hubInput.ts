import type { Diagnostic, Indexing } from '../../protocol/diagnostics.ts';
import type { JournaledEvent } from '../../protocol/events.ts';
import type { ListCursor, SharedWays } from '../../protocol/frames.ts';
import type { SessionState } from '../../protocol/state.ts';
import type { SessionSummary } from '../../protocol/summary.ts';
import type { Visitor } from '../access/visitor.ts';

/** What the hub asks of the journal, the store and the sources. */
export interface HubInput {
  readonly epoch: string;
  readonly version: string;
  readonly now: () => number;
  readonly session: (id: string) => { readonly seq: number; readonly state: SessionState } | undefined;
  /** Resolves when the events of a session of which only a summary is kept are there, where there are any. */
  readonly load: (id: string) => Promise<void>;
  readonly summary: (id: string) => SessionSummary | undefined;
  readonly page: (
    limit: number,
    after?: ListCursor,
  ) => { readonly sessions: readonly SessionSummary[]; readonly next: ListCursor | null };
  readonly sessionCount: () => number;
  readonly eventsAfter: (id: string, seq: number) => Iterable<JournaledEvent>;
  readonly countAfter: (id: string, seq: number, limit: number) => number;
  readonly diagnostics: () => readonly Diagnostic[];
  /** null when all that was there at the start has been read. */
  readonly indexing: () => Indexing | null;
  /** The ways by which others reach the server now. */
  readonly sharing: () => SharedWays;
  /** Sessions of which nobody is told now. */
  readonly muted: () => readonly string[];
}

/** One connection, whatever carries it. */
export interface HubClient {
  readonly visitor: Visitor;
  /** Takes one frame: UTF-8 JSON, encoded once for all who get it. */
  readonly send: (frame: Buffer) => void;
  /** Bytes accepted by `send` and not yet taken by the network. */
  readonly buffered: () => number;
}

export interface Subscriber extends HubClient {
  readonly sessions: Set<string>;
  /** Sessions of which this client needs a snapshot before any event: it fell behind, or there was nothing yet. */
  readonly behind: Set<string>;
  list: boolean;
  /** It listens to the list and missed a part of it. */
  listBehind: boolean;
}
