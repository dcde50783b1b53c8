/**
 * Runs a program for the server and ends it with the server, also when that is killed hard: then the channel to it
 * breaks, which the operating system sees to. Nothing else would end the program, and a tunnel that outlives its
 * server leads to whatever takes the port next.
 */
import { spawn } from 'node:child_process';
import { PROGRAM_MISSING, PROGRAM_NOT_STARTED } from './tunnelExitCodes.ts';

/** How long the program may take to say goodbye, ms. */
const END_WITHIN_MS = 2_000;

const [program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], windowsHide: true });
child.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'ENOENT' ? PROGRAM_MISSING : PROGRAM_NOT_STARTED),
);
child.on('exit', (code) => process.exit(code ?? 1));

function end(): void {
  child.kill();
  setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
}

process.once('disconnect', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
