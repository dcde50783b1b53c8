import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT } from './paths.ts';

const FOLDER = join(PROJECT, 'test/vscode-web');
const STAMP = join(FOLDER, 'node_modules/.installed-lock');

/**
 * A whole VS Code (web server, workbench, Node.js extension host) from the npm registry, where its own download is
 * out of reach. Returns its server's main file. Takes about ten seconds the first time, then nothing.
 */
export async function obtainVscode(): Promise<string> {
  const vscode = join(FOLDER, 'node_modules/code-server/lib/vscode');
  const wanted = createHash('sha256')
    .update(await readFile(join(FOLDER, 'package-lock.json')))
    .digest('hex');
  const installed = await readFile(STAMP, 'utf8').catch(() => null);
  if (installed !== wanted) {
    // Its install scripts would build native modules that the tests do without: see shims/.
    await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: FOLDER,
      shell: process.platform === 'win32',
    });
    await linkModules(vscode);
    await writeFile(STAMP, wanted);
  }
  return join(vscode, 'out/server-main.js');
}

/** The browser fetches some modules from below VS Code's own folder. */
async function linkModules(vscode: string): Promise<void> {
  const link = join(vscode, 'node_modules');
  await rm(link, { recursive: true, force: true });
  await symlink(join(FOLDER, 'node_modules'), link, 'junction');
}
