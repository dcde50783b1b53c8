import { inEnglish } from '../../protocol/language.ts';
import type { Access, Shown } from './access.ts';
import { tooManyGuesses } from './authorize.ts';
import { firstVisit } from './firstVisit.ts';
import type { GrantStore, NewGrant } from './grantStore.ts';
import type { GuessingGuard } from './guessingGuard.ts';
import { PairingCodes } from './pairingCodes.ts';
import { cookieSecret, visitorAddress } from './request.ts';
import type { AccessRequest } from './request.ts';

const CODE_REFUSED = inEnglish`This code was used already, or is older than five minutes. Have the server show a fresh QR code ("Share"), and scan that one.`;
const LINK_REFUSED = inEnglish`This link has expired or was revoked, or it was not copied whole. Ask the person who gave it to you for a new one.`;

export interface PairingInput {
  readonly store: GrantStore;
  readonly add: GrantStore['add'];
  readonly guard: GuessingGuard;
  readonly now: () => number;
}

/** The two ways in by an address: the code of a QR code, and a share link. */
export function createPairing({ store, add, guard, now }: PairingInput): Pick<Access, 'pairing' | 'openLink'> {
  const codes = new PairingCodes(now);
  /** A device that scans once more stays the one that it is, and is not listed twice. */
  const pairedAlready = (request: AccessRequest, role: string): NewGrant | undefined => {
    const secret = cookieSecret(request);
    const grant = secret === undefined ? undefined : store.find(secret);
    return secret !== undefined && grant?.kind === 'device' && grant.role === role ? { grant, secret } : undefined;
  };
  return {
    pairing: {
      create: (role) => codes.create(role),
      use: (code, request): Shown => {
        const wait = guard.attempt(visitorAddress(request));
        if (wait > 0) return tooManyGuesses(wait);
        const role = codes.use(code);
        if (role === undefined) return { ok: false, status: 401, message: CODE_REFUSED };
        guard.succeeded(visitorAddress(request));
        const paired = pairedAlready(request, role) ?? add({ kind: 'device', role, ...firstVisit(request, now()) });
        return { ok: true, ...paired };
      },
    },
    openLink: (secret, request) => {
      const grant = store.find(secret);
      if (grant?.kind === 'link') {
        // 256 bits that are right were not guessed, whatever else came from this address.
        store.seen(grant.id, visitorAddress(request));
        return { ok: true, grant, secret };
      }
      const wait = guard.attempt(visitorAddress(request));
      return wait > 0 ? tooManyGuesses(wait) : { ok: false, status: 401, message: LINK_REFUSED };
    },
  };
}
