import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A wire to a server on this machine, to be cut: the server knows nothing of it. */
export interface Wire {
  readonly port: number;
  /** How many connections it carries. */
  readonly connections: () => number;
  /** Cuts all connections; the next ones work. */
  readonly cut: () => void;
  readonly close: () => void;
}

export async function layWire(to: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    sockets.add(near);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.on('close', () => {
      sockets.delete(near);
      far.destroy();
    });
    far.on('close', () => near.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => sockets.size,
    cut,
    close: () => {
      cut();
      server.close();
    },
  };
}
