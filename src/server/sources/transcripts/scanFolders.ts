import { sep } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Problems } from '../files/problems.ts';
import { PROGRAMS } from './programs.ts';
import type { ListedFolder, ListedTranscript, ProgramName } from './transcriptProgram.ts';
import type { TranscriptRow, TranscriptTable } from '../../base/transcriptTable.ts';

/** A session that was written to this recently, ms, is followed from the start: somebody may be at it. */
const RECENT_MS = 3_600_000;

export interface ScanContext {
  readonly program: ProgramName;
  readonly table: TranscriptTable;
  readonly problems: Problems;
  readonly now: () => number;
}

/** How many more recent sessions this look may follow; the others are summed up until somebody looks at them. */
export interface FollowBudget {
  left: number;
}

/** Compares folders with what is known of their transcripts: what is new or changed is marked to be read. */
export interface FolderScan {
  /** One folder after the other, with the server's other work in between. `onScanned` is called after each. */
  readonly scan: (
    folders: readonly string[],
    budget: FollowBudget,
    stopped: () => boolean,
    onScanned?: () => void,
  ) => Promise<void>;
  /** The folders that were listed, and when their newest transcript was written, ms since the Unix epoch. */
  readonly listed: ReadonlyMap<string, number>;
}

export function createFolderScan(context: ScanContext): FolderScan {
  const { program, table, problems } = context;
  const listed = new Map<string, number>();
  /** What could not be listed the last time, by folder. */
  const troubled = new Map<string, ListedFolder['problems']>();

  function tell({ folder, problems: found }: ListedFolder): void {
    const places = new Set(found.map(({ place }) => place));
    for (const { place } of troubled.get(folder) ?? []) if (!places.has(place)) problems.readable(place);
    for (const problem of found) problems.blocked({ ...problem, session: null });
    if (found.length > 0) troubled.set(folder, found);
    else troubled.delete(folder);
  }

  return {
    listed,
    async scan(folders, budget, stopped, onScanned) {
      for (const folder of folders) {
        if (stopped()) return;
        const before = new Map(table.inFolder(folder).map((row) => [row.path, row]));
        const found = PROGRAMS[program].list(folder, before);
        tell(found);
        note(context, found, before, budget);
        listed.set(
          folder,
          found.files.reduce((newest, { modified }) => Math.max(newest, modified), 0),
        );
        onScanned?.();
        await nextTurn();
      }
    },
  };
}

function note(
  context: ScanContext,
  listed: ListedFolder,
  before: ReadonlyMap<string, TranscriptRow>,
  budget: FollowBudget,
): void {
  const { program, table, problems, now } = context;
  const changed = listed.files.filter((file) => {
    const known = before.get(file.path);
    return !(known?.size === file.size && known.modified === file.modified && known.inode === file.inode);
  });
  const recent = new Set(
    changed
      .filter(({ modified }) => now() - modified < RECENT_MS)
      .sort((a, b) => b.modified - a.modified)
      .map(({ session }) => session),
  );
  const newest = new Set([...recent].slice(0, budget.left));
  budget.left -= newest.size;
  // A sub-agent's thread may lie in another folder than its session's.
  const isFollowed = ({ session, agent }: ListedTranscript): boolean =>
    newest.has(session) || (agent !== null && table.ofSession(session).some((row) => row.followed));
  table.put(
    changed.map((file) => ({
      ...file,
      program,
      folder: listed.folder,
      pending: true,
      followed: before.get(file.path)?.followed === true || isFollowed(file),
    })),
  );
  for (const session of newest) table.follow(session);
  const found = new Set(listed.files.map(({ path }) => path));
  const gone = [...before.keys()].filter((path) => !found.has(path) && !liesInTrouble(path, listed));
  table.remove(gone);
  for (const path of gone) problems.readable(path);
}

/** A folder that cannot be read now keeps its transcripts. */
function liesInTrouble(path: string, { problems }: ListedFolder): boolean {
  return problems.some(({ place }) => path === place || path.startsWith(place + sep));
}
