import { Option } from 'commander';
import type { Command } from 'commander';
import { devices, revokeDevice } from './devices.ts';
import { addLink, links, revokeLink } from './links.ts';
import { addToken, revokeToken, tokens } from './tokens.ts';
import { addUser, removeUser, users } from './users.ts';

/** The commands that say who is let in. Without a verb each lists what there is. */
export function accessCommands(program: Command, dataDir: Option): void {
  const role = (): Option =>
    new Option('--role <role>', 'viewer: sees everything; owner: may do everything')
      .choices(['viewer', 'owner'])
      .default('viewer');

  const device = program.command('devices').description('browsers that were let in: list them, revoke one');
  device.command('list', { isDefault: true, hidden: true }).addOption(dataDir).action(devices);
  device
    .command('revoke <id>')
    .description('by pairing or sign-in; it is disconnected at once')
    .addOption(dataDir)
    .action(revokeDevice);

  const user = program.command('users').description('people who sign in with a password: list, add, remove them');
  user.command('list', { isDefault: true, hidden: true }).addOption(dataDir).action(users);
  user
    .command('add <name>')
    .description('the password is asked for, or read from standard input')
    .addOption(role())
    .addOption(dataDir)
    .action(addUser);
  user
    .command('remove <name>')
    .description('and sign them out everywhere at once')
    .addOption(dataDir)
    .action(removeUser);

  const token = program.command('tokens').description('for programs on other machines: list, make, revoke them');
  token.command('list', { isDefault: true, hidden: true }).addOption(dataDir).action(tokens);
  token
    .command('add <name>')
    .description('make one; it is printed this once')
    .addOption(role())
    .addOption(dataDir)
    .action(addToken);
  token.command('revoke <id>').addOption(dataDir).action(revokeToken);

  const link = program
    .command('links')
    .description('each shows one session to whoever has it: list, make, revoke them');
  link.command('list', { isDefault: true, hidden: true }).addOption(dataDir).action(links);
  link
    .command('add <session>')
    .description('make one; it is printed this once')
    .addOption(new Option('--for <time>', 'how long it is good for').choices(['1h', '1d', '7d']).default('1d'))
    .addOption(dataDir)
    .action(addLink);
  link.command('revoke <id>').addOption(dataDir).action(revokeLink);
}
