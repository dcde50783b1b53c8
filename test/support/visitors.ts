import assert from 'node:assert/strict';
import type { OutgoingHttpHeaders } from 'node:http';
import { ask, bearer } from './http.ts';
import type { Answer } from './http.ts';

interface Server {
  readonly port: number;
  readonly dataDir: string;
}

/** A request through a proxy on the server's machine, from a name that is not loopback's: it is not local. */
export const ELSEWHERE = { host: 'laptop.example', 'x-forwarded-for': '198.51.100.7' } as const;

/** The Origin that a page at that name has. */
export const OWN_ORIGIN = 'http://laptop.example';

/** What the server's owner asks of it; the answer as JSON. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what it is, the test says
export async function asOwner(server: Server, path: string, body?: object): Promise<any> {
  const headers = { ...bearer(server), 'content-type': 'application/json' };
  const answer = await ask(server, path, { method: body ? 'POST' : 'GET', headers, ...(body && { body }) });
  assert.equal(answer.status, 200, `${path}: ${answer.text}`);
  return answer.json();
}

export async function pairingCode(server: Server, role: 'viewer' | 'owner' = 'viewer'): Promise<string> {
  return ((await asOwner(server, '/api/access/pairing', { role })) as { code: string }).code;
}

/** The path of a new share link, with a slash at its start. */
export async function shareLink(server: Server, session: string, expiresIn = '1h'): Promise<string> {
  const { path } = (await asOwner(server, '/api/access/links', { session, expires_in: expiresIn })) as { path: string };
  return `/${path}`;
}

/** Opens a way in from elsewhere, as a browser does; the headers that it then sends with every request. */
export async function enter(server: Server, path: string, headers: OutgoingHttpHeaders = {}): Promise<Visitor> {
  const answer = await ask(server, path, { headers: { ...ELSEWHERE, accept: 'text/html', ...headers } });
  assert.equal(answer.status, 302, `${path}: ${answer.text}`);
  return { answer, headers: { ...ELSEWHERE, cookie: cookieOf(answer) } };
}

export interface Visitor {
  readonly answer: Answer;
  readonly headers: Record<string, string>;
}

export async function pairDevice(server: Server, role: 'viewer' | 'owner' = 'viewer'): Promise<Visitor> {
  return enter(server, `/pair?code=${await pairingCode(server, role)}`);
}

/** Name and value of the cookie that was set. */
export function cookieOf({ headers }: Answer): string {
  return (headers['set-cookie'] ?? assert.fail('no cookie was set'))[0]!.split(';')[0]!;
}
