import { realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import type { SessionEvent } from '../../../protocol/events.ts';
import { isElsewhere } from '../claudeCode/pidDomain.ts';
import type { Machine } from '../claudeCode/pidDomain.ts';
import { readEntry, readRegistry } from '../claudeCode/registry.ts';
import type { Registry, RegistryEntry } from '../claudeCode/registry.ts';
import type { Presence, ProcessTable } from '../processes/processTable.ts';
import { isSilent, judge } from './judge.ts';
import type { Judgement, Known } from './judge.ts';

/** A session whose process is to be judged. */
export interface Candidate extends Pick<Known, 'standing' | 'interactive' | 'newest'> {
  readonly session: string;
  readonly program: Known['agent'];
  /** The file of its main thread. */
  readonly mainFile: string;
}

/** What judging looks at. */
export interface Surroundings {
  /** The folders in which Claude Code keeps its registry. */
  readonly configDirs: readonly string[];
  readonly processes: ProcessTable;
  readonly machine: Machine;
  /** ms since the Unix epoch. */
  readonly now: () => number;
}

/** The registries as read once, for all candidates. */
interface Seen {
  readonly registries: readonly (Registry | null)[];
  /** The processes whose entries say what they run. */
  readonly registered: ReadonlySet<number>;
}

type Found = Pick<Known, 'entry' | 'process' | 'programRunsInFolder' | 'registryTells'>;

const NOTHING: Found = { entry: null, process: 'unknown', programRunsInFolder: null, registryTells: false };
/** How far the start of a process may be off, ms: the system's own start is told in whole seconds. */
const START_ROUNDED_MS = 2_000;

/**
 * What processes and registries tell of the sessions now. Judging again is harmless: as long as nothing changes, the
 * events have the same ids.
 */
export async function judgeAll(
  candidates: readonly Candidate[],
  surroundings: Surroundings,
): Promise<readonly SessionEvent[]> {
  const seen = await readRegistries(candidates, surroundings);
  const now = surroundings.now();
  const events: SessionEvent[] = [];
  for (const candidate of candidates) {
    const found = await lookFor(candidate, seen, surroundings, now);
    const judgement = judge({ ...candidate, ...found, agent: candidate.program, now });
    if (judgement !== null) events.push(toEvent(candidate.session, judgement));
  }
  return events;
}

function toEvent(session: string, judgement: Judgement): SessionEvent {
  return { ...judgement, session, clock: 'receipt', source: 'process' };
}

async function readRegistries(candidates: readonly Candidate[], { configDirs, machine }: Surroundings): Promise<Seen> {
  const isAsked = candidates.some(({ program }) => program === 'claude-code');
  const registries = isAsked ? await Promise.all(configDirs.map(readRegistry)) : [];
  const here = registries
    .flatMap((registry) => registry?.entries ?? [])
    .filter(({ domain }) => !isElsewhere(domain, machine));
  return { registries, registered: new Set(here.map(({ pid }) => pid)) };
}

async function lookFor(candidate: Candidate, seen: Seen, surroundings: Surroundings, now: number): Promise<Found> {
  const owner = candidate.program === 'claude-code' ? await findOwner(candidate.session, seen, surroundings) : null;
  if (owner !== null && owner.process !== 'gone') return { ...NOTHING, ...owner };
  if (candidate.standing.ended) return NOTHING;
  if (owner !== null) {
    return { ...NOTHING, ...owner, programRunsInFolder: await runsInFolder(candidate, seen, surroundings) };
  }
  if (!isSilent({ now, newest: candidate.newest })) return NOTHING;
  return candidate.program === 'codex'
    ? lookForCodex(candidate, seen, surroundings)
    : lookForClaude(candidate, seen, surroundings);
}

/** The entry that names the session, and its process: a living one before those that killed processes left behind. */
async function findOwner(
  session: string,
  { registries }: Seen,
  { processes, machine }: Surroundings,
): Promise<Pick<Found, 'entry' | 'process'> | null> {
  const entries = registries
    .flatMap((registry) => registry?.entries ?? [])
    .filter((entry) => entry.session === session);
  let best: { readonly entry: RegistryEntry; readonly process: Presence } | null = null;
  for (const entry of entries.sort((a, b) => (a.updatedAt ?? 0) - (b.updatedAt ?? 0))) {
    const process = isElsewhere(entry.domain, machine) ? 'unknown' : await processes.isSame(entry.pid, entry.procStart);
    // A process that ended by itself took its entry along, perhaps since it was read.
    if (process === 'gone' && !(await isStillThere(entry))) continue;
    if (best === null || RANK[process] >= RANK[best.process]) best = { entry, process };
  }
  return best;
}

const RANK: Readonly<Record<Presence, number>> = { alive: 2, unknown: 1, gone: 0 };

async function isStillThere({ file, session, procStart }: RegistryEntry): Promise<boolean> {
  const entry = await readEntry(file);
  return typeof entry === 'object' && entry.session === session && entry.procStart === procStart;
}

async function lookForCodex(candidate: Candidate, seen: Seen, surroundings: Surroundings): Promise<Found> {
  const isOpen = await surroundings.processes.hasOpen(candidate.mainFile);
  if (isOpen !== false) return { ...NOTHING, process: isOpen === true ? 'alive' : 'unknown' };
  const programRunsInFolder = await runsInFolder(candidate, seen, surroundings);
  return { ...NOTHING, programRunsInFolder, process: programRunsInFolder === false ? 'gone' : 'unknown' };
}

async function lookForClaude(candidate: Candidate, seen: Seen, surroundings: Surroundings): Promise<Found> {
  if (await mayHideEntries(candidate, seen, surroundings)) return NOTHING;
  const programRunsInFolder = await runsInFolder(candidate, seen, surroundings);
  const registry = registryOf(candidate, seen);
  return {
    entry: null,
    process: programRunsInFolder === false ? 'gone' : 'unknown',
    programRunsInFolder,
    registryTells: registry?.isThere === true,
  };
}

function registryOf({ mainFile }: Candidate, { registries }: Seen): Registry | null | undefined {
  return registries.find((registry) => registry !== null && isInside(mainFile, registry.configDir));
}

/** Whether the session may have an entry that was not seen, or a process on a machine that shares the folder. */
async function mayHideEntries(
  candidate: Candidate,
  seen: Seen,
  { processes, machine }: Surroundings,
): Promise<boolean> {
  if (seen.registries.includes(null)) return true;
  const registry = registryOf(candidate, seen);
  if (registry == null) return false;
  if (registry.entries.some(({ domain }) => isElsewhere(domain, machine))) return true;
  const unread = await Promise.all(registry.unread.map((pid) => processes.isSame(pid, null)));
  return unread.some((process) => process !== 'gone');
}

/** Whether the program runs in the session's folder, above or below it, in a process that may have this session. */
async function runsInFolder(
  { program, standing, newest, mainFile }: Candidate,
  { registered }: Seen,
  { processes }: Surroundings,
): Promise<boolean | null> {
  const running = await processes.agentsRunning(program === 'codex' ? 'codex' : 'claude');
  if (running === null || !(await isOurs(mainFile))) return null;
  // Codex was asked for the file itself, so a process that began when the file had fallen silent is not the one.
  const begunBy = program === 'codex' ? newest + START_ROUNDED_MS : Infinity;
  const others = running.filter(({ pid, startedAt }) => !registered.has(pid) && startedAt <= begunBy);
  if (others.length === 0) return false;
  if (standing.folder === null) return null;
  const folders = [standing.folder, await realpath(standing.folder).catch(() => standing.folder ?? '')];
  const isRelated = (at: string): boolean => folders.some((folder) => isInside(at, folder) || isInside(folder, at));
  if (others.some(({ folder }) => folder !== null && isRelated(folder))) return true;
  return others.some(({ folder }) => folder === null) ? null : false;
}

/** Whether the file's owner is one whose processes this user can see. */
async function isOurs(file: string): Promise<boolean> {
  const user = process.getuid?.() ?? 0;
  if (user === 0) return true;
  return stat(file).then(
    ({ uid }) => uid === user,
    () => false,
  );
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
