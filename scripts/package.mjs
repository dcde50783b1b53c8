/** `npm run package`: builds the extension into a .vsix that holds only what runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDir, ensureBuilt, ensureInstalled, projectDir, run, toolchainNode } from './toolchain.mjs';

ensureInstalled();
ensureBuilt();
const packages = buildDir('packages');
const { name, version } = JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8'));
// Everything is bundled: there are no dependencies to pack.
run(toolchainNode, [
  'node_modules/@vscode/vsce/vsce',
  'package',
  '--no-dependencies',
  '--out',
  join(packages, `${name}-${version}.vsix`),
]);
