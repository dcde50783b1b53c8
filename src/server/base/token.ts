import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The secret that lets other devices and programs in: made once and kept in the data folder for its owner's eyes only,
 * so that a phone that was let in stays so over a restart. Deleting the file and restarting shuts everyone out.
 */
export function readToken(dataDir: string): string {
  const file = join(dataDir, 'token');
  try {
    const kept = readFileSync(file, 'utf8').trim();
    if (/^[\w-]{43}$/.test(kept)) return kept;
  } catch {
    // There is none yet.
  }
  const token = randomBytes(32).toString('base64url');
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return token;
}
