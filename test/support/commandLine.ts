import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { endWithTests } from './endWithTests.ts';
import { serverScript } from './runServer.ts';
import { within } from './until.ts';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Command {
  readonly process: ChildProcess;
  readonly stdout: () => string;
  readonly ended: Promise<Ended>;
}

/** Starts `livestream` with these arguments, and no setting from outside but these. */
export function startCommand(args: readonly string[], env: NodeJS.ProcessEnv = {}): Command {
  return start([process.execPath, serverScript, ...args], env);
}

function start([command, ...args]: readonly string[], env: NodeJS.ProcessEnv): Command {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('LIVESTREAM_'));
  const child = spawn(command!, args, {
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  endWithTests(child);
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, stdout, stderr }));
  return { process: child, stdout: () => stdout, ended };
}

/** Runs `livestream` to its end; one that does not end is killed. */
export async function runCommand(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended> {
  return ended(startCommand(args, env), args);
}

/** The same on another host; `through`: the command that runs another one there. */
export function runCommandThrough(through: readonly string[], args: readonly string[]): Promise<Ended> {
  return ended(start([...through, process.execPath, serverScript, ...args], {}), args);
}

async function ended(command: Command, args: readonly string[]): Promise<Ended> {
  try {
    return await within(`the end of livestream ${args.join(' ')}`, command.ended);
  } finally {
    command.process.kill('SIGKILL');
  }
}
