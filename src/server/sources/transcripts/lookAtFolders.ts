import { existsSync, statSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { describeReadError, isMissing } from '../files/fileErrors.ts';
import type { FolderWatch } from '../files/watchFolders.ts';
import { PROGRAMS } from './programs.ts';
import { createFolderScan } from './scanFolders.ts';
import type { FollowBudget, ScanContext } from './scanFolders.ts';

/** Recent sessions that one look begins to follow; the others are summed up. */
const FOLLOWED_PER_LOOK = 20;
/** Folders watched for new transcripts: the newest. In the others a new one is found by the next look. */
const WATCHED_FOLDERS = 32;

/** Finds new and changed transcripts below the roots, and watches where the next ones will be. */
export interface FolderLook {
  /** Looks at all folders, those with the newest sessions first. `onLooked` is called after each. */
  readonly everywhere: (onLooked: () => void) => Promise<void>;
  /** Looks where something may have changed, and nowhere else: agents keep much beside their transcripts. */
  readonly near: (paths: readonly string[]) => Promise<void>;
}

export function createFolderLook(
  context: ScanContext & { readonly watch: Pick<FolderWatch, 'add'>; readonly stopped: () => boolean },
  roots: readonly string[],
): FolderLook {
  const { program, problems, watch, stopped } = context;
  const { folders, watched, registries, agentFolders } = PROGRAMS[program];
  const { scan, listed } = createFolderScan(context);
  const addThere = (paths: readonly string[]): void => watch.add(paths.filter((path) => existsSync(path)));

  function foldersOf(root: string): readonly string[] {
    try {
      const found = folders(root);
      problems.readable(root);
      return found;
    } catch (error) {
      // Most people use one agent: a folder that is not there is no problem, and is found when it appears.
      if (isMissing(error) || stopped()) problems.readable(root);
      else problems.blocked({ place: root, session: null, message: describeReadError(error) });
      return [];
    }
  }

  /** The nearest listed folder above a path: a session's own folders lie in it. */
  function listedAbove(path: string): string[] {
    const above = [path, dirname(path), dirname(dirname(path)), dirname(dirname(dirname(path)))];
    return above.filter((folder) => listed.has(folder)).slice(0, 1);
  }

  /** True where a change may mean folders that were not listed yet. */
  function bringsFolders(path: string): boolean {
    const places = roots.flatMap(watched).filter((place) => !roots.includes(place));
    if (!places.includes(path) && !places.includes(dirname(path))) return false;
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  }

  return {
    async everywhere(onLooked) {
      const budget: FollowBudget = { left: FOLLOWED_PER_LOOK };
      for (const root of roots) {
        await scan(newestFirst(foldersOf(root)), budget, stopped, onLooked);
        if (stopped()) return;
        addThere([...watched(root), ...registries(root)]);
      }
      const newest = [...listed].sort((a, b) => b[1] - a[1]).slice(0, WATCHED_FOLDERS);
      addThere(newest.map(([folder]) => folder));
    },
    async near(paths) {
      const bringing = paths.filter((path) => !listed.has(path) && bringsFolders(path));
      const below = bringing.length === 0 ? [] : roots.flatMap(foldersOf).filter((each) => isBelow(each, bringing));
      const found = [...new Set([...below, ...paths.flatMap(listedAbove)])];
      // Watched first: what appears after the look is then hinted at.
      addThere([...below, ...(below.length === 0 ? [] : roots.flatMap(watched)), ...newAgentFolders(paths)]);
      await scan(found, { left: FOLLOWED_PER_LOOK }, stopped);
    },
  };

  /** A session's own folder has just been made: its sub-agents' transcripts will lie in it. */
  function newAgentFolders(paths: readonly string[]): string[] {
    return paths
      .filter((path) => listed.has(dirname(path)))
      .flatMap((path) => agentFolders(`${path}.jsonl`))
      .flatMap((folder) => [dirname(folder), folder]);
  }
}

/** A folder's time is that of the newest transcript that was begun in it. */
function newestFirst(folders: readonly string[]): readonly string[] {
  const begun = folders.map((folder) => ({
    folder,
    at: statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0,
  }));
  return begun.sort((a, b) => b.at - a.at).map(({ folder }) => folder);
}

function isBelow(folder: string, places: readonly string[]): boolean {
  return places.some((place) => folder === place || folder.startsWith(place + sep));
}
