import { passwordProblem } from '../access/passwords.ts';
import { holdAccess } from './accessHolder.ts';
import { table } from './accessTable.ts';
import type { CommonOptions } from './commonOptions.ts';
import { readPassword } from './readPassword.ts';
import type { RoleOptions } from './tokens.ts';

/** `livestream users`: those who can sign in. */
export async function users({ dataDir }: CommonOptions): Promise<void> {
  const found = await (await holdAccess(dataDir)).users();
  if (found.length === 0) {
    process.stdout.write('There are no users. "livestream users add NAME" makes one.\n');
    return;
  }
  process.stdout.write(table([['NAME', 'ROLE'], ...found.map(({ name, role }) => [name, role])]));
}

/** `livestream users add <name>`. */
export async function addUser(name: string, { dataDir, role }: RoleOptions): Promise<void> {
  const holder = await holdAccess(dataDir);
  if ((await holder.users()).some((user) => user.name === name))
    throw new Error(`There is a user ${name} already. Remove them first to give them another password or role.`);
  const password = await readPassword(`Password for ${name}: `);
  const problem = passwordProblem(password);
  if (problem !== undefined) throw new Error(problem);
  await holder.addUser(name, role, password);
  process.stdout.write(`${name} can sign in now, as ${role === 'owner' ? 'an owner' : 'a viewer'}.\n`);
}

/** `livestream users remove <name>`. */
export async function removeUser(name: string, { dataDir }: CommonOptions): Promise<void> {
  await (await holdAccess(dataDir)).removeUser(name);
  process.stdout.write(`${name} is removed, and signed out everywhere.\n`);
}
