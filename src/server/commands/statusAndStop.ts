import { setTimeout as delay } from 'node:timers/promises';
import { findRunningServer, requestServer } from '../base/runningServer.ts';
import type { CommonOptions } from './commonOptions.ts';
import { isAlive } from '../base/isAlive.ts';

/** How long a server may take to write and close everything, ms. */
const STOP_WITHIN_MS = 15_000;

/** `livestream status`: exit 0 and what the server says of itself; exit 1 when none runs. */
export async function status({ dataDir }: CommonOptions): Promise<void> {
  const server = await findRunningServer(dataDir);
  if (!server) throw new Error(`No livestream server runs on ${dataDir}.`);
  const health = (await (await requestServer(server, 'api/health')).json()) as Record<string, unknown>;
  process.stdout.write(`${JSON.stringify({ url: server.url, ...health }, null, 2)}\n`);
}

/** `livestream stop`: returns when the server has written and closed everything. */
export async function stop({ dataDir }: CommonOptions): Promise<void> {
  const server = await findRunningServer(dataDir);
  if (!server) {
    process.stdout.write(`No livestream server runs on ${dataDir}.\n`);
    return;
  }
  await requestServer(server, 'api/shutdown', {});
  for (const until = Date.now() + STOP_WITHIN_MS; isAlive(server.pid); await delay(50)) {
    if (Date.now() > until)
      throw new Error(
        `The server (process ${server.pid}) was asked to stop and still runs. Look at its log in ${dataDir}.`,
      );
  }
  process.stdout.write(`Stopped the livestream server (process ${server.pid}).\n`);
}
