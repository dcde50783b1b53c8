import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { Endpoint } from '../../../src/extension/launchServer.ts';
import type { ClientFrame, ServerFrame } from '../../../src/protocol/frames.ts';

/** The smallest thing that a connection takes for the server: it greets, and keeps what it is asked. */
export class StandInServer {
  readonly endpoint: Endpoint;
  readonly frames: ClientFrame[] = [];
  readonly keys: (string | undefined)[] = [];
  readonly #sockets: WebSocketServer;

  private constructor(sockets: WebSocketServer) {
    const { port } = sockets.address() as AddressInfo;
    this.#sockets = sockets;
    this.endpoint = { url: `http://127.0.0.1:${port}`, port, pid: process.pid, dataDir: tmpdir(), token: 'secret' };
    sockets.on('connection', (socket, request) => {
      this.keys.push(request.headers.authorization);
      socket.on('message', (data) => this.frames.push(JSON.parse((data as Buffer).toString()) as ClientFrame));
      send(socket, { type: 'hello', protocol: 1, epoch: 'e', version: '0', now: Date.now() });
    });
  }

  static async start(): Promise<StandInServer> {
    const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(sockets, 'listening');
    return new StandInServer(sockets);
  }

  get connections(): number {
    return this.#sockets.clients.size;
  }

  tell(frame: ServerFrame): void {
    for (const socket of this.#sockets.clients) send(socket, frame);
  }

  dropAll(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  async stop(): Promise<void> {
    this.dropAll();
    await new Promise((resolve) => this.#sockets.close(resolve));
  }
}

function send(socket: WebSocket, frame: ServerFrame): void {
  socket.send(JSON.stringify(frame));
}

/** A program to start in the server's place; `dataDir` is where it says that its server.json is. */
export async function standInScript(source: string): Promise<{ readonly script: string; readonly dataDir: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'livestream-stand-in-'));
  const script = join(dataDir, 'server.cjs');
  await writeFile(join(dataDir, 'server.json'), JSON.stringify({ token: 'secret' }));
  await writeFile(script, source);
  return { script, dataDir };
}
