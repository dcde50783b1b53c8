import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOOK_FILE } from './hookModes.ts';

/**
 * The script that hooks run lies in the data folder: the place of this program changes with each version of the
 * extension, and what agents' settings name must not.
 */
export function hookScript(dataDir: string): string {
  return join(dataDir, HOOK_FILE);
}

/** Puts the built script there. A hook that runs meanwhile finds the old one or the new one. */
export function installHookScript(dataDir: string): void {
  const temporary = `${hookScript(dataDir)}.${process.pid}`;
  writeFileSync(temporary, built(), { mode: 0o600 });
  renameSync(temporary, hookScript(dataDir));
}

/** Replaces the script of an older version, where hooks were installed. */
export function refreshHookScript(dataDir: string): void {
  try {
    if (existsSync(hookScript(dataDir)) && readFileSync(hookScript(dataDir), 'utf8') !== built())
      installHookScript(dataDir);
  } catch {
    // The older one does as well, and the server is worth more than a newer one.
  }
}

export function removeHookScript(dataDir: string): void {
  rmSync(hookScript(dataDir), { force: true });
}

function built(): string {
  return readFileSync(join(__dirname, 'hook.cjs'), 'utf8');
}
