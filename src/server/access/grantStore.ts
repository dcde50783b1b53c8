import { inEnglish } from '../../protocol/language.ts';
import { randomBytes } from 'node:crypto';
import { readAccessFile, writeAccessFile } from './accessFile.ts';
import type { Grant, User } from './accessFile.ts';
import { AccessError } from './accessError.ts';
import { hashSecret, newSecret, sameHash } from './secrets.ts';

/** How often at most it is written that somebody was seen, ms. */
const SEEN_EVERY_MS = 60_000;
/** Grants there may be; each is compared with every credential that is shown. */
const GRANT_LIMIT = 1_000;

/** A secret as it goes to the one it was made for; only its hash is kept. */
export interface NewGrant {
  readonly grant: Grant;
  readonly secret: string;
}

export interface GrantStoreOptions {
  readonly dataDir: string;
  /** Ms since the Unix epoch. */
  readonly now: () => number;
  readonly logError: (error: unknown, place: string) => void;
  /** Called at once when a grant is gone, before that is on disk. */
  readonly onRemoved: (grantId: string) => void;
}

type NewGrantFields = Pick<Grant, 'kind' | 'role' | 'name'> &
  Partial<Pick<Grant, 'user' | 'session' | 'expiresAt' | 'firstSeen' | 'lastSeen' | 'address'>>;

/** The grants and users of `access.json`, in memory and on disk. */
export class GrantStore {
  readonly #options: GrantStoreOptions;
  readonly #grants: Map<string, Grant>;
  readonly #users: Map<string, User>;
  #seenTimer: NodeJS.Timeout | undefined;

  constructor(options: GrantStoreOptions) {
    this.#options = options;
    const { grants, users } = readAccessFile(options.dataDir);
    this.#grants = new Map(grants.map((grant) => [grant.id, grant]));
    this.#users = new Map(users.map((user) => [user.name, user]));
  }

  grants(): readonly Grant[] {
    return [...this.#grants.values()].filter((grant) => this.#isValid(grant));
  }

  users(): readonly User[] {
    return [...this.#users.values()];
  }

  user(name: string): User | undefined {
    return this.#users.get(name);
  }

  /** The valid grant of this secret. All are compared, so that the time it takes does not tell which is near. */
  find(secret: string): Grant | undefined {
    const hash = hashSecret(secret);
    return this.grants().filter(({ secretHash }) => sameHash(hash, secretHash))[0];
  }

  add(fields: NewGrantFields): NewGrant {
    if (this.grants().length >= GRANT_LIMIT)
      throw new AccessError(
        inEnglish`There are ${GRANT_LIMIT} devices, links and tokens already. Revoke some of them first.`,
      );
    const secret = newSecret();
    const grant: Grant = {
      id: randomBytes(6).toString('hex'),
      user: null,
      session: null,
      expiresAt: null,
      firstSeen: null,
      lastSeen: null,
      address: null,
      ...fields,
      secretHash: hashSecret(secret),
      createdAt: this.#options.now(),
    };
    this.#grants.set(grant.id, grant);
    this.#write();
    return { grant, secret };
  }

  /** Somebody came in by this grant. It is in memory at once, and on disk within a minute. */
  seen(id: string, address: string): void {
    const grant = this.#grants.get(id);
    if (!grant) return;
    const lastSeen = this.#options.now();
    this.#grants.set(id, { ...grant, firstSeen: grant.firstSeen ?? lastSeen, lastSeen, address });
    this.#seenTimer ??= setTimeout(() => this.#writeSeen(), SEEN_EVERY_MS).unref();
  }

  /** False where there is none with that id. */
  remove(id: string): boolean {
    return this.#remove([id]) > 0;
  }

  /** Takes out what has expired by now. */
  removeExpired(): void {
    this.#remove([...this.#grants.values()].filter((grant) => !this.#isValid(grant)).map(({ id }) => id));
  }

  addUser(user: User): void {
    this.#users.set(user.name, user);
    this.#write();
  }

  /** With all that they signed in to. False where there is none of that name. */
  removeUser(name: string): boolean {
    if (!this.#users.delete(name)) return false;
    this.#remove([...this.#grants.values()].filter(({ user }) => user === name).map(({ id }) => id));
    this.#write();
    return true;
  }

  close(): void {
    if (this.#seenTimer) this.#writeSeen();
  }

  /** Who is out is told so first: a full disk must not keep them in. */
  #remove(ids: readonly string[]): number {
    const removed = ids.filter((id) => this.#grants.delete(id));
    for (const id of removed) this.#options.onRemoved(id);
    if (removed.length > 0) this.#write();
    return removed.length;
  }

  #isValid({ expiresAt }: Grant): boolean {
    return expiresAt === null || expiresAt > this.#options.now();
  }

  #writeSeen(): void {
    try {
      this.#write();
    } catch (error) {
      this.#options.logError(error, 'writing when devices were seen: is the disk full?');
    }
  }

  #write(): void {
    clearTimeout(this.#seenTimer);
    this.#seenTimer = undefined;
    writeAccessFile(this.#options.dataDir, { grants: [...this.#grants.values()], users: this.users() });
  }
}
