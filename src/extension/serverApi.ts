import type { Endpoint } from './launchServer.ts';

const ANSWER_WITHIN_MS = 10_000;

/** Asks the server over HTTP, with the key that opens it. */
export async function callServer(endpoint: Endpoint, path: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = { authorization: `Bearer ${endpoint.token}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(new URL(path, endpoint.url), {
    headers,
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`The server answered ${response.status} to ${path}: ${await response.text()}`);
  return response;
}
