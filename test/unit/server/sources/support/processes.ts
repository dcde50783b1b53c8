import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { endWithTests } from '../../../../support/endWithTests.ts';
import { within } from '../../../../support/until.ts';

export interface Running {
  readonly pid: number;
  /** When it began, as /proc words it. */
  readonly procStart: string;
  /** Ends it as `kill -9` does. */
  readonly kill: () => Promise<void>;
}

/** Says that it runs, with the file it was given open, and then does nothing. */
const WAIT = `
  const [, file] = process.argv;
  if (file?.startsWith('/')) require('node:fs').openSync(file, 'a');
  process.stdout.write('runs');
  setInterval(() => undefined, 1e6);
`;

/** A real process of a program of any name, which keeps running. */
export async function run(name: string, cwd: string, words: readonly string[] = []): Promise<Running> {
  const program = join(cwd, '../programs', name);
  mkdirSync(dirname(program), { recursive: true });
  if (!existsSync(program)) symlinkSync(process.execPath, program);
  const child = spawn(program, ['-e', WAIT, ...words], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  endWithTests(child);
  await within(`${name} to run`, once(child.stdout, 'data'));
  return { pid: child.pid!, procStart: procStart(child.pid!), kill: () => kill(child) };
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await within('the process to end', ended);
}

/** Field 22 of a process's stat file, read another way than the product does. */
export function procStart(pid: number): string {
  return readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')[19]!;
}

/** What a made-up /proc tells of one process. */
export interface Told {
  readonly name?: string;
  readonly words?: readonly string[];
  /** null: it may not be seen. */
  readonly cwd?: string | null;
  readonly state?: string;
  readonly started?: string;
  readonly user?: number;
  /** null: they may not be seen. */
  readonly open?: readonly string[] | null;
}

/** When the system of a made-up /proc started, seconds. */
export const BOOTED = 1_795_000_000;

/** Makes up a process. Numbers beyond the system's own are never those of a real one. */
export function tell(procRoot: string, pid: number, told: Told): void {
  const { name = 'sleep', words = [name], cwd = '/', state = 'S', started = '500', user, open = [] } = told;
  const folder = join(procRoot, String(pid));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(procRoot, 'stat'), `cpu 1 2 3\nbtime ${BOOTED}\n`);
  writeFileSync(join(folder, 'stat'), `${pid} (${name}) ${state} ${'7 '.repeat(18)}${started} 99 99\n`);
  writeFileSync(join(folder, 'cmdline'), words.map((word) => `${word}\0`).join(''));
  writeFileSync(join(folder, 'status'), `Name:\t${name}\nUid:\t${user ?? process.getuid?.()}\t0\t0\t0\n`);
  // A file where a link or a folder should be fails to be read as a process that hides itself does.
  if (cwd === null) writeFileSync(join(folder, 'cwd'), '');
  else symlinkSync(cwd, join(folder, 'cwd'));
  if (open === null) writeFileSync(join(folder, 'fd'), '');
  else mkdirSync(join(folder, 'fd'));
  open?.forEach((path, fd) => symlinkSync(path, join(folder, 'fd', String(fd))));
}
