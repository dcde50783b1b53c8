import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import open from 'open';
import { readServerFile } from '../base/discovery.ts';
import { VERSION } from '../base/version.ts';
import { KEEP_ALL } from '../history/retention.ts';
import { startLivestream } from '../livestream.ts';
import type { Livestream } from '../livestreamOptions.ts';
import { importFile, postTo } from './import.ts';

export interface ReplayOptions {
  readonly port: number;
  readonly open: boolean;
}

/** `livestream replay <file>`: a server that knows one file and nothing else. What it keeps is gone when it stops. */
export async function replayCommand(file: string, { port, open: show }: ReplayOptions): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'livestream-replay-'));
  let server: Livestream | undefined;
  const stop = (): void => void server?.stop();
  try {
    server = await startLivestream({
      roots: { contextFoundry: [], claudeCode: [], codex: [] },
      prices: {},
      retention: KEEP_ALL,
      readerScript: join(__dirname, 'transcriptReader.js'),
      host: '127.0.0.1',
      port,
      dataDir,
      dashboardDir: join(__dirname, 'webview'),
      version: VERSION,
      exitWhenUnused: false,
      requireToken: false,
      certificate: undefined,
      tunnelGuardScript: join(__dirname, 'tunnelGuard.js'),
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    const { sessions, refused, reason } = await importFile(file, postTo(readServerFile(dataDir)!));
    const [session] = sessions;
    if (session === undefined)
      throw new Error(`${file} has no event that could be shown${reason === null ? '' : ` (${reason})`}.`);
    // The dashboard replays a session from a moment on; 0 is before its first.
    const url = `${server.url}#${new URLSearchParams({ session, t: '0' }).toString()}`;
    const lost = refused > 0 ? ` ${refused} lines could not be used; the first: ${reason}.` : '';
    process.stdout.write(`Replaying session ${session} at ${url}${lost}\nCtrl-C stops it.\n`);
    if (show) await open(url).catch(() => undefined);
    await server.stopped;
  } finally {
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
  // All is written and closed; chokidar's timers would keep the process for another second.
  process.exit();
}
