import { createHash } from 'node:crypto';
import { mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListedAlert } from './alertsApi.ts';

/** Below the data folder, which all windows that share a server have in common. */
const FOLDER = 'notified';
/** How long a claim is kept, ms: every window has heard of the alert by then. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/**
 * Whether this window is the one to show the alert. Of all that ask, the file system lets one create the file. Where it lets
 * nobody, each of them shows it: rather twice than never.
 */
export async function claimAlert(dataDir: string, { session_id: session, id }: ListedAlert): Promise<boolean> {
  const name = createHash('sha256').update(`${session}\n${id}`).digest('hex');
  try {
    await mkdir(join(dataDir, FOLDER), { recursive: true, mode: 0o700 });
    await (await open(join(dataDir, FOLDER, name), 'wx', 0o600)).close();
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EEXIST';
  }
}

/** Takes claims away that nobody asks for any more. */
export async function dropOldClaims(dataDir: string): Promise<void> {
  const folder = join(dataDir, FOLDER);
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Infinity }));
    // Another window may have been faster.
    if (mtimeMs < Date.now() - KEPT_MS) await unlink(file).catch(() => undefined);
  }
}
