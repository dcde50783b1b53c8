/** What each role may do: the one table that every request is held against. */

import type { Action, Role } from '../../protocol/access.ts';

export type { Action, Role };

const READ = ['load_asset', 'sign_in', 'read_session', 'read_all'] as const;

const MAY: Readonly<Record<Role, readonly Action[]>> = {
  owner: [...READ, 'inspect_server', 'write_events', 'share', 'administer'],
  local: [...READ, 'inspect_server', 'write_events', 'share'],
  viewer: READ,
  guest: ['load_asset', 'sign_in', 'read_session'],
  nobody: ['load_asset', 'sign_in'],
};

export function may(role: Role, action: Action): boolean {
  return MAY[role].includes(action);
}

export function actionsOf(role: Role): readonly Action[] {
  return MAY[role];
}
