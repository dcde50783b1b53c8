import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, as they may stand in a cookie, a header or an address. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret: it proves the secret and does not tell it. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Compares in a time that tells nothing of where two secrets differ, nor of their lengths. */
export function sameSecret(a: string, b: string): boolean {
  return sameHash(hashSecret(a), hashSecret(b));
}

/** Of two that `hashSecret` made. */
export function sameHash(a: string, b: string): boolean {
  const [first, second] = [Buffer.from(a), Buffer.from(b)];
  return first.length === second.length && timingSafeEqual(first, second);
}
