import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { endWithTests } from './endWithTests.ts';

export interface RunningServer {
  /** With a slash at its end. */
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** What the server wrote to stderr so far. */
  readonly stderr: () => string;
  /** Asks it to stop and waits until it has; its exit code. Removes a data folder that was made for it. */
  readonly stop: () => Promise<number | null>;
  /** As a power cut would: nothing is written any more. */
  readonly kill: () => Promise<void>;
}

export interface ServerSetup {
  readonly roots?: readonly string[];
  readonly port?: number;
  /** Default: a new folder, removed at the end. */
  readonly dataDir?: string;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** A command that runs another one, on another host for instance; the server is what it runs. */
  readonly through?: readonly string[];
}

export const serverScript = resolve(import.meta.dirname, '../../dist/server.js');

/** Starts the built server and waits until it says where it is. */
export async function startServer(setup: ServerSetup = {}): Promise<RunningServer> {
  const dataDir = setup.dataDir ?? mkdtempSync(join(tmpdir(), 'livestream-data-'));
  const roots = (setup.roots ?? [dataDir]).flatMap((root) => ['--root', root]);
  const port = String(setup.port ?? 0);
  const [command, ...args] = [
    ...(setup.through ?? []),
    process.execPath,
    serverScript,
    ...roots,
    '--port',
    port,
    '--data-dir',
    dataDir,
    '--no-open',
    '--json',
    ...(setup.args ?? []),
  ];
  const child = spawn(command!, args, {
    // Nobody's own sessions are read by a test.
    env: {
      ...process.env,
      CLAUDE_CONFIG_DIR: join(dataDir, 'claude'),
      CODEX_HOME: join(dataDir, 'codex'),
      ...setup.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const exited = once(child, 'exit');
  endWithTests(child);
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), exited])) as [unknown];
  if (typeof line !== 'string') throw new Error(`The server did not start (exit code ${String(line)}): ${stderr}`);
  const ready = JSON.parse(line) as { url: string; port: number };
  return {
    ...ready,
    dataDir,
    process: child,
    stderr: () => stderr,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      if (setup.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
      return child.exitCode;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
