import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { JournaledEvent } from '../../../protocol/events.ts';
import type { Visitor } from '../../access/visitor.ts';
import { redactJson } from '../../../protocol/redaction/redact.ts';
import { linesBefore, maskEvents } from '../../../protocol/redaction/sessionFacts.ts';
import type { LivestreamApi } from '../api.ts';
import { diagnosticsFor } from '../diagnosticsFor.ts';
import { statusBody } from '../statusBody.ts';
import { wireMessage } from '../wireEvent.ts';
import type { SocketEndpoint } from './upgrade.ts';

/** How often a session's status is looked at while somebody is connected, ms: as often as the original did. */
const STATUS_EVERY_MS = 1_000;
/** Bytes waiting in a client's socket above which it is cut off: this protocol has no way to catch up but to reconnect. */
const SLOW_CLIENT_BYTES = 16 * 1024 * 1024;

interface Client {
  readonly visitor: Visitor;
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
      connected: ({ socket, stream, visitor }, session) =>
        this.#add({ visitor, socket, stream, status: '', complete: false }, session),
    };
  }

  /** Sends the events that have an original form to the clients of their sessions. */
  publish(events: readonly JournaledEvent[]): void {
    if (this.#clients.size === 0) return;
    for (const [session, group] of Map.groupBy(events, (event) => event.session)) {
      const clients = this.#clients.get(session);
      if (!clients) continue;
      let raw: readonly Buffer[] | undefined;
      let masked: readonly Buffer[] | undefined;
      for (const client of clients) {
        if (client.visitor.seesSecrets) sendAll(client, (raw ??= messagesOf(group)));
        else sendAll(client, (masked ??= messagesOf(this.#masked(group))));
      }
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

  #masked(events: readonly JournaledEvent[]): readonly JournaledEvent[] {
    const { session, seq } = events[0]!;
    const known = this.#api.session(session);
    return maskEvents(events, known === undefined ? [] : linesBefore(known.state, seq));
  }

  #tellStatus(session: string, clients: Iterable<Client>): void {
    const complete = this.#api.session(session)?.state.end?.outcome === 'complete';
    /** Made once for all who see the same: everything, no secrets, or as guests no secrets and this session only. */
    const made = new Map<string, string>();
    for (const client of clients) {
      const { seesSecrets, session: only } = client.visitor;
      const status = made.get(`${seesSecrets} ${only}`) ?? this.#status(session, client.visitor);
      made.set(`${seesSecrets} ${only}`, status);
      if (client.status !== status) sendAll(client, [Buffer.from(status)]);
      if (complete && !client.complete) client.socket.send('{"type":"complete","message":"Session completed!"}');
      client.status = status;
      client.complete = complete;
    }
  }

  #status(session: string, visitor: Visitor): string {
    const known = this.#api.session(session);
    const body = known
      ? statusBody(known.state, this.#api.now(), diagnosticsFor(visitor, this.#api.diagnostics()))
      : { error: 'Session not found' };
    return JSON.stringify({ type: 'status', data: visitor.seesSecrets ? body : redactJson(body) });
  }
}

function messagesOf(events: readonly JournaledEvent[]): readonly Buffer[] {
  return events.flatMap((event) => wireMessage(event) ?? []).map((message) => Buffer.from(message));
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
