import { inEnglish } from '../../protocol/language.ts';
import type { Shown } from './access.ts';
import type { User } from './accessFile.ts';
import { tooManyGuesses } from './authorize.ts';
import { firstVisit } from './firstVisit.ts';
import type { GrantStore } from './grantStore.ts';
import type { GuessingGuard } from './guessingGuard.ts';
import { isPassword, NOBODYS_PASSWORD } from './passwords.ts';
import { visitorAddress } from './request.ts';
import type { AccessRequest } from './request.ts';

/** How long a person stays signed in, ms: 30 days. */
const SIGNED_IN_MS = 30 * 24 * 3_600_000;
/** Passwords that are checked at a time: each takes 32 MiB, and strangers may ask for it. */
const CHECKS_AT_A_TIME = 4;

const BUSY = {
  ok: false,
  status: 429,
  message: inEnglish`Many people are signing in at this moment. Try again in 1 s.`,
  retryAfterSeconds: 1,
} as const;
const REFUSED = inEnglish`There is no user with this name and password. Both are as they were given to "livestream users add".`;

export interface SignInInput {
  readonly guard: GuessingGuard;
  readonly now: () => number;
  readonly user: (name: string) => User | undefined;
  readonly add: GrantStore['add'];
}

type SignIn = (name: string, password: string, request: AccessRequest) => Promise<Shown>;

/** Named users: a name and its password become a grant that ends by itself. */
export function createSignIn({ guard, now, user, add }: SignInInput): SignIn {
  let checks = 0;
  return async (name, password, request) => {
    const address = visitorAddress(request);
    if (checks >= CHECKS_AT_A_TIME) return BUSY;
    const wait = guard.attempt(address);
    if (wait > 0) return tooManyGuesses(wait);
    checks += 1;
    const known = user(name);
    const right = await isPassword(password, known?.password ?? NOBODYS_PASSWORD).finally(() => (checks -= 1));
    // The user may have been removed while the password was checked.
    if (!known || !right || user(name) !== known) return { ok: false, status: 401, message: REFUSED };
    guard.succeeded(address);
    const { role } = known;
    return { ok: true, ...add({ kind: 'sign_in', role, user: name, expiresAt: now() + SIGNED_IN_MS, ...firstVisit(request, now()) }) }; // prettier-ignore
  };
}
