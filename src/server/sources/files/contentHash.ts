import { hash } from 'node:crypto';

/** A short name for a content: the same bytes have the same, others have another. */
export function contentHash(content: string | Uint8Array): string {
  return hash('sha256', content, 'base64url').slice(0, 22);
}
