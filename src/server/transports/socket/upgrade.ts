import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { authorize } from '../authorize.ts';
import type { Access } from '../authorize.ts';

/** Bytes of a message from a client; requests are small. */
const MAX_MESSAGE = 64 * 1024;
/** A peer that answers no ping for this long, ms, is gone, though no network said so. */
const PING_EVERY_MS = 30_000;

export interface Connected {
  readonly socket: WebSocket;
  /** The network stream below, for corking. */
  readonly stream: Duplex;
  readonly access: Access;
}

export interface SocketEndpoint {
  /** The path's match, or null when the endpoint is not meant. */
  readonly match: (path: string) => { readonly session: string } | null;
  /** A sentence when the address is wrong. */
  readonly problem: (session: string) => string | undefined;
  readonly connected: (connection: Connected, session: string) => void;
}

/** Takes WebSocket upgrades on the server's own port, by the same rule as HTTP. Returns what closes them all. */
export function acceptSockets(server: Server, token: string, endpoints: readonly SocketEndpoint[]): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false });
  const alive = new WeakSet<WebSocket>();

  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.on('error', () => stream.destroy());
    const authorization = authorize({ remoteAddress: request.socket.remoteAddress, headers: request.headers }, token);
    if (!authorization.ok) return refuse(stream, authorization.status, authorization.message);
    const path = readPath(request.url);
    for (const endpoint of endpoints) {
      const match = endpoint.match(path);
      if (!match) continue;
      const problem = endpoint.problem(match.session);
      if (problem !== undefined) return refuse(stream, 400, problem);
      return sockets.handleUpgrade(request, stream, head, (socket) => {
        alive.add(socket);
        socket.on('pong', () => alive.add(socket));
        // A broken frame closes the connection; nobody else is concerned.
        socket.on('error', () => socket.terminate());
        endpoint.connected({ socket, stream, access: authorization.access }, match.session);
      });
    }
    refuse(stream, 404, 'There is no socket at this address. Use /ws or /ws/{session}.');
  };

  server.on('upgrade', upgrade);
  const pings = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, PING_EVERY_MS);
  return () => {
    clearInterval(pings);
    server.off('upgrade', upgrade);
    for (const socket of sockets.clients) socket.close(1001, 'The server stops.');
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}

function readPath(url: string | undefined): string {
  try {
    return new URL(url ?? '/', 'http://localhost').pathname;
  } catch {
    return '';
  }
}

const REASONS = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found' } as const;

function refuse(stream: Duplex, status: keyof typeof REASONS, message: string): void {
  const body = JSON.stringify({ error: message });
  stream.end(
    `HTTP/1.1 ${status} ${REASONS[status]}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
