import type { Server, ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import { peerOf } from '../base/peer.ts';

/** How much of this server one peer can hold. Bodies and socket messages have limits of their own where they are read. */
export interface ConnectionLimits {
  /** Bytes. A browser sends the cookies of everything else on localhost along, so it is not less. */
  readonly headerBytes: number;
  /** From the connection to the last header, ms. A phone at the edge of its network needs one or two seconds. */
  readonly headersWithinMs: number;
  /** From the connection to the end of the body, ms: 8 MiB of telemetry through a slow tunnel. */
  readonly requestWithinMs: number;
  /** How long a connection may stay open for another request, ms. */
  readonly keepAliveMs: number;
  /** How long a peer may take nothing of an answer, ms. Sockets have pings instead. */
  readonly stalledMs: number;
  /** How often it is looked for those that are late, ms. */
  readonly checkEveryMs: number;
  /** Connections from this machine: dashboards, agents that post, their hooks, and all that a tunnel brings. */
  readonly perLoopbackAddress: number;
  /** Connections from another address: a browser holds seven, and a whole office may stand behind one. */
  readonly perAddress: number;
  /** Connections from all other addresses together, so that this machine always finds room. */
  readonly elsewhere: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  headerBytes: 16 * 1024,
  headersWithinMs: 10_000,
  requestWithinMs: 60_000,
  keepAliveMs: 5_000,
  stalledMs: 120_000,
  checkEveryMs: 2_000,
  perLoopbackAddress: 1_024,
  perAddress: 128,
  elsewhere: 1_024,
};

/** What the HTTP parser is told when the server is made. */
export function parserOptions(limits: ConnectionLimits): ServerOptions {
  return {
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersWithinMs,
    requestTimeout: limits.requestWithinMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkEveryMs,
  };
}

/** Cuts connections beyond the limits as they come, before a byte of them is read. Returns those that are open. */
export function limitConnections(server: Server, limits: ConnectionLimits): ReadonlySet<Socket> {
  const open = new Set<Socket>();
  const perPeer = new Map<string, number>();
  let elsewhere = 0;
  server.timeout = limits.stalledMs;
  server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket.remoteAddress);
    const isHere = isLoopback(peer);
    const held = perPeer.get(peer) ?? 0;
    const allowed = isHere ? limits.perLoopbackAddress : limits.perAddress;
    if (held >= allowed || (!isHere && elsewhere >= limits.elsewhere)) return void socket.destroy();
    perPeer.set(peer, held + 1);
    if (!isHere) elsewhere += 1;
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      if (!isHere) elsewhere -= 1;
      const left = perPeer.get(peer)! - 1;
      if (left === 0) perPeer.delete(peer);
      else perPeer.set(peer, left);
    });
  });
  return open;
}

function isLoopback(peer: string): boolean {
  return peer === '::1' || peer.startsWith('127.');
}
