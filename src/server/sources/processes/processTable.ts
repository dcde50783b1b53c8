import { execFile } from 'node:child_process';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileErrorCode } from '../files/fileErrors.ts';
import type { Program } from './agentPrograms.ts';
import { findAgents, findOpenFiles, isProcessGone, parseStat } from './procFolder.ts';
import type { AgentProcess } from './procFolder.ts';

/** `unknown`: the system does not tell. It is never a guess in either direction. */
export type Presence = 'alive' | 'gone' | 'unknown';

export type RunningAgent = Pick<AgentProcess, 'pid' | 'folder' | 'startedAt'>;

/** What the system tells of processes. Nothing here is told by a process itself. */
export interface ProcessTable {
  /** Whether the process that had this number, and began at `procStart` as the system words it, still runs. */
  readonly isSame: (pid: number, procStart: string | null) => Promise<Presence>;
  /** The running processes of an agent that may be at a turn; null where the system does not list processes. */
  readonly agentsRunning: (program: Program) => Promise<readonly RunningAgent[] | null>;
  /** Whether a process has this transcript open; null where that cannot be seen. */
  readonly hasOpen: (path: string) => Promise<boolean | null>;
}

export interface ProcessTableOptions {
  /** The folder in which Linux tells of processes. */
  readonly procRoot?: string;
  readonly platform?: NodeJS.Platform;
  /** ms since the Unix epoch. */
  readonly now?: () => number;
}

/** How long what was seen of all processes is used, ms. */
const SEEN_FOR_MS = 5_000;

export function createProcessTable(options: ProcessTableOptions = {}): ProcessTable {
  const { procRoot = '/proc', platform = process.platform, now = Date.now } = options;
  const agents = remembered(() => findAgents(procRoot), now);
  const openFiles = remembered(() => findOpenFiles(procRoot), now);
  return {
    isSame: (pid, procStart) =>
      platform === 'linux' ? isSameHere(procRoot, pid, procStart) : isSameByPs(pid, procStart),
    async agentsRunning(program) {
      const all = await agents();
      return all === null ? null : all.filter((agent) => agent.program === program && !agent.isService);
    },
    async hasOpen(path) {
      const open = await openFiles();
      if (open === null) return null;
      if (open.paths.has(await realpath(path).catch(() => path))) return true;
      const all = await agents();
      return all === null || all.some(({ pid }) => open.unseen.has(pid)) ? null : false;
    },
  };
}

function remembered<T>(look: () => Promise<T>, now: () => number): () => Promise<T> {
  let seen: { readonly at: number; readonly what: Promise<T> } | null = null;
  return () => {
    // A clock that was set back must not make it last.
    if (seen === null || Math.abs(now() - seen.at) >= SEEN_FOR_MS) seen = { at: now(), what: look() };
    return seen.what;
  };
}

async function isSameHere(procRoot: string, pid: number, procStart: string | null): Promise<Presence> {
  try {
    const stat = parseStat(await readFile(join(procRoot, String(pid), 'stat'), 'utf8'));
    if (stat === null) return 'unknown';
    if (stat.isDead) return 'gone';
    if (procStart === null) return 'unknown';
    return stat.started === procStart ? 'alive' : 'gone';
  } catch (error) {
    // A system may hide the processes of others, which does not end them.
    return isProcessGone(error) && !exists(pid) ? 'gone' : 'unknown';
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return fileErrorCode(error) !== 'ESRCH';
  }
}

/** Two readings of one process's start differ by rounding at most, ms. */
const SAME_START_MS = 2_000;
const QUARTER_HOUR_MS = 15 * 60_000;
const WIDEST_TIME_ZONES_MS = 26 * 3_600_000;

/** Where there is no /proc: whether there is such a process, and by `ps` when it began. */
async function isSameByPs(pid: number, procStart: string | null): Promise<Presence> {
  if (!exists(pid)) return 'gone';
  // Other systems have other words for it, and a bare number would be read as a year.
  const told = procStart?.includes(':') === true ? Date.parse(`${procStart} UTC`) : NaN;
  if (Number.isNaN(told)) return 'unknown';
  const listed = await listStart(pid);
  if (listed === null) return 'unknown';
  if (listed === 'gone') return 'gone';
  const difference = Math.abs(listed - told);
  if (difference <= SAME_START_MS) return 'alive';
  // The same moment in two time zones: who wrote it may have used the local one.
  const fromQuarters = Math.abs(difference - Math.round(difference / QUARTER_HOUR_MS) * QUARTER_HOUR_MS);
  return difference <= WIDEST_TIME_ZONES_MS && fromQuarters <= SAME_START_MS ? 'unknown' : 'gone';
}

/** When a process began, ms since the Unix epoch; null where `ps` does not tell. */
async function listStart(pid: number): Promise<number | 'gone' | null> {
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)], {
      env,
      timeout: 2_000,
    });
    const [, state = '', start = ''] = /^\s*(\S+)\s+(.+?)\s*$/.exec(stdout) ?? [];
    if (state.startsWith('Z')) return 'gone';
    const time = Date.parse(`${start} UTC`);
    return Number.isNaN(time) ? null : time;
  } catch {
    return null;
  }
}
