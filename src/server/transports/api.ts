import type { Diagnostic } from '../../protocol/diagnostics.ts';
import type { JournaledEvent, KnownOf, SessionEvent } from '../../protocol/events.ts';
import type { SessionState } from '../../protocol/state.ts';
import type { SessionSummary } from '../../protocol/summary.ts';
import type { ClientFrame, ListCursor } from '../../protocol/frames.ts';
import type {
  HistoryPage,
  HistoryQuery,
  ImportAnswer,
  Mark,
  NamedSeries,
  ReplayMoment,
  SearchAnswer,
  SearchQuery,
} from '../../protocol/history.ts';
import type { LinesPage, LinesQuery } from '../../protocol/logPages.ts';
import type { ToldComparison } from '../../protocol/comparison.ts';
import type { Report } from '../../protocol/report.ts';
import type { SharingState } from '../../protocol/sharing.ts';
import type { ToldTrends, TrendGrouping } from '../../protocol/trends.ts';
import type { Access } from '../access/access.ts';
import type { Visitor } from '../access/visitor.ts';
import type { CountedRequest } from '../base/countedRequest.ts';

/** What a POST was understood as, or what is wrong with it. `field` names the part, "data.phase" for instance. */
export type Ingested =
  | { readonly ok: true; readonly event: SessionEvent }
  | { readonly ok: false; readonly field: string; readonly message: string };

/** What a message of an agent tells: any number of facts. `refused`: how many of its parts could not be used. */
export type IngestedMany =
  | {
      readonly ok: true;
      readonly events: readonly SessionEvent[];
      readonly refused: number;
      readonly reason: string | undefined;
    }
  | { readonly ok: false; readonly field: string; readonly message: string };

/** One connection of a dashboard, as the hub sees it. */
export interface FrameClient {
  /** Who holds it: what they may ask for is theirs, not the connection's. */
  readonly visitor: Visitor;
  readonly send: (frame: Buffer) => void;
  /** Bytes accepted by `send` and not yet taken by the network. */
  readonly buffered: () => number;
}

/** Everything the transports can ask of the server. They know no more of it. */
export interface LivestreamApi {
  readonly version: string;
  readonly now: () => number;
  readonly access: Access;
  readonly session: (id: string) => { readonly seq: number; readonly state: SessionState } | undefined;
  /** Its line in the list, which may be all that is known of it. */
  readonly summary: (id: string) => SessionSummary | undefined;
  /** Resolves when all that is known of the session can be told: a transcript that was only summed up is read whole. */
  readonly load: (id: string) => Promise<void>;
  /** The most recently active first. `ended`: only those that did, or did not, tell of their end. */
  readonly page: (
    limit: number,
    after?: ListCursor,
    ended?: boolean,
  ) => { readonly sessions: readonly SessionSummary[]; readonly next: ListCursor | null };
  readonly requests: (id: string, limit: number, offset: number) => readonly CountedRequest[];
  /** The whole of a fact, read from the file it came from; what is wrong, where that cannot be done. */
  readonly original: (
    id: string,
    seq: number,
  ) => Promise<{ readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string }>;
  /** Paths of what a coding agent wrote of a session, the main thread's first. */
  readonly transcripts: (id: string) => readonly string[];
  readonly sessionCount: () => number;
  readonly events: (id: string, after?: number) => Iterable<JournaledEvent>;
  readonly history: HistoryApi;
  /** What happened in a range of time, ms since the Unix epoch; of what is left out, the last night. */
  readonly report: (range: { readonly from?: number | undefined; readonly to?: number | undefined }) => Promise<Report>;
  /** Two to four sessions side by side. */
  readonly compare: (states: readonly SessionState[]) => ToldComparison;
  /** What was used over days, ms since the Unix epoch. The range and the time zone are checked before. */
  readonly trends: (query: {
    readonly by: TrendGrouping;
    readonly from?: number | undefined;
    readonly to?: number | undefined;
    readonly tz?: string | undefined;
  }) => Promise<ToldTrends>;
  readonly reportText: (report: Report, format: 'md' | 'html') => string;
  readonly alerts: AlertsApi;
  readonly diagnostics: () => readonly Diagnostic[];
  readonly health: () => Health;
  readonly ingest: {
    readonly broadcast: (session: string, body: unknown) => Ingested;
    readonly phaseUpdate: (body: unknown) => Ingested;
    readonly agentUpdate: (body: unknown) => Ingested;
    /** `at`: when the hook ran by its own clock, ms since the Unix epoch. */
    readonly hook: (agent: 'claude' | 'codex', body: unknown, at: number | undefined) => IngestedMany;
    /** The body of an OTLP logs export, in the shape of its JSON. */
    readonly otlpLogs: (body: unknown) => IngestedMany;
    /** A sentence on what is wrong with the id, or undefined. */
    readonly sessionIdProblem: (id: string) => string | undefined;
  };
  /** Resolves when the event is committed; rejects when the disk did not take it. */
  readonly append: (event: SessionEvent) => Promise<void>;
  /** Clients that are told of a session's events, by both sockets. */
  readonly listeners: (session: string) => number;
  /** Begins the demo, unless it is being played. */
  readonly playDemo: () => void;
  readonly addRoots: (roots: readonly string[]) => void;
  readonly roots: () => readonly string[];
  readonly sharing: SharingControl;
  readonly shutdown: () => void;
  readonly hub: {
    readonly connect: (client: FrameClient) => void;
    readonly disconnect: (client: FrameClient) => void;
    readonly request: (client: FrameClient, frame: ClientFrame) => void;
  };
}

/** All sessions there ever were. */
export interface HistoryApi {
  readonly page: (query: HistoryQuery) => HistoryPage;
  readonly choices: () => { readonly sources: readonly string[]; readonly projects: readonly string[] };
  readonly search: (query: SearchQuery) => SearchAnswer;
  /** `at` by time, ms since the Unix epoch, `seq` by an event; neither: the newest. */
  readonly moment: (
    id: string,
    moment: { readonly at?: number | undefined; readonly seq?: number | undefined },
    following: number,
  ) => Promise<ReplayMoment>;
  readonly marks: (id: string) => Promise<{ readonly marks: readonly Mark[]; readonly omitted: number }>;
  readonly series: (id: string) => Promise<{ readonly series: readonly NamedSeries[]; readonly omitted: number }>;
  /** A page of its log, in the order in which it happened. */
  readonly lines: (id: string, query: LinesQuery) => Promise<LinesPage>;
  readonly isDeleted: (id: string) => boolean;
  readonly remove: (id: string) => void;
  readonly isPinned: (id: string) => boolean;
  readonly pin: (id: string, pinned: boolean) => void;
  /** Exported events, one a line. */
  readonly importLines: (text: string) => ImportAnswer;
}

/** What is wrong with a request: `field` names the part. */
interface Refused {
  readonly field: string;
  readonly message: string;
}

/** What people were told, and how they are told. */
export interface AlertsApi {
  readonly settings: { readonly muted: readonly string[] };
  readonly channels: readonly { readonly name: string; readonly waiting: number; readonly problem: string | null }[];
  /** The newest first, before a seq. */
  readonly list: (
    limit: number,
    before?: number,
  ) => readonly {
    readonly alert: KnownOf<'alert'> & { readonly seq: number };
    readonly tries: readonly KnownOf<'alert_delivery'>[];
    /** ms since the Unix epoch. */
    readonly overAt: number | null;
  }[];
  /** These three throw what the disk throws. */
  readonly configure: (settings: unknown) => Refused | undefined;
  readonly mute: (session: string, muted: boolean) => Refused | undefined;
  readonly giveSecret: (channel: string, secret: string) => Refused | undefined;
  /** undefined when there is no such channel. */
  readonly test: (
    channel: string,
  ) => Promise<{ readonly status: 'delivered' | 'failed' | 'retrying'; readonly answer: string } | undefined>;
}

/** The ways by which other devices reach the server. What cannot be done rejects with an error for the person. */
export interface SharingControl {
  readonly state: () => Promise<SharingState>;
  /** `address`: of one of the interfaces, or its name; without it, the most likely one. */
  readonly shareOnLan: (address?: string) => Promise<SharingState>;
  readonly stopLan: () => Promise<SharingState>;
  readonly openTunnel: () => Promise<SharingState>;
  readonly closeTunnel: () => Promise<SharingState>;
}

export interface Health {
  readonly pid: number;
  readonly uptimeSeconds: number;
  /** How long something that was due had to wait since the start, ms. */
  readonly eventLoopDelay: { readonly p99: number; readonly max: number };
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
