import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { findRunningServer, requestServer } from '../base/runningServer.ts';
import { openJournal } from '../journal/journal.ts';
import { SessionStore, STATE_VERSION } from '../store/store.ts';
import { exportSession } from '../transports/http/exportStream.ts';
import { statusBody } from '../transports/statusBody.ts';
import type { CommonOptions } from './commonOptions.ts';

/** `livestream export <session>`: from the running server, else from the journal itself. */
export async function exportCommand(session: string, { dataDir }: CommonOptions): Promise<void> {
  const server = await findRunningServer(dataDir);
  if (server) {
    const response = await requestServer(server, `api/export/${encodeURIComponent(session)}`);
    await write(Readable.fromWeb(response.body!));
    return;
  }
  const journal = openJournal(join(dataDir, 'journal.sqlite'), STATE_VERSION);
  try {
    const known = new SessionStore(journal, () => undefined).session(session);
    if (!known) throw new Error(`There is no session "${session}" in ${dataDir}. "livestream status" says what runs.`);
    const now = Date.now();
    const status = statusBody(known.state, now, []);
    // Whoever can read the journal reads what it says.
    const pieces = exportSession({ status, events: () => journal.events(session), now, masked: false });
    await write(Readable.from(pieces));
  } finally {
    journal.close();
  }
}

/** To stdout. A reader that has seen enough, such as `head`, is no error. */
async function write(text: Readable): Promise<void> {
  await pipeline(text, process.stdout).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
