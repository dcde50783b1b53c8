import { Agent, get, request } from 'node:http';

/** An event as a broadcaster posts it, with a number to know it by. */
export function benchEvent(session: string, n: number): string {
  return JSON.stringify({
    type: 'log_line',
    session_id: session,
    timestamp: new Date().toISOString(),
    sequence: n,
    data: { line: `Building part ${n} of the service`, level: 'info', bench: n },
  });
}

export interface Poster {
  readonly post: (body: string) => Promise<void>;
  readonly close: () => void;
}

/** Posts over kept connections, `concurrency` at once at the most. */
export function makePoster(url: string, concurrency: number): Poster {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  return {
    post: (body) =>
      new Promise((resolve, reject) => {
        const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
        const sent = request(url, { agent, method: 'POST', headers }, (response) => {
          response.resume();
          response.on('end', () =>
            response.statusCode === 200 ? resolve() : reject(new Error(`POST answered ${response.statusCode}`)),
          );
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** Runs `work` for 1…count, `concurrency` at a time. */
export async function inParallel(
  count: number,
  concurrency: number,
  work: (n: number) => Promise<void>,
): Promise<void> {
  let next = 1;
  const worker = async (): Promise<void> => {
    while (next <= count) await work(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

/** The body of a GET, over a kept connection. */
export function getText(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    }).on('error', reject);
  });
}
