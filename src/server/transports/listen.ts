import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { CONNECTION_LIMITS, limitConnections, parserOptions } from './connectionLimits.ts';
import type { ConnectionLimits } from './connectionLimits.ts';

/** How long an answer under way may take when the server stops, ms. */
const ANSWER_WITHIN_MS = 1_000;

export interface ListenOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Speaks https when given, and nothing else. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  readonly answer: RequestListener;
  /** Takes the server's WebSocket upgrades. */
  readonly attach: (server: Server) => void;
  readonly limits?: ConnectionLimits;
}

/** One address at which the server is reached. */
export interface Listening {
  readonly port: number;
  /** Takes nothing new; answers under way are finished, or cut after a second. */
  readonly close: () => Promise<void>;
  /** Drops everybody now, WebSockets too. */
  readonly cut: () => Promise<void>;
}

/** Listens at one address. Rejects with the system's error: EADDRINUSE, EADDRNOTAVAIL, EACCES. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { host, tls, answer, attach, limits = CONNECTION_LIMITS } = options;
  const parser = parserOptions(limits);
  const server = tls
    ? createTlsServer({ ...parser, ...tls, handshakeTimeout: limits.headersWithinMs }, answer)
    : createServer(parser, answer);
  const open = limitConnections(server, limits);
  attach(server);
  await listening(server, options.port, host);
  return {
    port: (server.address() as AddressInfo).port,
    close: () => closeServer(server),
    cut: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Upgraded connections are not the server's any more, so they are cut here.
      for (const socket of open) socket.destroy();
      return closed;
    },
  };
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), ANSWER_WITHIN_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
