import { z } from 'zod';
import { readServerFile } from './discovery.ts';
import type { ServerFile } from './discovery.ts';

/** Patience with a server on this machine, ms. */
const ANSWER_WITHIN_MS = 2_000;

const health = z.object({
  name: z.literal('context-foundry-livestream'),
  pid: z.int(),
  data_dir: z.string(),
  version: z.string(),
});

/** The server that owns a data folder, if it is alive: its file says where, and it answers there as itself. */
export async function findRunningServer(dataDir: string): Promise<ServerFile | undefined> {
  const file = readServerFile(dataDir);
  if (!file) return undefined;
  const answer = await askHealth(file.url, file.token);
  return answer?.pid === file.pid ? file : undefined;
}

/** The livestream server that listens on a port of this machine, whatever its data folder; undefined for any other program. */
export async function findServerOnPort(port: number): Promise<(ServerFile & { dataDir: string }) | undefined> {
  const answer = await askHealth(`http://127.0.0.1:${port}/`, undefined);
  const file = answer && readServerFile(answer.data_dir);
  return answer && file?.pid === answer.pid ? { ...file, dataDir: answer.data_dir } : undefined;
}

/**
 * One request to a running server with its token. A text is sent as it is, anything else as JSON. Rejects with a sentence
 * when the server does not answer as it should.
 */
export async function requestServer(server: ServerFile, path: string, body?: object | string): Promise<Response> {
  const response = await fetch(new URL(path, server.url), {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  if (response.ok) return response;
  const { error = response.statusText } = (await response.json().catch(() => ({}))) as { error?: string };
  throw new Error(`The server at ${server.url} answered ${response.status}: ${error}`);
}

async function askHealth(url: string, token: string | undefined): Promise<z.infer<typeof health> | undefined> {
  try {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(new URL('api/health', url), {
      headers,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return health.safeParse(await response.json()).data;
  } catch {
    return undefined;
  }
}
