import { inEnglish } from '../../../protocol/language.ts';
import { lstat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Indexing } from '../../../protocol/diagnostics.ts';
import { describeReadError, describeWatchError, isMissing } from './fileErrors.ts';
import { createLookAgain } from './lookAgain.ts';
import type { Problems } from './problems.ts';
import { watchFolders } from './watchFolders.ts';

/** Groups whose files are watched for hints from the start: the newest. Any group that changes joins them. */
const WATCHED_GROUPS = 200;
/** The least time between two rescans, ms, and how much longer than a scan took it is: 1 % of a core at most. */
const RESCAN_MS = 5_000;
const RESCAN_FACTOR = 100;
/** A file changed this recently, ms, may change again without its time stamp telling. */
const RACY_MS = 100;

/** A file that may or may not be there. */
export interface FoundFile {
  readonly path: string;
  /** The session it belongs to, where its place tells. */
  readonly session: string | null;
  /** Files with the same group are looked at together when one of them changes. */
  readonly group: string;
  /** What to watch for hints of change: the file itself, or its folder, which exists. */
  readonly watch: string;
}

export interface Listing<F> {
  /** Newest group first. */
  readonly files: readonly F[];
  /** Existing folders in which new files or folders would change this listing. */
  readonly folders: readonly string[];
}

/** `again`: the file is being written; look again in a moment. `blocked`: it told nothing, and the problem is noted. */
export type Looked = 'done' | 'again' | 'blocked';

export interface FollowOptions<F extends FoundFile> {
  readonly now: () => number;
  readonly problems: Problems;
  readonly list: (root: string) => Promise<Listing<F>>;
  /** True when a change at `path` may change the listing of `root`. */
  readonly changesListing: (root: string, path: string) => boolean;
  /** Takes in what is new in a file. Called one at a time, and only when the file changed. May throw. */
  readonly read: (file: F, modified: number, stopped: () => boolean) => Promise<Looked>;
}

/** Follows the files below some folders: all that is there at the start, then every change. */
export interface Follower {
  readonly roots: () => readonly string[];
  readonly addRoot: (root: string) => void;
  readonly start: () => Promise<void>;
  readonly rescan: () => Promise<void>;
  readonly indexing: () => Indexing | null;
  readonly stop: () => Promise<void>;
}

export function followFiles<F extends FoundFile>(options: FollowOptions<F>): Follower {
  const { problems } = options;
  const listings = new Map<string, Listing<F>>();
  const files = new Map<string, F>();
  const groups = new Map<string, F[]>();
  const groupOfFolder = new Map<string, string>();
  /** Size, time and inode of each file when it was last read to its end. */
  const stamps = new Map<string, string>();
  const watchedGroups = new Set<string>();
  const dirty = new Set<string>();
  let indexing: Indexing | null = null;
  let state: 'new' | 'running' | 'stopped' = 'new';
  let draining = false;
  let work = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const lookAgain = createLookAgain(markDirty);
  const watch = watchFolders(hint, (error) =>
    problems.blocked({ place: 'file watcher', session: null, message: describeWatchError(error) }),
  );
  const stopped = () => state === 'stopped';

  /** One task at a time, so a file is never read twice at once. */
  function enqueue(task: () => Promise<void>): Promise<void> {
    work = work.then(() => (stopped() ? undefined : task()));
    return work;
  }

  function hint(path: string): void {
    if (stopped()) return;
    const group = files.get(path)?.group ?? groupOfFolder.get(path);
    if (files.has(path)) lookAgain.hint(path);
    // What belongs to the same session often changes in the same moment.
    if (group !== undefined && files.has(path)) lookAgain.later(group);
    else if (group !== undefined) lookAgain.hint(group);
    for (const root of listings.keys()) if (options.changesListing(root, path)) lookAgain.hint(root);
  }

  function markDirty(key: string): void {
    if (state !== 'running') return;
    dirty.add(key);
    if (draining) return;
    draining = true;
    void enqueue(drain);
  }

  async function drain(): Promise<void> {
    draining = false;
    for (const key of [...dirty]) {
      dirty.delete(key);
      if (listings.has(key)) await listAnew(key);
      else for (const file of groups.get(key) ?? optional(files.get(key))) await look(file);
    }
  }

  /** Lists a root again and looks at the files that are new in it. */
  async function listAnew(root: string): Promise<void> {
    const known = new Set(files.keys());
    await list(root);
    for (const file of listings.get(root)?.files ?? []) {
      if (known.has(file.path)) continue;
      await look(file);
      lookAgain.later(file.group);
    }
  }

  async function list(root: string): Promise<void> {
    listings.set(root, await listing(root));
    files.clear();
    groups.clear();
    groupOfFolder.clear();
    for (const file of [...listings.values()].flatMap((each) => each.files)) {
      files.set(file.path, file);
      groups.set(file.group, [...(groups.get(file.group) ?? []), file]);
      if (file.watch !== file.path) groupOfFolder.set(file.watch, file.group);
    }
    for (const path of stamps.keys()) if (!files.has(path)) stamps.delete(path);
    const found = listings.get(root)!;
    for (const file of found.files) {
      if (watchedGroups.size >= WATCHED_GROUPS) break;
      watchedGroups.add(file.group);
    }
    const folders = found.files.filter((file) => file.watch !== file.path && watchedGroups.has(file.group));
    watch.add([...found.folders, ...new Set(folders.map((file) => file.watch))]);
  }

  async function listing(root: string): Promise<Listing<F>> {
    try {
      return await options.list(root);
    } catch (error) {
      problems.blocked({ place: root, session: null, message: describeReadError(error) });
      return listings.get(root)!;
    }
  }

  async function look(file: F): Promise<void> {
    if (stopped()) return;
    try {
      const stats = await lstat(file.path, { bigint: true });
      const stamp = `${stats.size}:${stats.mtimeNs}:${stats.ino}`;
      if (stamps.get(file.path) === stamp) return;
      if (state === 'running' && indexing === null) watchedGroups.add(file.group);
      if (watchedGroups.has(file.group)) watch.add([file.watch]);
      if (stats.isSymbolicLink()) throw new SymbolicLink();
      if (!stats.isFile() && !stats.isDirectory()) return;
      const modified = Number(stats.mtimeNs / 1_000n) / 1_000;
      const looked = await options.read(file, modified, stopped);
      if (looked === 'again') lookAgain.later(file.group);
      else if (Math.abs(options.now() - modified) > RACY_MS && !stopped()) stamps.set(file.path, stamp);
      if (looked === 'done') problems.readable(file.path);
    } catch (error) {
      stamps.delete(file.path);
      if (isMissing(error)) problems.readable(file.path);
      else problems.blocked({ place: file.path, session: file.session, message: message(error) });
    }
  }

  async function scan(first: boolean): Promise<void> {
    const began = performance.now();
    for (const root of [...listings.keys()]) await list(root);
    const found = [...files.values()];
    if (first) indexing = { filesRead: 0, filesFound: found.length };
    for (const [index, file] of found.entries()) {
      if (stopped()) break;
      await look(file);
      if (first) indexing = { filesRead: index + 1, filesFound: found.length };
      // What happens now goes before what happened long ago.
      if (dirty.size > 0) await drain();
      if (index % 100 === 0) await nextTurn();
    }
    indexing = null;
    const pause = Math.max(RESCAN_MS, RESCAN_FACTOR * (performance.now() - began));
    clearTimeout(timer);
    if (!stopped()) timer = setTimeout(() => void enqueue(() => scan(false)), first ? RESCAN_MS : pause);
  }

  return {
    roots: () => [...listings.keys()],
    addRoot(root) {
      if (listings.has(root)) return;
      listings.set(root, { files: [], folders: [] });
      if (state === 'running') void enqueue(() => scan(true));
    },
    async start() {
      if (state !== 'new') return work;
      state = 'running';
      await enqueue(() => scan(true));
      await watch.ready();
      // What changed while the watchers were not there yet.
      await enqueue(() => scan(false));
    },
    rescan: () => enqueue(() => scan(false)),
    indexing: () => indexing,
    async stop() {
      state = 'stopped';
      clearTimeout(timer);
      lookAgain.close();
      await work;
      // A scan that was about to end may have set them once more.
      clearTimeout(timer);
      lookAgain.close();
      await watch.close();
    },
  };
}

function optional<T>(item: T | undefined): T[] {
  return item === undefined ? [] : [item];
}

class SymbolicLink extends Error {}

function message(error: unknown): string {
  return error instanceof SymbolicLink
    ? inEnglish`It is a symbolic link, and links are not followed, so what it tells is missing here. Watch the folder it points to instead.`
    : describeReadError(error);
}
