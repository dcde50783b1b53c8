import { randomBytes } from 'node:crypto';
import { hashSecret, sameHash } from './secrets.ts';

/** How long a code is good for, ms: as long as it takes to fetch the phone. */
const LIFETIME_MS = 5 * 60_000;
/** Codes at a time. Each view of a QR code makes one; beyond this the oldest is void. */
const CODE_LIMIT = 50;
/** Bits of a code: nobody guesses it in five minutes, and its QR code stays coarse enough for any camera. */
const CODE_BITS = 128;

interface Code {
  readonly hash: string;
  readonly role: 'viewer' | 'owner';
  readonly expiresAt: number;
}

/** The one-time codes that QR codes hold. They are in memory only: a restart voids them. */
export class PairingCodes {
  readonly #now: () => number;
  #codes: readonly Code[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  create(role: 'viewer' | 'owner'): { readonly code: string; readonly expiresAt: number } {
    const code = randomBytes(CODE_BITS / 8).toString('base64url');
    const expiresAt = this.#now() + LIFETIME_MS;
    this.#codes = [...this.#valid(), { hash: hashSecret(code), role, expiresAt }].slice(-CODE_LIMIT);
    return { code, expiresAt };
  }

  /** The role that the code was made for, and the code is void from now on; undefined for any other text. */
  use(code: string): 'viewer' | 'owner' | undefined {
    const valid = this.#valid();
    const given = hashSecret(code);
    const [found] = valid.filter(({ hash }) => sameHash(given, hash));
    this.#codes = valid.filter((each) => each !== found);
    return found?.role;
  }

  #valid(): readonly Code[] {
    return this.#codes.filter(({ expiresAt }) => expiresAt > this.#now());
  }
}
