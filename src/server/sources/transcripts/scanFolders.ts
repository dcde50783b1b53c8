import { setImmediate as nextTurn } from 'node:timers/promises';
import { describeReadError, isMissing } from '../files/fileErrors.ts';
import type { Problems } from '../files/problems.ts';
import { PROGRAMS } from './programs.ts';
import type { ListedFolder, ListedTranscript, ProgramName } from './transcriptProgram.ts';
import type { TranscriptRow, TranscriptTable } from './transcriptTable.ts';

/** A session that was written to this recently, ms, is followed from the start: somebody may be at it. */
const RECENT_MS = 3_600_000;
interface ScanContext {
  readonly program: ProgramName;
  readonly table: TranscriptTable;
  readonly problems: Problems;
  readonly now: () => number;
}

/** How many more recent sessions this look may follow; the others are summed up until somebody looks at them. */
export interface FollowBudget {
  left: number;
}

/** Compares all folders of a root with what is known of them: what is new or changed is marked to be read. */
export async function scanRoot(
  context: ScanContext,
  root: string,
  budget: FollowBudget,
  stopped: () => boolean,
): Promise<void> {
  const { program, problems } = context;
  let folders: readonly string[];
  try {
    folders = PROGRAMS[program].folders(root);
    problems.readable(root);
  } catch (error) {
    // Most people use one agent: a folder that is not there is no problem, and is found when it appears.
    if (isMissing(error) || stopped()) return problems.readable(root);
    return problems.blocked({ place: root, session: null, message: describeReadError(error) });
  }
  await scanFolders(context, folders, budget, stopped);
}

/** One folder after the other, with the server's other work in between. */
export async function scanFolders(
  context: ScanContext,
  folders: readonly string[],
  budget: FollowBudget,
  stopped: () => boolean,
): Promise<void> {
  const { program, table, problems } = context;
  for (const folder of folders) {
    if (stopped()) return;
    const before = new Map(table.inFolder(folder).map((row) => [row.path, row]));
    const listed = PROGRAMS[program].list(folder, before);
    for (const problem of listed.problems) problems.blocked({ ...problem, session: null });
    note(context, listed, before, budget);
    await nextTurn();
  }
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
  const gone = [...before.keys()].filter((path) => !found.has(path));
  table.remove(gone);
  for (const path of gone) problems.readable(path);
}
