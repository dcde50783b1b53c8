import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from './paths.ts';

export interface Workspace {
  readonly folder: string;
  remove(): Promise<void>;
}

/** A folder with the recording of a whole run: seven iterations, then complete. */
export async function recordedWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'livestream-workspace-'));
  await cp(join(PROJECT, 'test/fixtures/context-foundry/weather-app-complete'), folder, { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
