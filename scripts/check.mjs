/** `npm run check`: everything that can be said of the code without running the product, in the order of speed. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectDir, toolchainNode } from './toolchain.mjs';

const bin = (name, file) => [toolchainNode, join('node_modules', name, file)];
const STEPS = [
  ['format', [...bin('prettier', 'bin/prettier.cjs'), '--check', '--log-level=warn', '.']],
  ['types', [...bin('typescript', 'bin/tsc'), '-b']],
  ['dependency rules', [toolchainNode, 'scripts/checkDependencies.mjs']],
  ['lint', [...bin('eslint', 'bin/eslint.js'), '--max-warnings=0', '.']],
  ['dead code', [...bin('knip', 'bin/knip.js'), '--no-progress']],
];

for (const [name, [command, ...args]] of STEPS) {
  const started = performance.now();
  const { status } = spawnSync(command, args, { cwd: projectDir, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`check: ${name} failed`);
    process.exit(1);
  }
  console.log(`check: ${name} ok (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}
