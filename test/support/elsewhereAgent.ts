/** Runs in another network than the test, and makes the requests that it is told to. */
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { WebSocket } from 'ws';
import type { FromElsewhere, ToElsewhere } from './elsewhere.ts';

/** How long a connection may take, ms: where nothing listens, some networks only say nothing. */
const CONNECT_WITHIN_MS = 5_000;

const tell = (message: FromElsewhere): void => void process.send!(message);

process.on('disconnect', () => process.exit());
process.on('message', (message) => {
  const told = message as ToElsewhere;
  if (told.kind === 'ask') ask(told);
  else connect(told);
});

function ask({ id, url, method = 'GET', headers = {}, body }: Extract<ToElsewhere, { kind: 'ask' }>): void {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  const options = { method, headers, agent: false, timeout: CONNECT_WITHIN_MS, rejectUnauthorized: false };
  const sent = request(url, options, (response) => {
    let text = '';
    response.on('data', (chunk) => (text += String(chunk)));
    response.on('end', () =>
      tell({ id, kind: 'answer', answer: { status: response.statusCode!, headers: response.headers, text } }),
    );
  });
  sent.on('timeout', () => sent.destroy(new Error('Nobody answers there')));
  sent.on('error', (error) => tell({ id, kind: 'failed', message: error.message }));
  sent.end(body);
}

function connect({ id, url, headers = {} }: Extract<ToElsewhere, { kind: 'connect' }>): void {
  const socket = new WebSocket(url, { headers, handshakeTimeout: CONNECT_WITHIN_MS, rejectUnauthorized: false });
  socket.on('open', () => tell({ id, kind: 'open' }));
  socket.on('message', (data: Buffer) => tell({ id, kind: 'message', text: String(data) }));
  socket.on('error', (error) => tell({ id, kind: 'failed', message: error.message }));
  socket.on('close', (code) => tell({ id, kind: 'closed', code }));
}
