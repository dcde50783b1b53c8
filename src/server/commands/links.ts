import { z } from 'zod';
import { findRunningServer, requestServer } from '../base/runningServer.ts';
import { holdAccess } from './accessHolder.ts';
import { ago, SEEN_TITLES, seenColumns, table } from './accessTable.ts';
import type { CommonOptions } from './commonOptions.ts';
import { isOf, revokeOf } from './devices.ts';
import { sharingThere } from './sharingAccess.ts';

export interface LinkOptions extends CommonOptions {
  readonly for: '1h' | '1d' | '7d';
}

/** `livestream links`: those that show one session each. */
export async function links({ dataDir }: CommonOptions): Promise<void> {
  const found = (await (await holdAccess(dataDir)).grants()).filter(isOf(['link']));
  if (found.length === 0) {
    process.stdout.write('There are no share links. "livestream links add SESSION" makes one.\n');
    return;
  }
  const now = Date.now();
  const rows = found.map((grant) => [
    grant.id,
    grant.session ?? '',
    ago(grant.createdAt, now),
    ...seenColumns(grant, now),
  ]);
  process.stdout.write(table([['ID', 'SESSION', 'MADE', ...SEEN_TITLES], ...rows]));
}

/** `livestream links add <session>`: the address at which the server is reached now, alone on stdout. */
export async function addLink(session: string, { dataDir, for: lifetime }: LinkOptions): Promise<void> {
  const server = await findRunningServer(dataDir);
  if (!server)
    throw new Error(`No livestream server runs on ${dataDir}, so nobody could open the link. Start one first.`);
  const made = await requestServer(server, 'api/access/links', { session, expires_in: lifetime });
  const { path } = z.object({ path: z.string() }).parse(await made.json());
  const { lan, tunnel } = await sharingThere(server).state();
  const base = tunnel?.url ?? lan?.url;
  if (base == null) process.stderr.write('Only this machine is served now: "livestream share" opens it to others.\n');
  process.stderr.write('Whoever has the link sees this session. It is shown this once.\n');
  process.stdout.write(`${new URL(path, base ?? server.url).href}\n`);
}

/** `livestream links revoke <id>`. */
export async function revokeLink(id: string, { dataDir }: CommonOptions): Promise<void> {
  await revokeOf(['link'], id, dataDir, 'links');
}
