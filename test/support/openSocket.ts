import { once } from 'node:events';
import { WebSocket } from 'ws';
import { until, within } from './until.ts';

/** A bare connection to `/ws` or `/ws/{id}`. It remembers every message. */
export interface OpenSocket {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what it is, the test says
  readonly messages: readonly any[];
  readonly send: (frame: object) => void;
  /** The next message of these types, after those that came before the call. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what it is, the test says
  readonly next: (...types: string[]) => Promise<any>;
  /** How it was closed, once it is. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly isOpen: () => boolean;
  readonly terminate: () => void;
}

export async function openSocket(
  server: { readonly port: number },
  path: string,
  headers: Record<string, string> = {},
): Promise<OpenSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
  const messages: { readonly type: string }[] = [];
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(String(data)) as { type: string }));
  const closed = once(socket, 'close').then(([code, reason]) => ({ code: code as number, reason: String(reason) }));
  await within('the connection', once(socket, 'open'));
  return {
    messages,
    send: (frame) => socket.send(JSON.stringify(frame)),
    next: (...types) => {
      const seen = messages.length;
      return until(`one of ${types.join()}`, () => messages.slice(seen).find(({ type }) => types.includes(type)));
    },
    closed,
    isOpen: () => socket.readyState === WebSocket.OPEN,
    terminate: () => socket.terminate(),
  };
}
