import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Endpoint, Launch } from './launchServer.ts';
import { launchServer } from './launchServer.ts';
import { callServer } from './serverApi.ts';

export interface ServerProcessOptions {
  /** Read at every start, so that changed settings count. */
  readonly launch: () => Launch;
  /** One line of the server's log. */
  readonly onLine: (line: string) => void;
}

/** How long a server may take to write and close everything, ms. */
const STOPS_WITHIN_MS = 15_000;
/** How long after a stop a server that replaces the stopped one is waited for, ms. */
const FOLLOWS_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 250;

/**
 * The one server of this machine, as this window sees it: started here, or found. Nothing stops it when the window
 * closes; it stops by itself when nobody uses it (`--exit-when-unused`).
 */
export class ServerProcess {
  readonly #options: ServerProcessOptions;
  #child: ChildProcess | null = null;
  #endpoint: Endpoint | null = null;
  #starting: Promise<unknown> = Promise.resolve();

  constructor(options: ServerProcessOptions) {
    this.#options = options;
  }

  /** Where the server is: started if none runs. Asked again after a lost connection, it finds or starts the next one. */
  async ensure(): Promise<Endpoint> {
    if (this.#endpoint !== null && this.#child !== null && isRunning(this.#child)) return this.#endpoint;
    const launching = launchServer(this.#options.launch(), this.#options.onLine);
    this.#starting = launching.catch(() => undefined);
    const { endpoint, child } = await launching;
    this.#child = child;
    this.#endpoint = endpoint;
    return endpoint;
  }

  /** Another server runs on the stopped one's data, or does soon. */
  async successor(stopped: Endpoint, signal: AbortSignal): Promise<boolean> {
    const until = Date.now() + FOLLOWS_WITHIN_MS;
    while (Date.now() < until) {
      const file = await readFile(join(stopped.dataDir, 'server.json'), 'utf8').catch(() => '{}');
      const { pid } = JSON.parse(file) as { pid?: number };
      if (pid !== undefined && pid !== stopped.pid) return true;
      await delay(LOOK_EVERY_MS, undefined, { signal });
    }
    return false;
  }

  /** Has more folders watched. Without a server it does nothing: every `ensure` names all folders. */
  async watch(roots: readonly string[]): Promise<void> {
    // One that is starting just now was told of the folders that there were before.
    await this.#starting;
    if (this.#endpoint !== null && roots.length > 0) await callServer(this.#endpoint, '/api/roots', { roots });
  }

  /** Stops the server for everyone, and returns when it is gone. */
  async stop(): Promise<void> {
    const endpoint = this.#endpoint;
    const child = this.#child;
    this.#endpoint = null;
    this.#child = null;
    if (endpoint === null) return;
    await callServer(endpoint, '/api/shutdown', {}).catch(() => undefined);
    if (child === null) return gone(endpoint.pid);
    if (!isRunning(child)) return;
    const late = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
    await once(child, 'exit');
    clearTimeout(late);
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** Returns when the process has ended, or after a while in any case: it is not ours to kill. */
async function gone(pid: number): Promise<void> {
  const until = Date.now() + STOPS_WITHIN_MS;
  while (Date.now() < until) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await delay(50);
  }
}
