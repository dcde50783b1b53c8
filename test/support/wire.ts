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
  /** Carries nothing more over the connections of now, and tells nobody, as a phone's radio does; the next ones work. */
  readonly stall: () => void;
  /** Refuses new connections, or takes them again. */
  readonly refuse: (refuses: boolean) => void;
  readonly close: () => void;
}

export async function layWire(to: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  const ends = new Map<Socket, Socket>();
  let refuses = false;
  const server = createServer((near) => {
    if (refuses) return void near.destroy();
    const far = connect(to, '127.0.0.1');
    sockets.add(near);
    ends.set(near, far);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.on('close', () => {
      sockets.delete(near);
      ends.delete(near);
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
    stall: () => {
      for (const [near, far] of ends) {
        near.unpipe(far).pause();
        far.unpipe(near).pause();
      }
    },
    refuse: (so) => (refuses = so),
    close: () => {
      cut();
      server.close();
    },
  };
}
