import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { exportPath } from '../../protocol/exportFormats.ts';
import type { ExportFormat } from '../../protocol/exportFormats.ts';
import { findRunningServer, requestServer } from '../base/runningServer.ts';
import { VERSION } from '../base/version.ts';
import { exportAs } from '../transports/export/exportSession.ts';
import type { CommonOptions } from './commonOptions.ts';
import { openStopped } from './openStopped.ts';
import { writeOutput } from './output.ts';

export interface ExportOptions extends CommonOptions {
  readonly format: ExportFormat;
  readonly output?: string;
}

/** `livestream export <session>`: from the running server, else from the journal itself. */
export async function exportCommand(session: string, { dataDir, format, output }: ExportOptions): Promise<void> {
  const server = await findRunningServer(dataDir);
  if (server) {
    const response = await requestServer(server, exportPath(session, format));
    return writeOutput(Readable.fromWeb(response.body as ReadableStream), output);
  }
  const { journal, store } = openStopped(dataDir);
  try {
    const known = store.session(session);
    if (!known) throw new Error(missing(session, dataDir, store.summary(session) !== undefined));
    // Whoever can read the journal reads what it says.
    const made = { at: Date.now(), version: VERSION, dashboardDir: join(__dirname, 'webview') };
    const pieces = exportAs(format, { ...known, masked: false }, journal.events, made);
    await writeOutput(Readable.from(pieces), output);
  } finally {
    journal.close();
  }
}

function missing(session: string, dataDir: string, isListed: boolean): string {
  return isListed
    ? `Of session "${session}" only its line in the list is kept. Start the server, which reads its transcripts, and export it again.`
    : `There is no session "${session}" in ${dataDir}. "livestream status" says what runs.`;
}
