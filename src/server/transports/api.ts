import type { Diagnostic } from '../../protocol/diagnostics.ts';
import type { JournaledEvent, SessionEvent } from '../../protocol/events.ts';
import type { SessionState } from '../../protocol/state.ts';
import type { SessionSummary } from '../../protocol/summary.ts';
import type { ClientFrame } from '../../protocol/frames.ts';

/** What a POST was understood as, or what is wrong with it. `field` names the part, "data.phase" for instance. */
export type Ingested =
  | { readonly ok: true; readonly event: SessionEvent }
  | { readonly ok: false; readonly field: string; readonly message: string };

/** One connection of a dashboard, as the hub sees it. */
export interface FrameClient {
  readonly send: (frame: Buffer) => void;
  /** Bytes accepted by `send` and not yet taken by the network. */
  readonly buffered: () => number;
}

/** Everything the transports can ask of the server. They know no more of it. */
export interface LivestreamApi {
  readonly version: string;
  readonly now: () => number;
  readonly session: (id: string) => { readonly seq: number; readonly state: SessionState } | undefined;
  readonly summaries: () => readonly SessionSummary[];
  readonly sessionCount: () => number;
  readonly events: (id: string) => Iterable<JournaledEvent>;
  readonly diagnostics: () => readonly Diagnostic[];
  readonly health: () => Health;
  readonly ingest: {
    readonly broadcast: (session: string, body: unknown) => Ingested;
    readonly phaseUpdate: (body: unknown) => Ingested;
    readonly agentUpdate: (body: unknown) => Ingested;
    /** A sentence on what is wrong with the id, or undefined. */
    readonly sessionIdProblem: (id: string) => string | undefined;
  };
  /** Resolves when the event is committed; rejects when the disk did not take it. */
  readonly append: (event: SessionEvent) => Promise<void>;
  /** Clients that are told of a session's events, by both sockets. */
  readonly listeners: (session: string) => number;
  readonly addRoots: (roots: readonly string[]) => void;
  readonly roots: () => readonly string[];
  /** Addresses, with the token, at which other devices reach the dashboard; none while only loopback is served. */
  readonly lanUrls: () => readonly string[];
  readonly shutdown: () => void;
  readonly hub: {
    readonly connect: (client: FrameClient) => void;
    readonly disconnect: (client: FrameClient) => void;
    readonly request: (client: FrameClient, frame: ClientFrame) => void;
  };
}

export interface Health {
  readonly pid: number;
  readonly uptimeSeconds: number;
  readonly connections: number;
  readonly dataDir: string;
  readonly logFile: string;
  readonly sources: readonly {
    readonly name: string;
    readonly roots: readonly string[];
    readonly indexing: { readonly filesRead: number; readonly filesFound: number } | null;
    readonly diagnostics: readonly Diagnostic[];
  }[];
}
