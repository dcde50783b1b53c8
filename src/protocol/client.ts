import { t } from './language.ts';
import type { You } from './access.ts';
import type { Diagnostic, Indexing } from './diagnostics.ts';
import type { ClientFrame, ListCursor, ServerFrame, SharedWays } from './frames.ts';
import { PROTOCOL_VERSION } from './frames.ts';
import { reduce } from './reducer.ts';
import type { SessionState } from './state.ts';
import type { SessionSummary } from './summary.ts';

/** `checking`: the server has not answered for longer than it should; nothing is known to be lost. */
export type Connection = 'connecting' | 'connected' | 'checking' | 'lost';

/** What a client of the server knows at this moment. A new object whenever something changed. */
export interface View {
  readonly connection: Connection;
  /** When the last frame came, by the client's clock, ms; null before the first. */
  readonly lastFrameAt: number | null;
  /** The server's clock minus the client's, ms. */
  readonly clockOffset: number;
  readonly serverVersion: string | null;
  /** Who the server takes this client for; null before it said so. */
  readonly you: You | null;
  /** The ways by which others reach the server. */
  readonly sharing: SharedWays;
  /** Sessions of which nobody is told: they call nobody. */
  readonly muted: ReadonlySet<string>;
  /** null until the first list came. */
  readonly sessions: ReadonlyMap<string, SessionSummary> | null;
  /** Sessions there are in all, those that are not listed yet included. */
  readonly sessionCount: number;
  /** Where the next page of the list begins; null when all are listed. */
  readonly next: ListCursor | null;
  readonly followed: { readonly session: string; readonly seq: number; readonly state: SessionState } | null;
  readonly diagnostics: readonly Diagnostic[];
  /** null when the server has read all that was there at its start. */
  readonly indexing: Indexing | null;
  /** The server's last complaint; null when there is none. */
  readonly error: string | null;
}

export interface ClientOptions {
  /** Sends one frame to the server; called only while the connection is open. */
  readonly send: (frame: ClientFrame) => void;
  readonly onChange: (view: View) => void;
  /** The client's clock, ms since the Unix epoch. */
  readonly now: () => number;
}

/**
 * A dashboard's side of the protocol, over whatever carries frames. It folds events with the server's own reducer,
 * and after a lost connection it resumes where it was: missed events if they are near, else a snapshot.
 */
export class LivestreamClient {
  readonly #options: ClientOptions;
  #view: View = {
    connection: 'connecting',
    lastFrameAt: null,
    clockOffset: 0,
    serverVersion: null,
    you: null,
    sharing: { lan: false, tunnel: false },
    muted: new Set(),
    sessions: null,
    sessionCount: 0,
    next: null,
    followed: null,
    diagnostics: [],
    indexing: null,
    error: null,
  };
  #epoch: string | null = null;
  #wanted: string | null = null;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  get view(): View {
    return this.#view;
  }

  /** The session to show whole. Another one, or null, lets go of the one before. */
  follow(session: string | null): void {
    if (session === this.#wanted) return;
    const before = this.#wanted;
    this.#wanted = session;
    if (this.#isOpen) {
      if (before !== null) this.#options.send({ type: 'unsubscribe', session: before });
      if (session !== null) this.#options.send({ type: 'subscribe', session });
    }
    this.#change({ followed: null, error: null });
  }

  /** Asks for everything anew: what the Refresh button does. */
  refresh(): void {
    if (!this.#isOpen) return;
    this.#options.send({ type: 'list' });
    if (this.#wanted !== null) this.#options.send({ type: 'subscribe', session: this.#wanted });
  }

  /** Asks for the next page of the list. */
  listMore(): void {
    const { next } = this.#view;
    if (this.#isOpen && next !== null) this.#options.send({ type: 'list', after: next });
  }

  /** The carrier waits for a sign of life. Until it comes, what is known may be old. */
  doubted(): void {
    if (this.#view.connection === 'connected') this.#change({ connection: 'checking' });
  }

  /** The carrier lost the server. What is known stays on view, marked as old. */
  disconnected(): void {
    if (this.#view.connection !== 'lost') this.#change({ connection: 'lost' });
  }

  receive(frame: ServerFrame): void {
    const lastFrameAt = this.#options.now();
    if (this.#view.connection === 'checking') this.#view = { ...this.#view, connection: 'connected' };
    switch (frame.type) {
      case 'hello':
        return this.#greet(frame, lastFrameAt);
      case 'sharing':
        return this.#change({ lastFrameAt, sharing: { lan: frame.lan, tunnel: frame.tunnel } });
      case 'muted':
        return this.#change({ lastFrameAt, muted: new Set(frame.sessions) });
      case 'sessions':
        return this.#list(frame, lastFrameAt);
      case 'summaries':
        return this.#change({ lastFrameAt, sessions: byId(this.#view.sessions ?? new Map(), frame.sessions) });
      case 'snapshot':
        if (frame.session !== this.#wanted) return;
        return this.#change({ lastFrameAt, followed: frame, error: null });
      case 'events':
        return this.#foldEvents(frame, lastFrameAt);
      case 'diagnostics':
        return this.#change({ lastFrameAt, diagnostics: frame.diagnostics, indexing: frame.indexing });
      case 'error':
        return this.#change({ lastFrameAt, error: frame.message });
      case 'pong':
        return this.#change({ lastFrameAt, clockOffset: frame.now - lastFrameAt });
    }
  }

  get #isOpen(): boolean {
    return ['connected', 'checking'].includes(this.#view.connection);
  }

  #greet(hello: Extract<ServerFrame, { type: 'hello' }>, lastFrameAt: number): void {
    const mismatch = hello.protocol !== PROTOCOL_VERSION;
    const error = mismatch
      ? t`The server speaks protocol ${hello.protocol}, this dashboard ${PROTOCOL_VERSION}. Reload the page, or restart the server with the same version.`
      : null;
    const followed = this.#view.followed;
    const resume = followed !== null && hello.epoch === this.#epoch ? { after: followed.seq, epoch: hello.epoch } : {};
    this.#epoch = hello.epoch;
    this.#change({
      connection: 'connected',
      lastFrameAt,
      clockOffset: hello.now - lastFrameAt,
      serverVersion: hello.version,
      you: hello.you,
      sharing: hello.sharing,
      muted: new Set(hello.muted),
      error,
    });
    this.#options.send({ type: 'list' });
    if (this.#wanted !== null) this.#options.send({ type: 'subscribe', session: this.#wanted, ...resume });
  }

  #list({ sessions, total, next, after }: Extract<ServerFrame, { type: 'sessions' }>, lastFrameAt: number): void {
    const known = after === undefined ? new Map<string, SessionSummary>() : (this.#view.sessions ?? new Map());
    this.#change({ lastFrameAt, sessions: byId(known, sessions), sessionCount: total, next });
  }

  #foldEvents(frame: Extract<ServerFrame, { type: 'events' }>, lastFrameAt: number): void {
    const followed = this.#view.followed;
    if (followed === null || frame.session !== followed.session) return;
    const fresh = frame.events.filter((event) => event.seq > followed.seq);
    const state = fresh.reduce(reduce, followed.state);
    this.#change({
      lastFrameAt,
      followed: { session: followed.session, seq: fresh.at(-1)?.seq ?? followed.seq, state },
    });
  }

  #change(change: Partial<View>): void {
    this.#view = { ...this.#view, ...change };
    this.#options.onChange(this.#view);
  }
}

function byId(
  known: ReadonlyMap<string, SessionSummary>,
  sessions: readonly SessionSummary[],
): ReadonlyMap<string, SessionSummary> {
  const all = new Map(known);
  for (const session of sessions) all.set(session.id, session);
  return all;
}
