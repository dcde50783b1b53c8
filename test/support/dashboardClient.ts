import { once } from 'node:events';
import { WebSocket } from 'ws';
import { LivestreamClient } from '../../src/protocol/client.ts';
import type { View } from '../../src/protocol/client.ts';
import type { ServerFrame } from '../../src/protocol/frames.ts';
import type { Scene } from './scene.ts';
import { until, within } from './until.ts';

/** A dashboard: the protocol's own client over a real socket. It remembers the frames of its connection. */
export class DashboardClient {
  readonly #client = new LivestreamClient({
    send: (frame) => this.#socket?.send(JSON.stringify(frame)),
    onChange: () => undefined,
    now: Date.now,
  });
  #socket: WebSocket | undefined;
  #frames: ServerFrame[] = [];
  #bytes = 0;

  /** A connected one. */
  static async open(scene: Scene, server: { readonly port: number }): Promise<DashboardClient> {
    const dashboard = new DashboardClient();
    scene.atEnd(() => dashboard.disconnect());
    await dashboard.connect(server);
    return dashboard;
  }

  get view(): View {
    return this.#client.view;
  }

  /** The session it follows, as it knows it. */
  get known() {
    const { session, seq, state } = this.view.followed!;
    return { session, seq, state };
  }

  /** What came over the connection of now, in order. */
  get frames(): readonly ServerFrame[] {
    return this.#frames;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get socket(): WebSocket {
    return this.#socket!;
  }

  framesOf<T extends ServerFrame['type']>(type: T): Extract<ServerFrame, { type: T }>[] {
    return this.#frames.filter((frame): frame is Extract<ServerFrame, { type: T }> => frame.type === type);
  }

  async connect(server: { readonly port: number }): Promise<void> {
    this.#frames = [];
    this.#bytes = 0;
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/ws`);
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(String(data)) as ServerFrame;
      this.#frames.push(frame);
      this.#bytes += data.length;
      this.#client.receive(frame);
    });
    socket.on('close', () => this.#client.disconnected());
    await within('the connection', once(socket, 'open'));
    await until('the server has said hello', () => this.view.connection === 'connected');
  }

  /** Follows a session and waits until it is there. */
  async follow(session: string): Promise<void> {
    this.#client.follow(session);
    await until(`${session} is there`, () => this.view.followed !== null);
  }

  /** Asks for a session that may not be there yet, or for none. */
  wish(session: string | null): void {
    this.#client.follow(session);
  }

  async untilSeq(seq: number): Promise<void> {
    await until(`event ${seq} has come`, () => (this.view.followed?.seq ?? 0) >= seq);
  }

  async disconnect(): Promise<void> {
    const socket = this.#socket;
    if (!socket || socket.readyState === WebSocket.CLOSED) return;
    const closed = once(socket, 'close');
    socket.terminate();
    await within('the end of the connection', closed);
  }
}
