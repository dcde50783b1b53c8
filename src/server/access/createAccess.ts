import { inEnglish } from '../../protocol/language.ts';
import type { Access } from './access.ts';
import { AccessError } from './accessError.ts';
import { authorize } from './authorize.ts';
import { ExpiryTimer } from './expiryTimer.ts';
import { GrantStore } from './grantStore.ts';
import { GuessingGuard } from './guessingGuard.ts';
import { createPairing } from './pairing.ts';
import { hashPassword } from './passwords.ts';
import { createSignIn } from './signIn.ts';

export interface AccessOptions {
  /** The folder with access.json. */
  readonly dataDir: string;
  readonly ownerToken: string;
  /** Even programs on this machine need a credential. */
  readonly requireToken: boolean;
  /** Ms since the Unix epoch. */
  readonly now: () => number;
  readonly logError: (error: unknown, place: string) => void;
}

/** Everything that lets somebody in, put together. Throws a sentence when access.json is damaged. */
export function createAccess(options: AccessOptions): Access {
  const { ownerToken, requireToken, now } = options;
  const listeners = new Set<(grantId: string) => void>();
  const onRemoved = (grantId: string): void => listeners.forEach((listener) => listener(grantId));
  const store = new GrantStore({ ...options, onRemoved });
  const expiry = new ExpiryTimer(store, now, options.logError);
  const guard = new GuessingGuard(now);
  const wrongCredential = (address: string): number => guard.attempt(address);
  const rule = { ownerToken, requireToken, find: (secret: string) => store.find(secret), wrongCredential };
  const add: GrantStore['add'] = (fields) => {
    const made = store.add(fields);
    expiry.schedule();
    return made;
  };
  return {
    authorize: (request) => {
      const authorization = authorize(request, rule);
      const grant = authorization.ok ? authorization.visitor.grant : null;
      if (authorization.ok && grant !== null) store.seen(grant, authorization.visitor.address);
      return authorization;
    },
    ...createPairing({ store, add, guard, now }),
    signIn: createSignIn({ guard, now, user: (name) => store.user(name), add }),
    grants: () => store.grants(),
    users: () => store.users(),
    addLink: (session, lifetimeMs) =>
      add({ kind: 'link', role: 'guest', name: session, session, expiresAt: now() + lifetimeMs }),
    addToken: (name, role) => add({ kind: 'token', role, name }),
    addUser: async (name, role, password) => {
      const hashed = await hashPassword(password);
      if (store.user(name))
        throw new AccessError(
          inEnglish`There is a user ${name} already. Remove them first to give them another password or role.`,
        );
      store.addUser({ name, role, password: hashed });
    },
    removeUser: (name) => store.removeUser(name),
    revoke: (grantId) => store.remove(grantId),
    onRevoked: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => {
      expiry.stop();
      store.close();
    },
  };
}
