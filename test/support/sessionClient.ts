import { once } from 'node:events';
import { WebSocket } from 'ws';
import { until, within } from './until.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what it is, the test says
export type Message = any;

/** A client of `/ws/{id}`, as existing programs are. It remembers every message. */
export interface SessionClient {
  readonly messages: readonly Message[];
  /** Waits for the first message, after those already taken, that is as wanted. */
  readonly next: (what: string, isIt: (message: Message) => boolean) => Promise<Message>;
  readonly close: () => Promise<void>;
}

export async function followSession(server: { readonly port: number }, session: string): Promise<SessionClient> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/ws/${encodeURIComponent(session)}`);
  const messages: Message[] = [];
  let taken = 0;
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(String(data))));
  await within('the connection', once(socket, 'open'));
  return {
    messages,
    next: async (what, isIt) => {
      const index = await until(what, () => {
        const at = messages.findIndex((message, place) => place >= taken && isIt(message));
        return at < 0 ? undefined : { at };
      });
      taken = index.at + 1;
      return messages[index.at];
    },
    close: async () => {
      if (socket.readyState === WebSocket.CLOSED) return;
      const closed = once(socket, 'close');
      socket.close();
      await within('the end of the connection', closed);
    },
  };
}

/** The status of the HTTP answer with which a WebSocket was refused; 101 when it was not. */
export function upgradeStatus(
  server: { readonly port: number },
  path: string,
  headers: Record<string, string> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
    socket.on('open', () => {
      resolve(101);
      socket.close();
    });
    socket.on('unexpected-response', (request, response) => {
      resolve(response.statusCode!);
      request.destroy();
    });
    socket.on('error', reject);
  });
}
