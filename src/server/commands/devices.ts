import { holdAccess } from './accessHolder.ts';
import type { AccessHolder, ListedGrant } from './accessHolder.ts';
import { ago, SEEN_TITLES, seenColumns, table } from './accessTable.ts';
import type { CommonOptions } from './commonOptions.ts';

const KINDS = ['device', 'sign_in'] as const;

/** `livestream devices`: the browsers that were let in, by a QR code or by a password. */
export async function devices({ dataDir }: CommonOptions): Promise<void> {
  const found = (await (await holdAccess(dataDir)).grants()).filter(isOf(KINDS));
  if (found.length === 0) {
    process.stdout.write('No device was let in. "livestream share" shows a QR code for one.\n');
    return;
  }
  const now = Date.now();
  const rows = found.map((grant) => [
    grant.id,
    grant.user === null ? grant.name : `${grant.user}, ${grant.name}`,
    grant.role,
    ago(grant.firstSeen, now),
    ...seenColumns(grant, now),
  ]);
  process.stdout.write(table([['ID', 'NAME', 'ROLE', 'FIRST SEEN', ...SEEN_TITLES], ...rows]));
}

/** `livestream devices revoke <id>`. */
export async function revokeDevice(id: string, { dataDir }: CommonOptions): Promise<void> {
  await revokeOf(KINDS, id, dataDir, 'devices');
}

export function isOf(kinds: readonly ListedGrant['kind'][]): (grant: ListedGrant) => boolean {
  return ({ kind }) => kinds.includes(kind);
}

/** Revokes one of these kinds only: an id that slipped in from another list is told, not obeyed. */
export async function revokeOf(
  kinds: readonly ListedGrant['kind'][],
  id: string,
  dataDir: string,
  list: string,
): Promise<void> {
  const holder: AccessHolder = await holdAccess(dataDir);
  const grant = (await holder.grants()).filter(isOf(kinds)).find((each) => each.id === id);
  if (!grant) throw new Error(`There is none with the id ${id}. "livestream ${list}" lists those that there are.`);
  await holder.revoke(id);
  process.stdout.write(`Revoked: ${grant.name}.\n`);
}
