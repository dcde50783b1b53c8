import WebSocket from 'ws';
import type { RawData } from 'ws';
import type { ClientFrame, ServerFrame } from '../protocol/frames.ts';
import { inEnglish } from '../protocol/language.ts';
import type { Endpoint } from './launchServer.ts';

export interface ServerSocket {
  /** Does nothing while the socket is not open: the server speaks first, and the protocol resumes after a loss. */
  send(frame: ClientFrame): void;
  close(): void;
}

export interface SocketListener {
  readonly onFrame: (frame: ServerFrame) => void;
  /** Called once, whatever the reason; not after `close()`. `stopped`: the server said goodbye, it was stopped. */
  readonly onLost: (reason: string, stopped: boolean) => void;
}

/** The code with which a server that stops closes its connections. */
const GOING_AWAY = 1001;
/** How often the server is asked for a sign of life, ms: a quiet night is then not mistaken for old news. */
const PING_EVERY_MS = 20_000;

/** One WebSocket to the server. Those that hold the key keep a server alive that stops when nobody uses it. */
export function openSocket(endpoint: Endpoint, listener: SocketListener): ServerSocket {
  const url = new URL('/ws', endpoint.url);
  url.protocol = 'ws:';
  const socket = new WebSocket(url, { headers: { authorization: `Bearer ${endpoint.token}` } });
  let problem = inEnglish`the connection closed`;
  let closing = false;
  const pings = setInterval(() => send({ type: 'ping' }), PING_EVERY_MS);
  const send = (frame: ClientFrame): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
  };
  socket.on('error', (error) => (problem = error.message));
  socket.on('close', (code) => {
    clearInterval(pings);
    if (!closing) listener.onLost(problem, code === GOING_AWAY);
  });
  socket.on('message', (data) => !closing && listener.onFrame(JSON.parse(text(data)) as ServerFrame));
  return {
    send,
    close: () => {
      closing = true;
      socket.close();
    },
  };
}

/** With the socket's default binaryType a message is one Buffer. */
function text(data: RawData): string {
  return (data as Buffer).toString('utf8');
}
