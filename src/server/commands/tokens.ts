import { holdAccess } from './accessHolder.ts';
import { ago, SEEN_TITLES, seenColumns, table } from './accessTable.ts';
import type { CommonOptions } from './commonOptions.ts';
import { isOf, revokeOf } from './devices.ts';

export interface RoleOptions extends CommonOptions {
  readonly role: 'viewer' | 'owner';
}

/** `livestream tokens`: those of programs elsewhere. */
export async function tokens({ dataDir }: CommonOptions): Promise<void> {
  const found = (await (await holdAccess(dataDir)).grants()).filter(isOf(['token']));
  if (found.length === 0) {
    process.stdout.write('There are no tokens. "livestream tokens add NAME" makes one.\n');
    return;
  }
  const now = Date.now();
  const rows = found.map((grant) => [
    grant.id,
    grant.name,
    grant.role,
    ago(grant.createdAt, now),
    ...seenColumns(grant, now),
  ]);
  process.stdout.write(table([['ID', 'NAME', 'ROLE', 'MADE', ...SEEN_TITLES], ...rows]));
}

/** `livestream tokens add <name>`: the token alone on stdout, so that a script can take it. */
export async function addToken(name: string, { dataDir, role }: RoleOptions): Promise<void> {
  const token = await (await holdAccess(dataDir)).addToken(name, role);
  process.stderr.write('Programs send it as "Authorization: Bearer <token>". It is shown this once.\n');
  process.stdout.write(`${token}\n`);
}

/** `livestream tokens revoke <id>`. */
export async function revokeToken(id: string, { dataDir }: CommonOptions): Promise<void> {
  await revokeOf(['token'], id, dataDir, 'tokens');
}
