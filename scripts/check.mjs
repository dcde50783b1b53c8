/** `npm run check`: everything that can be said of the code without running the product. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectDir, toolchainNode } from './toolchain.mjs';

const bin = (name, file) => [toolchainNode, join('node_modules', name, file)];
/** Lint takes as long as all others together: it runs beside them. */
const LANES = [
  [
    ['format', [...bin('prettier', 'bin/prettier.cjs'), '--check', '--log-level=warn', '.']],
    ['types', [...bin('typescript', 'bin/tsc'), '-b']],
    ['dependency rules', [toolchainNode, 'scripts/checkDependencies.mjs']],
    ['dead code', [...bin('knip', 'bin/knip.js'), '--no-progress']],
  ],
  [['lint', [...bin('eslint', 'bin/eslint.js'), '--max-warnings=0', '.']]],
];

const passed = await Promise.all(LANES.map(runLane));
process.exit(passed.every(Boolean) ? 0 : 1);

/** Runs steps one after another up to the first that fails; whether all passed. */
async function runLane(steps) {
  for (const [name, command] of steps) {
    const started = performance.now();
    const { status, output } = await runStep(command);
    process.stdout.write(output);
    console.log(
      `check: ${name} ${status === 0 ? 'ok' : 'failed'} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
    );
    if (status !== 0) return false;
  }
  return true;
}

/** Its output is kept until it ends: two steps speak at once. */
function runStep([command, ...args]) {
  const { promise, resolve } = Promise.withResolvers();
  const child = spawn(command, args, { cwd: projectDir });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  child.once('close', (status) => resolve({ status, output }));
  return promise;
}
