import { findRunningServer, requestServer } from '../base/runningServer.ts';
import type { CommonOptions } from './commonOptions.ts';
import { openStopped } from './openStopped.ts';

/** Events that are taken out at once, where nobody waits. */
const PURGED_AT_ONCE = 2_000;

/** `livestream sessions delete`: at the running server, else in the journal itself. */
export async function deleteSession(session: string, { dataDir }: CommonOptions): Promise<void> {
  const server = await findRunningServer(dataDir);
  if (server) await requestServer(server, `api/delete/${encodeURIComponent(session)}`, {});
  else
    changeStopped(session, dataDir, ({ remove, purge }) => {
      remove(session, Date.now());
      while (purge(PURGED_AT_ONCE));
    });
  process.stdout.write(`Deleted session ${session}. Its own files were left alone, and are not read again.\n`);
}

/** `livestream sessions pin` and `unpin`. */
export async function pinSession(session: string, pinned: boolean, { dataDir }: CommonOptions): Promise<void> {
  const server = await findRunningServer(dataDir);
  if (server) await requestServer(server, `api/pin/${encodeURIComponent(session)}`, { pinned });
  else changeStopped(session, dataDir, ({ pin }) => pin(session, pinned));
  process.stdout.write(
    pinned
      ? `Pinned session ${session}: no limit of age or size deletes it.\n`
      : `Unpinned session ${session}: limits of age and size apply to it.\n`,
  );
}

type Deletions = ReturnType<typeof openStopped>['journal']['deletions'];

function changeStopped(session: string, dataDir: string, change: (deletions: Deletions) => void): void {
  const { journal } = openStopped(dataDir);
  try {
    if (journal.sessions.row(session) === undefined) throw new Error(`There is no session "${session}" in ${dataDir}.`);
    change(journal.deletions);
  } finally {
    journal.close();
  }
}
