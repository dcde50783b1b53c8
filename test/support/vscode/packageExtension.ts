import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PROJECT } from './paths.ts';

export interface Packaged {
  readonly vsix: string;
  /** What vsce warned of. */
  readonly warnings: readonly string[];
}

let packaged: Promise<Packaged> | undefined;

/** The extension as users get it, packaged once for all tests of a run. Needs a built dist/. */
export function packageExtension(): Promise<Packaged> {
  packaged ??= pack(PROJECT, 'livestream.vsix', []);
  return packaged;
}

/** The test's hand in the extension host. */
export function packageDriver(): Promise<Packaged> {
  return pack(join(PROJECT, 'test/extension/driver'), 'driver.vsix', ['--skip-license', '--allow-missing-repository']);
}

async function pack(folder: string, name: string, options: readonly string[]): Promise<Packaged> {
  const out = join(PROJECT, 'build/vsix');
  await mkdir(out, { recursive: true });
  const vsix = join(out, name);
  const vsce = fileURLToPath(import.meta.resolve('@vscode/vsce/vsce'));
  const args = [vsce, 'package', '--no-dependencies', ...options, '--out', vsix];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: folder });
  return { vsix, warnings: `${stdout}\n${stderr}`.split('\n').filter((line) => /WARNING|is .*large/.test(line)) };
}
