import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Diagnostic, Indexing } from '../../../src/protocol/diagnostics.ts';
import type { JournaledEvent } from '../../../src/protocol/events.ts';
import type { You } from '../../../src/protocol/access.ts';
import type { ClientFrame, ListCursor, ServerFrame, SharedWays } from '../../../src/protocol/frames.ts';
import { PROTOCOL_VERSION } from '../../../src/protocol/frames.ts';
import { reduce } from '../../../src/protocol/reducer.ts';
import { initialState } from '../../../src/protocol/state.ts';
import type { SessionState } from '../../../src/protocol/state.ts';
import { summarize } from '../../../src/protocol/summary.ts';

export const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "manifest-src 'self'; worker-src 'self'";
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** What the server would answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Serves a built dashboard with states made up for a look at it. It is not the server: it only speaks its frames. */
export class FrameServer {
  readonly #states = new Map<string, SessionState>();
  readonly #sockets = new Set<WebSocket>();
  readonly #http;
  #seq = 0;
  diagnostics: readonly Diagnostic[] = [];
  /** How much of what was there before it has read. */
  indexing: Indexing | null = null;
  /** Who it takes a page's visitor for. */
  you: You = { role: 'local', session: null, may: [] };
  sharing: SharedWays = { lan: false, tunnel: false };
  muted: readonly string[] = [];
  /** Sessions in one page of the list. */
  pageSize = Infinity;
  /** Answers what a page asks below /api/. `body`: of a POST, else null. */
  answer: (url: URL, body: unknown) => HttpAnswer | Promise<HttpAnswer> = () => ({
    status: 404,
    body: { error: 'Nothing there' },
  });

  constructor(folder: string) {
    this.#http = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://x');
      if (url.pathname.startsWith('/api/')) return void this.#answerHttp(url, request, response);
      const name = url.pathname === '/' ? 'index.html' : url.pathname.slice(1);
      readFile(join(folder, name)).then(
        (body) =>
          response
            .writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? 'text/plain', 'Content-Security-Policy': CSP })
            .end(body),
        () => response.writeHead(404).end(),
      );
    });
    new WebSocketServer({ server: this.#http, path: '/ws' }).on('connection', (socket) => this.#greet(socket));
  }

  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#http.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/`;
  }

  /** Tells every page how others reach the server now. */
  share(sharing: SharedWays): void {
    this.sharing = sharing;
    this.#tell({ type: 'sharing', ...sharing });
  }

  stop(): void {
    for (const socket of this.#sockets) socket.terminate();
    this.#http.closeAllConnections();
    this.#http.close();
  }

  /** Folds events into their sessions and tells every page. */
  add(events: readonly Omit<JournaledEvent, 'seq'>[]): void {
    const journaled = events.map((event) => ({ ...event, seq: ++this.#seq }) as JournaledEvent);
    for (const event of journaled) {
      this.#states.set(event.session, reduce(this.#states.get(event.session) ?? initialState(event.session), event));
    }
    for (const [session, state] of this.#states) {
      const own = journaled.filter((event) => event.session === session);
      if (own.length === 0) continue;
      this.#tell({ type: 'events', session, events: own });
      this.#tell({ type: 'summaries', sessions: [summarize(state)] });
    }
  }

  async #answerHttp(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = request.method === 'POST' ? await json(request) : null;
    const { status, body } = await this.answer(url, asked);
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  }

  #tell(frame: ServerFrame): void {
    for (const socket of this.#sockets) socket.send(JSON.stringify(frame));
  }

  #greet(socket: WebSocket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    const send = (frame: ServerFrame) => socket.send(JSON.stringify(frame));
    socket.on('message', (data) => this.#answer(JSON.parse((data as Buffer).toString('utf8')) as ClientFrame, send));
    const { you, sharing, muted } = this;
    const hello = {
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      epoch: 'look',
      version: '0.0.0',
      now: Date.now(),
    } as const;
    send({ ...hello, you, sharing, muted });
    const { diagnostics, indexing } = this;
    if (diagnostics.length > 0 || indexing !== null) send({ type: 'diagnostics', diagnostics, indexing });
  }

  #answer(frame: ClientFrame, send: (frame: ServerFrame) => void): void {
    if (frame.type === 'list') send(this.#page(frame.after));
    if (frame.type === 'ping') send({ type: 'pong', now: Date.now() });
    if (frame.type !== 'subscribe') return;
    const state = this.#states.get(frame.session);
    if (state) send({ type: 'snapshot', session: frame.session, seq: this.#seq, state });
    else send({ type: 'error', message: `No session ${frame.session}.` });
  }

  /** The newest first. */
  #page(after: ListCursor | undefined): ServerFrame {
    const at = (state: SessionState): number => state.activity?.at ?? 0;
    const all = [...this.#states.values()].sort((a, b) => at(b) - at(a));
    const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after.id) + 1;
    const shown = all.slice(from, from + this.pageSize);
    const last = shown.at(-1);
    const next = last === undefined || from + shown.length === all.length ? null : { at: at(last), id: last.id };
    return { type: 'sessions', sessions: shown.map(summarize), total: all.length, next, ...(after && { after }) };
  }
}
