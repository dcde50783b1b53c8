import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { JournaledEvent } from '../../../protocol/events.ts';
import type { LivestreamApi } from '../api.ts';
import { statusBody } from '../statusBody.ts';
import { wireMessage } from '../wireEvent.ts';
import type { SocketEndpoint } from './upgrade.ts';

/** How often a session's status is looked at while somebody is connected, ms: as often as the original did. */
const STATUS_EVERY_MS = 1_000;
/** Bytes waiting in a client's socket above which it is cut off: this protocol has no way to catch up but to reconnect. */
const SLOW_CLIENT_BYTES = 16 * 1024 * 1024;

interface Client {
  readonly socket: WebSocket;
  readonly stream: Duplex;
  status: string;
  complete: boolean;
}

/**
 * `/ws/{id}` as existing clients know it: the status first and whenever it changes, every broadcast event as it
 * came, and `complete` once when the session has finished.
 */
export class SessionSocket {
  readonly #api: LivestreamApi;
  readonly #clients = new Map<string, Set<Client>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(api: LivestreamApi) {
    this.#api = api;
  }

  get connections(): number {
    return [...this.#clients.values()].reduce((sum, clients) => sum + clients.size, 0);
  }

  listeners(session: string): number {
    return this.#clients.get(session)?.size ?? 0;
  }

  endpoint(): SocketEndpoint {
    return {
      match: (path) => {
        const encoded = /^\/ws\/(.+)$/.exec(path)?.[1];
        return encoded === undefined ? null : { session: decode(encoded) };
      },
      problem: (session) => this.#api.ingest.sessionIdProblem(session),
      connected: ({ socket, stream }, session) => this.#add({ socket, stream, status: '', complete: false }, session),
    };
  }

  /** Sends the events that have an original form to the clients of their sessions. */
  publish(events: readonly JournaledEvent[]): void {
    if (this.#clients.size === 0) return;
    for (const [session, group] of Map.groupBy(events, (event) => event.session)) {
      const clients = this.#clients.get(session);
      if (!clients) continue;
      const messages = group.flatMap((event) => wireMessage(event) ?? []).map((message) => Buffer.from(message));
      for (const client of clients) sendAll(client, messages);
    }
  }

  close(): void {
    clearInterval(this.#timer);
    this.#clients.clear();
  }

  #add(client: Client, session: string): void {
    void this.#api.load(session);
    this.#clients.set(session, (this.#clients.get(session) ?? new Set()).add(client));
    client.socket.on('close', () => this.#remove(client, session));
    this.#tellStatus(session, [client]);
    this.#timer ??= setInterval(() => {
      for (const [id, clients] of this.#clients) this.#tellStatus(id, clients);
    }, STATUS_EVERY_MS);
  }

  #remove(client: Client, session: string): void {
    const clients = this.#clients.get(session);
    clients?.delete(client);
    if (clients?.size === 0) this.#clients.delete(session);
    if (this.#clients.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tellStatus(session: string, clients: Iterable<Client>): void {
    const known = this.#api.session(session);
    const body = known
      ? statusBody(known.state, this.#api.now(), this.#api.diagnostics())
      : { error: 'Session not found' };
    const status = JSON.stringify({ type: 'status', data: body });
    const message = Buffer.from(status);
    const complete = known?.state.end?.outcome === 'complete';
    for (const client of clients) {
      if (client.status !== status) sendAll(client, [message]);
      if (complete && !client.complete) client.socket.send('{"type":"complete","message":"Session completed!"}');
      client.status = status;
      client.complete = complete;
    }
  }
}

/** Several messages in one write to the network. */
function sendAll({ socket, stream }: Client, messages: readonly Buffer[]): void {
  if (socket.bufferedAmount > SLOW_CLIENT_BYTES) return socket.terminate();
  stream.cork();
  for (const message of messages) socket.send(message, { binary: false });
  stream.uncork();
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return '';
  }
}
