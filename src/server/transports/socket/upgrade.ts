import { inEnglish } from '../../../protocol/language.ts';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { REVOKED_CODE } from '../../../protocol/access.ts';
import type { Access } from '../../access/access.ts';
import { mayAsk, whyNot } from '../../access/permission.ts';
import { accessRequest } from '../../access/request.ts';
import type { Visitor } from '../../access/visitor.ts';

/** Bytes of a message from a client; requests are small. */
const MAX_MESSAGE = 64 * 1024;
/** A peer that answers no ping for this long, ms, is gone, though no network said so. */
const PING_EVERY_MS = 30_000;
/** How long a peer that is cut off may take to hear why, ms. */
const GOODBYE_MS = 1_000;

export interface Connected {
  readonly socket: WebSocket;
  /** The network stream below, for corking. */
  readonly stream: Duplex;
  readonly visitor: Visitor;
}

export interface SocketEndpoint {
  /** The path's match, or null when the endpoint is not meant. */
  readonly match: (path: string) => { readonly session: string } | null;
  /** A sentence when the address is wrong. */
  readonly problem: (session: string) => string | undefined;
  readonly connected: (connection: Connected, session: string) => void;
}

export interface Sockets {
  /** Takes the upgrades of one more listening server. */
  readonly attach: (server: Server) => void;
  /** Closes them all, and takes no more. */
  readonly close: () => void;
}

/** Takes WebSocket upgrades on the server's own ports, by the same rule as HTTP. */
export function acceptSockets(access: Access, endpoints: readonly SocketEndpoint[]): Sockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false });
  const alive = new WeakSet<WebSocket>();
  const visitors = new WeakMap<WebSocket, Visitor>();
  let closed = false;

  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.on('error', () => stream.destroy());
    if (closed) return void stream.destroy();
    const authorization = access.authorize(accessRequest(request));
    if (!authorization.ok) return refuse(stream, authorization);
    const { visitor } = authorization;
    const path = readPath(request.url);
    for (const endpoint of endpoints) {
      const match = endpoint.match(path);
      if (!match) continue;
      const problem = endpoint.problem(match.session);
      if (!mayAsk(visitor, 'read_session', match.session === '' ? null : match.session))
        return refuse(stream, { status: visitor.role === 'nobody' ? 401 : 403, message: whyNot(visitor) });
      if (problem !== undefined) return refuse(stream, { status: 400, message: problem });
      return sockets.handleUpgrade(request, stream, head, (socket) => {
        alive.add(socket);
        visitors.set(socket, visitor);
        socket.on('pong', () => alive.add(socket));
        // A broken frame closes the connection; nobody else is concerned.
        socket.on('error', () => socket.terminate());
        endpoint.connected({ socket, stream, visitor }, match.session);
      });
    }
    refuse(stream, { status: 404, message: inEnglish`There is no socket at this address. Use /ws or /ws/{session}.` });
  };

  const ignoreRevoked = access.onRevoked((grant) => {
    for (const socket of sockets.clients) {
      if (visitors.get(socket)?.grant === grant) cut(socket);
    }
  });
  const pings = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, PING_EVERY_MS);
  return {
    attach: (server) => void server.on('upgrade', upgrade),
    close: () => {
      closed = true;
      clearInterval(pings);
      ignoreRevoked();
      for (const socket of sockets.clients) socket.close(1001, inEnglish`The server stops.`);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

/** Says why. Nothing is sent after that, what waits to be sent is thrown away, and the peer has no say in when it ends. */
function cut(socket: WebSocket): void {
  if (socket.bufferedAmount > 0) return socket.terminate();
  socket.close(REVOKED_CODE, inEnglish`You were signed out: your access was revoked or has expired.`);
  setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
}

function readPath(url: string | undefined): string {
  try {
    return new URL(url ?? '/', 'http://localhost').pathname;
  } catch {
    return '';
  }
}

const REASONS = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
} as const;

interface Refusal {
  readonly status: keyof typeof REASONS;
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

function refuse(stream: Duplex, { status, message, retryAfterSeconds }: Refusal): void {
  const body = JSON.stringify({ error: message });
  const retryAfter = retryAfterSeconds === undefined ? '' : `Retry-After: ${retryAfterSeconds}\r\n`;
  stream.end(
    `HTTP/1.1 ${status} ${REASONS[status]}\r\nContent-Type: application/json\r\n${retryAfter}` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
