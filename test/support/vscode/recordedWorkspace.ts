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
  const parent = await mkdtemp(join(tmpdir(), 'livestream-workspace-'));
  const folder = join(parent, 'overnight');
  await cp(join(PROJECT, 'test/fixtures/context-foundry/weather-app-complete'), folder, { recursive: true });
  return { folder, remove: () => rm(parent, { recursive: true, force: true }) };
}
