/**
 * What travels between the server and its dashboards, over a WebSocket (`/ws`) or the extension's postMessage.
 * One JSON object a message. The client asks, the server tells:
 *
 *   server  hello            once, first: who I am; a new `epoch` means that sequence numbers began anew
 *   client  list             tell me of the newest sessions, in short, and of every change; or of the next page
 *   client  subscribe        tell me all of this session, from `after` on if you can, and keep telling
 *   server  sessions         summaries, in answer to `list`; `summaries` then brings those that changed
 *   server  sharing          whether others reach me now; with `hello`, and at every change
 *   server  muted            sessions of which nobody is told; with `hello`, and at every change
 *   server  snapshot | events  a session's whole state as of `seq`, or the events that follow what the client has
 */
import type { You } from './access.ts';
import type { Diagnostic, Indexing } from './diagnostics.ts';
import type { JournaledEvent } from './events.ts';
import type { SessionState } from './state.ts';
import type { SessionSummary } from './summary.ts';

/** Raised when a frame changes so that an older client would misread it. */
export const PROTOCOL_VERSION = 1;

/** Where a page of the list ended: by time of activity (ms since the Unix epoch), newest first, then by id. */
export interface ListCursor {
  readonly at: number;
  readonly id: string;
}

/** The ways by which others reach the server. */
export interface SharedWays {
  readonly lan: boolean;
  readonly tunnel: boolean;
}

export type ClientFrame =
  /** Without `after`: the first page, and from now on every summary that changes; with it, the next page once. */
  | { readonly type: 'list'; readonly after?: ListCursor }
  /** `after`: the last seq the client has of this session in this epoch. */
  | { readonly type: 'subscribe'; readonly session: string; readonly after?: number; readonly epoch?: string }
  | { readonly type: 'unsubscribe'; readonly session: string }
  | { readonly type: 'ping' };

export type ServerFrame =
  | {
      readonly type: 'hello';
      readonly protocol: number;
      readonly epoch: string;
      readonly version: string;
      /** The server's clock, ms since the Unix epoch: clients show ages by it, not by their own. */
      readonly now: number;
      readonly you: You;
      readonly sharing: SharedWays;
      /** Sessions of which nobody is told. */
      readonly muted: readonly string[];
    }
  /** The ways by which others reach the server have changed. */
  | ({ readonly type: 'sharing' } & SharedWays)
  /** The sessions of which nobody is told have changed. */
  | { readonly type: 'muted'; readonly sessions: readonly string[] }
  /** A page of the list. `total`: of all sessions; `next`: where the next page begins, null behind the last. */
  | {
      readonly type: 'sessions';
      readonly sessions: readonly SessionSummary[];
      readonly total: number;
      readonly next: ListCursor | null;
      /** Absent for the first page, which replaces what the client knew. */
      readonly after?: ListCursor;
    }
  | { readonly type: 'summaries'; readonly sessions: readonly SessionSummary[] }
  | { readonly type: 'snapshot'; readonly session: string; readonly seq: number; readonly state: SessionState }
  | { readonly type: 'events'; readonly session: string; readonly events: readonly JournaledEvent[] }
  /** `indexing`: null when all that was there at the start has been read. */
  | {
      readonly type: 'diagnostics';
      readonly diagnostics: readonly Diagnostic[];
      readonly indexing: Indexing | null;
    }
  | { readonly type: 'error'; readonly message: string; readonly session?: string }
  | { readonly type: 'pong'; readonly now: number };
