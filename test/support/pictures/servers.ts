import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningServer } from '../runServer.ts';
import { untilIndexed } from '../sessions.ts';
import { buildSession, nightServer, recordedRoot, standingServer } from './night.ts';
import type { Servers } from './studio.ts';

/** The servers that all screens come from, and how to stop them. `folder`: a new one. */
export async function startServers(folder: string): Promise<Servers & { readonly stop: () => Promise<unknown> }> {
  const other = join(folder, 'quiet');
  mkdirSync(other);
  const started = await Promise.all([
    nightServer(folder),
    standingServer({ roots: [recordedRoot(other)] }),
    standingServer(),
  ] as const);
  const [night, quiet, empty] = started;
  await untilIndexed(quiet);
  return {
    urls: { night: night.url, quiet: quiet.url, empty: empty.url },
    build: await buildSession(night),
    stop: () => Promise.all(started.map((server: RunningServer) => server.stop())),
  };
}
