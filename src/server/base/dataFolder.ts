import { chmodSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import envPaths from 'env-paths';

/** Where the journal, the logs and server.json live: the flag, the environment, else the system's place for data. */
export function dataFolder(flag: string | undefined, env: NodeJS.ProcessEnv): string {
  return resolve(flag ?? (env['LIVESTREAM_DATA_DIR'] || envPaths('context-foundry-livestream', { suffix: '' }).data));
}

/** Creates the folder for this person's eyes only: it holds what sessions said, and a token. */
export function prepareDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}
