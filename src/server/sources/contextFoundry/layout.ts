import { inEnglish } from '../../../protocol/language.ts';
import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describeReadError, isMissing } from '../files/fileErrors.ts';
import type { FoundFile, Listing } from '../files/followFiles.ts';
import type { Problems } from '../files/problems.ts';
import { sessionIdProblem } from '../sessionId.ts';
import { timeInName } from '../timestamp.ts';

export type FileKind = 'events' | 'calls' | 'state' | 'progress' | 'complete' | 'overnight' | 'phase' | 'summary';

/** A file of Context Foundry, and the session its place tells; a version 2 file or a log tells it by its content. */
export interface FoundryFile extends FoundFile {
  readonly kind: FileKind;
}

/** Sessions of one root that are followed; the oldest beyond it are not. */
const SESSIONS_LIMIT = 5_000;
/** Folders of one root in which a version 2 build is looked for. */
const BUILDS_LIMIT = 200;
/** A folder with more entries is not watched: the watcher would list it anew at every change in it. */
const WATCHED_ENTRIES = 50;
const LOG_NAME = /^overnight_.*\.log$/;
const NO_BUILDS = new Set(['node_modules', 'checkpoints', 'logs']);

export interface FoundryListing extends Listing<FoundryFile> {
  /** Names of all sessions that have a folder. */
  readonly sessions: readonly string[];
}

/** The files of Context Foundry below the folder where it runs. */
export async function listFoundryFiles(root: string, problems: Problems): Promise<FoundryListing> {
  const folders: string[] = [];
  const list = async (folder: string) => {
    const entries = await readFolder(folder, problems);
    if (entries !== null && entries.length <= WATCHED_ENTRIES) folders.push(folder);
    return entries ?? [];
  };
  const entries = await readFolder(root, problems);
  if (entries === null) {
    const message = inEnglish`This folder does not exist yet; it will be picked up when it appears.`;
    problems.blocked({ place: root, session: null, message });
    return { files: [], folders: [], sessions: [] };
  }
  problems.readable(root);
  if (entries.length <= WATCHED_ENTRIES) folders.push(root);
  const has = (name: string) => entries.some((entry) => entry.name === name && entry.isDirectory());
  for (const link of entries.filter(
    (entry) => entry.isSymbolicLink() && ['checkpoints', 'logs'].includes(entry.name),
  )) {
    const message = inEnglish`It is a symbolic link, and links are not followed, so what is behind it is missing here.`;
    problems.blocked({ place: join(root, link.name), session: null, message });
  }

  const ralph = join(root, 'checkpoints', 'ralph');
  const checkpoints = has('checkpoints') ? (await list(dirname(ralph)), await list(ralph)) : [];
  const logs = has('logs') ? await list(join(root, 'logs')) : [];
  const events = logs.some((entry) => entry.name === 'events') ? await list(join(root, 'logs', 'events')) : [];
  // Only folders change here, whatever their number.
  for (const parent of [ralph, join(root, 'logs', 'events')]) {
    if (!folders.includes(parent) && (parent === ralph ? checkpoints : events).length > 0) folders.push(parent);
  }

  const withCheckpoint = new Set(folderNames(checkpoints));
  const withCalls = folderNames(logs).filter((name) => name.startsWith('ralph_'));
  const names = [...withCheckpoint, ...folderNames(events), ...withCalls.map((name) => name.slice('ralph_'.length))];
  const sessions = [...new Set(names)].filter((name) => isSession(name, join(ralph, name), problems));
  const groups = [
    // Before the sessions: what state.json says is more exact than the log's header.
    ...logs
      .filter((entry) => LOG_NAME.test(entry.name) && !entry.isDirectory())
      .map((entry) => ({
        name: entry.name.slice(0, -'.log'.length),
        files: [logFile(join(root, 'logs', entry.name))],
      })),
    ...sessions.map((session) => ({ name: session, files: sessionFiles(root, session, withCheckpoint.has(session)) })),
  ];
  const dated = await Promise.all(groups.map(async (group) => ({ ...group, at: await groupTime(group) })));
  const newest = dated.sort((a, b) => b.at - a.at).slice(0, SESSIONS_LIMIT * 2);
  if (newest.length < dated.length) {
    const message = inEnglish`There are ${dated.length} sessions and logs here; only the newest ${newest.length} are followed.`;
    problems.blocked({ place: inEnglish`${root} (number of sessions)`, session: null, message });
  }
  const builds = await buildFiles(root, entries);
  return { files: [...newest.flatMap((group) => group.files), ...builds], folders, sessions };
}

/** True when something at `path` may be a file or folder that `listFoundryFiles` has not seen. */
export function changesFoundryListing(root: string, path: string): boolean {
  const parents = [join(root, 'checkpoints'), join(root, 'checkpoints', 'ralph'), join(root, 'logs', 'events')];
  if (parents.includes(path) || parents.includes(dirname(path)) || path === join(root, 'logs')) return true;
  if (dirname(path) === join(root, 'logs')) return /^(events|ralph_.*|overnight_.*\.log)$/.test(basename(path));
  return dirname(path) === root && ['.context-foundry', 'examples'].includes(basename(path));
}

/** The session a log belongs to: of the folders that end in its stamp, the one its header names. */
export function overnightSession(log: string, project: string | null, sessions: readonly string[]): string | null {
  const stamp = /^overnight_(.*)\.log$/.exec(basename(log))?.[1] ?? '';
  const candidates = sessions.filter((session) => session.endsWith(`_${stamp}`));
  const named = project === null ? null : `${project}_${stamp}`;
  if (named !== null && (candidates.length === 0 || candidates.includes(named))) return named;
  return candidates.length === 1 ? candidates[0]! : named;
}

function eventsFile(root: string, session: string): string {
  return join(root, 'logs', 'events', session, 'events.jsonl');
}

function sessionFiles(root: string, session: string, hasCheckpoint: boolean): FoundryFile[] {
  const group = `${root}\0${session}`;
  const checkpoint = join(root, 'checkpoints', 'ralph', session);
  const appended = (kind: FileKind, path: string): FoundryFile => ({ kind, path, session, group, watch: path });
  const rewritten = (kind: FileKind, name: string): FoundryFile[] =>
    hasCheckpoint ? [{ kind, path: join(checkpoint, name), session, group, watch: checkpoint }] : [];
  return [
    ...rewritten('state', 'state.json'),
    appended('events', eventsFile(root, session)),
    appended('calls', join(root, 'logs', `ralph_${session}`, 'session.jsonl')),
    ...rewritten('progress', 'progress.json'),
    ...rewritten('complete', 'COMPLETE'),
  ];
}

function logFile(path: string): FoundryFile {
  return { kind: 'overnight', path, session: null, group: path, watch: path };
}

async function buildFiles(root: string, entries: readonly Dirent[]): Promise<FoundryFile[]> {
  const examples = entries.some((entry) => entry.name === 'examples' && entry.isDirectory())
    ? await readdir(join(root, 'examples'), { withFileTypes: true }).catch(() => [])
    : [];
  const projects = (parent: string, children: readonly Dirent[]) =>
    folderNames(children)
      .filter((name) => !name.startsWith('.') && !NO_BUILDS.has(name))
      .slice(0, BUILDS_LIMIT)
      .map((name) => join(parent, name));
  const places = [root, ...projects(root, entries), ...projects(join(root, 'examples'), examples)];
  const found: FoundryFile[] = [];
  for (const folder of places.map((place) => join(place, '.context-foundry'))) {
    const stats = await lstat(folder).catch(() => null);
    if (stats?.isDirectory() !== true) continue;
    const shared = { session: null, group: folder, watch: folder };
    found.push({ ...shared, kind: 'phase', path: join(folder, 'current-phase.json') });
    found.push({ ...shared, kind: 'summary', path: join(folder, 'session-summary.json') });
  }
  return found;
}

/** null when the folder is not there. One that cannot be read is a problem, and empty. */
async function readFolder(folder: string, problems: Problems): Promise<Dirent[] | null> {
  try {
    // A link could lead out of the root or in circles. The root itself may be one.
    const entries = await readdir(folder, { withFileTypes: true });
    problems.readable(folder);
    return entries;
  } catch (error) {
    if (isMissing(error)) return null;
    problems.blocked({ place: folder, session: null, message: describeReadError(error) });
    return [];
  }
}

function folderNames(entries: readonly Dirent[]): string[] {
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

function isSession(name: string, place: string, problems: Problems): boolean {
  const problem = sessionIdProblem(name);
  if (problem !== undefined) {
    problems.blocked({
      place,
      session: null,
      message: inEnglish`This folder's name is no session id, so it is not shown. ${problem}`,
    });
  }
  return problem === undefined;
}

/** When a session or log began: by its name, else by its folder's or file's time, ms. */
async function groupTime(group: { readonly name: string; readonly files: readonly FoundryFile[] }): Promise<number> {
  const named = timeInName(group.name);
  if (named !== null) return named;
  const stats = await lstat(group.files[0]!.watch).catch(() => null);
  return stats?.mtimeMs ?? 0;
}
