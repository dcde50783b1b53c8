import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The text as JSON; throws when it is none. */
  readonly json: () => any; // eslint-disable-line @typescript-eslint/no-explicit-any -- what it is, the test says
}

export interface Asked {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Texts and bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown;
}

/** One request on a connection of its own. Path and headers go out as given: nothing is tidied, as `fetch` would. */
export function ask(server: { readonly port: number }, path: string, asked: Asked = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = asked;
  const asItIs = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  const payload = asItIs ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode!, headers: response.headers, text, json: () => JSON.parse(text) });
      });
    });
    sent.on('error', reject);
    sent.end(payload);
  });
}

export function post(server: { readonly port: number }, path: string, body: unknown): Promise<Answer> {
  return ask(server, path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

/** The server's token, as its owner finds it. */
export function tokenOf(server: { readonly dataDir: string }): string {
  return (JSON.parse(readFileSync(join(server.dataDir, 'server.json'), 'utf8')) as { token: string }).token;
}

export function bearer(server: { readonly dataDir: string }): OutgoingHttpHeaders {
  return { authorization: `Bearer ${tokenOf(server)}` };
}
