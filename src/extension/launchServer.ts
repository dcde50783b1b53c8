import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { t } from '../protocol/language.ts';
import { said } from '../protocol/said.ts';
import { readLogLine } from './serverLog.ts';
import { ServerProblem } from './serverProblem.ts';
import type { SettingName } from './settings.ts';

/** Where a running server is, and the secret that opens it. The token is never logged and never given to a page. */
export interface Endpoint {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  readonly token: string;
}

export interface Launch {
  /** A Node.js binary, or the editor's own, which is one with ELECTRON_RUN_AS_NODE. */
  readonly runtime: string;
  readonly script: string;
  readonly args: readonly string[];
}

export interface Launched {
  readonly endpoint: Endpoint;
  /** null when a server was running already and only told where it is. */
  readonly child: ChildProcess | null;
}

/** Exit code of a server whose runtime lacks what it needs (`node:sqlite`). */
const EXIT_WRONG_RUNTIME = 78;
const READY_WITHIN_MS = 30_000;

/**
 * Starts the server, or finds the one that runs on the same data folder: the server itself knows, and says so in one
 * line of JSON. It is detached, because other windows may use it when this one has closed.
 */
export async function launchServer(launch: Launch, onLine: (line: string) => void): Promise<Launched> {
  const child = spawn(launch.runtime, [launch.script, ...launch.args], {
    detached: true,
    // The current folder may be on a disk that somebody wants to take out.
    cwd: dirname(launch.script),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    env: serverEnvironment(),
  });
  const complaints: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    complaints.push(line);
    complaints.splice(0, complaints.length - 20);
    onLine(line);
  });
  const ready = await readyLine(child, launch.runtime, complaints);
  const endpoint = { ...ready, token: await readToken(ready.dataDir) };
  child.unref();
  return { endpoint, child: ready.pid === child.pid ? child : null };
}

type ReadyLine = Omit<Endpoint, 'token'>;

async function readyLine(child: ChildProcess, runtime: string, complaints: readonly string[]): Promise<ReadyLine> {
  const timeout = AbortSignal.timeout(READY_WITHIN_MS);
  const stdout = createInterface({ input: child.stdout! });
  try {
    const outcome = await Promise.race([
      once(stdout, 'line', { signal: timeout }).then(([line]) => JSON.parse(line as string) as ReadyLine),
      once(child, 'close', { signal: timeout }).then(([code]) => code as number | null),
    ]);
    if (outcome !== null && typeof outcome === 'object') return outcome;
    const lines = complaints.map((line) => readLogLine(line).text.trim()).filter(Boolean);
    const why = lines.map((line) => said(line)).join('\n') || t`It ended with code ${String(outcome)}.`;
    throw outcome === EXIT_WRONG_RUNTIME
      ? new ServerProblem(t`${why} It was started with ${runtime}.`, 'nodePath')
      : new ServerProblem(t`The Livestream server did not start. ${why}`, settingIn(lines.join('\n')));
  } catch (error) {
    child.kill();
    throw asProblem(error, runtime);
  }
}

/** The setting that a complaint of the server is about. */
function settingIn(complaint: string): SettingName | null {
  if (/\bport \d|listen EACCES/i.test(complaint)) return 'port';
  if (/--host|ENOTFOUND|EADDRNOTAVAIL/.test(complaint)) return 'host';
  return /--data-dir|mkdir|open |ENOSPC|EROFS/.test(complaint) ? 'dataDir' : null;
}

function asProblem(error: unknown, runtime: string): unknown {
  if (error instanceof ServerProblem) return error;
  const { name, code, message } = error as NodeJS.ErrnoException;
  if (name === 'AbortError') {
    return new ServerProblem(t`The Livestream server did not answer within ${READY_WITHIN_MS / 1000} s. See its log.`);
  }
  if (code === 'ENOENT' || code === 'EACCES') {
    return new ServerProblem(
      t`Node.js could not be started from ${runtime} (${code}). Set livestream.nodePath.`,
      'nodePath',
    );
  }
  if (error instanceof SyntaxError) {
    return new ServerProblem(
      t`${runtime} is not Node.js, or another program's answer came first: ${message}`,
      'nodePath',
    );
  }
  return new ServerProblem(t`The Livestream server did not start: ${message}`);
}

async function readToken(dataDir: string): Promise<string> {
  const file = join(dataDir, 'server.json');
  try {
    return (JSON.parse(await readFile(file, 'utf8')) as { token: string }).token;
  } catch (error) {
    throw new ServerProblem(
      t`The server runs, but its key cannot be read from ${file}: ${(error as Error).message}`,
      'dataDir',
    );
  }
}

/** What this editor set for its own processes would mislead ours. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name));
  return { ...Object.fromEntries(own), ELECTRON_RUN_AS_NODE: '1' };
}
