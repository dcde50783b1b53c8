import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { RawData } from 'ws';

/** Calls back with the number `n` of every benchmark event that reached a client. */
export type OnEvent = (n: number) => void;

export interface Clients {
  readonly close: () => void;
}

/** `count` sockets that each tell of every event. `subscribe` is sent first by those of the project's own protocol. */
export async function connectClients(url: string, count: number, onEvent: OnEvent, session?: string): Promise<Clients> {
  const sockets = await Promise.all(Array.from({ length: count }, () => connect(url, onEvent, session)));
  return { close: () => sockets.forEach((socket) => socket.terminate()) };
}

async function connect(url: string, onEvent: OnEvent, session: string | undefined): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const ready = Promise.withResolvers<void>();
  socket.on('message', (data: RawData) => {
    const bytes = data as Buffer;
    for (const n of eventNumbers(bytes)) onEvent(n);
    if (session === undefined || bytes.includes('"type":"snapshot"')) ready.resolve();
  });
  await once(socket, 'open');
  if (session !== undefined) {
    socket.send(JSON.stringify({ type: 'subscribe', session }));
    await ready.promise;
  }
  return socket;
}

const MARK = Buffer.from('"bench":');

/** The numbers in a frame, without parsing it: the clients must not be what is measured. */
function* eventNumbers(frame: Buffer): Generator<number> {
  for (let at = frame.indexOf(MARK); at >= 0; at = frame.indexOf(MARK, at + 1)) {
    let number = 0;
    for (let index = at + MARK.length; frame[index]! >= 48 && frame[index]! <= 57; index++)
      number = number * 10 + frame[index]! - 48;
    yield number;
  }
}
