import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import open from 'open';
import { findRunningServer, requestServer } from '../base/runningServer.ts';
import { VERSION } from '../base/version.ts';
import { playDemo } from '../demo/demoSession.ts';
import { KEEP_ALL } from '../history/retention.ts';
import { startLivestream } from '../livestream.ts';
import { banner, ending } from './banner.ts';
import type { CommonOptions } from './commonOptions.ts';

export interface DemoCommandOptions extends CommonOptions {
  readonly speed: number;
  readonly port: number;
  readonly open: boolean;
}

/** `livestream demo`: plays a night through real files into the running server, or into one that lives as long as the demo. */
export async function demo({ dataDir, speed, port, open: show }: DemoCommandOptions): Promise<void> {
  const root = join(dataDir, 'demo');
  mkdirSync(root, { recursive: true });
  const running = await findRunningServer(dataDir);
  const own = running
    ? undefined
    : await startLivestream({
        roots: { contextFoundry: [root], claudeCode: [], codex: [] },
        prices: {},
        readerScript: join(__dirname, 'transcriptReader.js'),
        host: '127.0.0.1',
        port,
        dataDir,
        tunnelGuardScript: join(__dirname, 'tunnelGuard.js'),
        certificate: undefined,
        requireToken: false,
        dashboardDir: join(__dirname, 'webview'),
        version: VERSION,
        exitWhenUnused: false,
        retention: KEEP_ALL,
      });
  if (running) await requestServer(running, 'api/roots', { roots: [root] });
  const url = running?.url ?? own!.url;
  process.stdout.write(
    banner({ url, lanUrl: null, roots: [root], agents: [], dataDir }) + ending(running !== undefined),
  );
  if (show) await open(url).catch(() => undefined);

  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  process.once('SIGTERM', () => ended.abort());
  const wait = (ms: number): Promise<void> => delay(ms, undefined, { signal: ended.signal });
  try {
    const session = await playDemo({ root, serverUrl: url, speed, wait, now: () => new Date() });
    process.stdout.write(`The demo session ${session} is complete.\n`);
    if (own) {
      process.stdout.write('The server goes on until you press Ctrl-C.\n');
      await new Promise((resolve) => ended.signal.addEventListener('abort', resolve));
    }
  } catch (error) {
    if (!ended.signal.aborted) throw error;
  } finally {
    await own?.stop();
  }
}
