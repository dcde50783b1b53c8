import { inEnglish } from '../../protocol/language.ts';
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { SHORTEST_PASSWORD } from '../../protocol/access.ts';
import type { StoredPassword } from './accessFile.ts';

/** OWASP's least for scrypt: 32 MiB and some tenths of a second for each guess. */
const PARAMETERS = { cost: 2 ** 15, blockSize: 8, parallelization: 3 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Characters; longer texts are refused before any work is done. */
const LONGEST = 1_024;

/** A sentence on why a password is not taken; undefined where it is. */
export function passwordProblem(password: string): string | undefined {
  if (password.length < SHORTEST_PASSWORD)
    return inEnglish`The password has ${password.length} characters. Take ${SHORTEST_PASSWORD} or more: shorter ones can be found by trying.`;
  if (password.length > LONGEST) return inEnglish`The password is longer than ${LONGEST} characters.`;
  return undefined;
}

export async function hashPassword(password: string): Promise<StoredPassword> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, PARAMETERS);
  return { salt: salt.toString('base64url'), hash: hash.toString('base64url'), ...PARAMETERS };
}

export async function isPassword(password: string, stored: StoredPassword): Promise<boolean> {
  if (password.length > LONGEST) return false;
  const kept = Buffer.from(stored.hash, 'base64url');
  return timingSafeEqual(await derive(password, Buffer.from(stored.salt, 'base64url'), kept.length, stored), kept);
}

/** A password that nobody has: names that there are not take as long to refuse as those that there are. */
export const NOBODYS_PASSWORD: StoredPassword = {
  salt: randomBytes(SALT_BYTES).toString('base64url'),
  hash: randomBytes(HASH_BYTES).toString('base64url'),
  ...PARAMETERS,
};

type Parameters = Pick<StoredPassword, 'cost' | 'blockSize' | 'parallelization'>;

function derive(password: string, salt: Buffer, length: number, parameters: Parameters): Promise<Buffer> {
  const { cost, blockSize, parallelization } = parameters;
  // Twice what the algorithm needs: node refuses at exactly the need.
  const maxmem = 2 * 128 * cost * blockSize;
  return new Promise((resolve, reject) => {
    // The same text typed on another keyboard may be made of other code points.
    scrypt(password.normalize('NFKC'), salt, length, { cost, blockSize, parallelization, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
