/** What Linux tells of processes, in the folder that is /proc. */
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileErrorCode } from '../files/fileErrors.ts';
import { agentOf } from './agentPrograms.ts';
import type { Program } from './agentPrograms.ts';

/** The unit of a process's start: the kernel counts in hundredths of a second towards programs, whatever its own clock. */
const TICK_MS = 10;
/** Links looked at side by side. */
const AT_ONCE = 64;

export interface ProcessStat {
  readonly name: string;
  readonly isDead: boolean;
  /** Ticks after the system's start, as written: field 22. */
  readonly started: string;
}

/** A process of one of the agents. */
export interface AgentProcess {
  readonly pid: number;
  readonly program: Program;
  readonly isService: boolean;
  /** null where this user may not see it. */
  readonly folder: string | null;
  /** ms since the Unix epoch. */
  readonly startedAt: number;
}

export interface OpenFiles {
  /** Transcripts that some process has open. */
  readonly paths: ReadonlySet<string>;
  /** The processes whose open files this user may not see. */
  readonly unseen: ReadonlySet<number>;
}

/** Reads a process's stat file; null where it is not as it should be. The name may hold anything, ")" and spaces too. */
export function parseStat(text: string): ProcessStat | null {
  const begin = text.indexOf('(');
  const end = text.lastIndexOf(')');
  if (begin < 0 || end < begin) return null;
  // The fields after the name, from the third of the file on.
  const fields = text
    .slice(end + 1)
    .trim()
    .split(/\s+/);
  const [state] = fields;
  const started = fields[19];
  if (state === undefined || started === undefined || !/^\d+$/.test(started)) return null;
  // A zombie has ended and only waits for its parent to notice.
  return { name: text.slice(begin + 1, end), isDead: /^[ZXx]/.test(state), started };
}

/** True where an error means that the process ended meanwhile. */
export function isProcessGone(error: unknown): boolean {
  const code = fileErrorCode(error);
  return code === 'ENOENT' || code === 'ESRCH';
}

/** The processes of both agents; null where the system tells of no processes here. */
export async function findAgents(procRoot: string): Promise<readonly AgentProcess[] | null> {
  const pids = await listPids(procRoot);
  const bootedAt = await readBootTime(procRoot);
  if (pids === null || bootedAt === null) return null;
  const found = await inBatches(pids, (pid) => readAgent(procRoot, pid, bootedAt));
  return found.filter((agent) => agent !== null);
}

/** Which transcripts are open; null where the system tells of no processes here. */
export async function findOpenFiles(procRoot: string): Promise<OpenFiles | null> {
  const pids = await listPids(procRoot);
  if (pids === null) return null;
  const paths = new Set<string>();
  const unseen = new Set<number>();
  for (const pid of pids) {
    const folder = join(procRoot, String(pid), 'fd');
    try {
      const links = await inBatches(await readdir(folder), (fd) => readlink(join(folder, fd)).catch(() => ''));
      // Only transcripts are asked for, and a busy machine has many files open.
      for (const path of links) if (path.endsWith('.jsonl')) paths.add(path);
    } catch (error) {
      if (!isProcessGone(error)) unseen.add(pid);
    }
  }
  return { paths, unseen };
}

async function listPids(procRoot: string): Promise<readonly number[] | null> {
  const names = await readdir(procRoot).catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  return pids.length === 0 ? null : pids;
}

/** When the system started, ms since the Unix epoch. */
async function readBootTime(procRoot: string): Promise<number | null> {
  const text = await readFile(join(procRoot, 'stat'), 'utf8').catch(() => '');
  const seconds = /^btime (\d+)$/m.exec(text)?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}

/** null for a process that is no agent, has ended, or belongs to somebody whose sessions this user cannot read either. */
async function readAgent(procRoot: string, pid: number, bootedAt: number): Promise<AgentProcess | null> {
  const folder = join(procRoot, String(pid));
  try {
    const words = (await readFile(join(folder, 'cmdline'), 'utf8')).split('\0').filter((word) => word !== '');
    // The kernel's own threads and zombies have no command line.
    if (words.length === 0) return null;
    const stat = parseStat(await readFile(join(folder, 'stat'), 'utf8'));
    const agent = stat === null || stat.isDead ? null : agentOf({ name: stat.name, words });
    if (agent === null || stat === null) return null;
    const place = await readFolder(folder);
    if (place === null && !(await mayBeOurs(folder))) return null;
    return { ...agent, pid, folder: place, startedAt: bootedAt + Number(stat.started) * TICK_MS };
  } catch {
    return null;
  }
}

/** The folder a process works in; null where this user may not see it. Throws when the process ended meanwhile. */
async function readFolder(folder: string): Promise<string | null> {
  try {
    return (await readlink(join(folder, 'cwd'))).replace(/ \(deleted\)$/, '');
  } catch (error) {
    if (isProcessGone(error)) throw error;
    return null;
  }
}

/** Whether a process that hides itself may be this user's. A program can do so, and then its files seem to be root's. */
async function mayBeOurs(folder: string): Promise<boolean> {
  const user = process.getuid?.() ?? 0;
  const owner = /^Uid:\s+(\d+)/m.exec(await readFile(join(folder, 'status'), 'utf8'))?.[1];
  return user === 0 || owner === undefined || Number(owner) === user;
}

async function inBatches<T, R>(items: readonly T[], look: (item: T) => Promise<R>): Promise<R[]> {
  const all: R[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    all.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(look))));
  }
  return all;
}
