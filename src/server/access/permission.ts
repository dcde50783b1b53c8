import { inEnglish } from '../../protocol/language.ts';
import { may } from './roles.ts';
import type { Action } from '../../protocol/access.ts';
import type { Visitor } from './visitor.ts';

/** The role's rule, and for a guest the one session. `session`: the one that is asked for; null where it is none. */
export function mayAsk(visitor: Visitor, action: Action, session: string | null): boolean {
  return may(visitor.role, action) && (session === null || visitor.session === null || visitor.session === session);
}

/** What somebody who may not is told. */
export function whyNot({ role }: Visitor): string {
  switch (role) {
    case 'guest':
      return inEnglish`The link you were given shows one session, and nothing else of this server.`;
    case 'viewer':
      return inEnglish`You may see the sessions here. For more, ask the person who runs this server to make you an owner.`;
    case 'local':
      return inEnglish`This needs the token in server.json of the server's data folder, as "Authorization: Bearer".`;
    case 'owner':
    case 'nobody':
      return inEnglish`You are not let in yet: scan the QR code that the server shows, open the link you were given, or sign in. Programs send "Authorization: Bearer <token>".`;
  }
}
