import { basename, resolve } from 'node:path';
import { watch } from 'chokidar';
import { fileErrorCode } from './fileErrors.ts';

/** Paths watched at once; beyond it the rescan alone finds changes. */
const WATCHED_LIMIT = 2_000;
/** Time, ms, a start waits for the file system's watchers. */
const READY_MS = 2_000;

/** Hints of change from the file system. They may come late, twice or not at all: a rescan is the truth. */
export interface FolderWatch {
  /** Watches more files, and folders for what happens right inside them. They must exist. Known ones stay. */
  readonly add: (paths: readonly string[]) => void;
  /** Resolves when the first paths are being watched. */
  readonly ready: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** `onHint` gets the path that changed or the folder in which something did. */
export function watchFolders(onHint: (path: string) => void, onError: (error: Error) => void): FolderWatch {
  const wanted = new Set<string>();
  const watcher = watch([], {
    depth: 0,
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path) => !wanted.has(resolve(path)),
  });
  const becameReady = new Promise<void>((done) => watcher.once('ready', done));
  watcher.on('error', (error) => {
    // What may not be read is told of by who reads it, and taken back when it may.
    if (!['EACCES', 'EPERM'].includes(fileErrorCode(error) ?? ''))
      onError(error instanceof Error ? error : new Error(String(error)));
  });
  watcher.on('all', (event, path) => {
    // Watched again when it is found again.
    if (event === 'unlink' || event === 'unlinkDir') wanted.delete(resolve(path));
    onHint(resolve(path));
  });
  // chokidar's own events are throttled to one in 50 ms a file; these are what the system said.
  watcher.on('raw', (_event, name, details) => {
    const { watchedPath } = details as { watchedPath?: string };
    if (watchedPath === undefined) return;
    // A folder names what changed in it; a file, and sometimes a folder, names itself.
    onHint(name && name !== basename(watchedPath) ? resolve(watchedPath, name) : resolve(watchedPath));
  });

  return {
    add(paths) {
      const fresh = paths.filter((path) => !wanted.has(path)).slice(0, Math.max(0, WATCHED_LIMIT - wanted.size));
      for (const path of fresh) wanted.add(path);
      if (fresh.length > 0) watcher.add(fresh);
    },
    async ready() {
      if (wanted.size === 0) return;
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((done) => (timer = setTimeout(done, READY_MS)));
      await Promise.race([becameReady, patience]);
      clearTimeout(timer);
    },
    close: () => watcher.close(),
  };
}
