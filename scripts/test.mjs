/**
 * `npm test`: brings what is missing, builds, and runs the checks and every tier of tests. `npm test -- browser unit`
 * runs some of them, `npm run test:long` those that take too long for each time.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildDir,
  ensureBuilt,
  ensureChromium,
  ensureChromiumShell,
  ensureInstalled,
  fail,
  projectDir,
  toolchainNode,
} from './toolchain.mjs';

const TIERS = ['unit', 'integration', 'browser', 'extension'];
/** Real editors, each of which wants the whole machine: one test file at a time. */
const ONE_BY_ONE = ['extension', 'long'];
/** Test files at a time, on two cores: most of a test is waiting for a socket, a file or a page. */
const JOBS = 3;
/** Only when it is asked for. */
const LONG = 'long';

const asked = process.argv.slice(2);
const known = ['check', ...TIERS, LONG];
const unknown = asked.find((name) => !known.includes(name));
if (unknown) fail(`There is no tier "${unknown}". The tiers are: ${known.join(', ')}.`);

ensureInstalled();
const wanted = (name) => (asked.length === 0 ? name !== LONG : asked.includes(name));
if (wanted('check')) {
  const result = spawnSync(toolchainNode, ['scripts/check.mjs'], { cwd: projectDir, stdio: 'inherit' });
  if (result.status !== 0) process.exit(1);
}
const tiers = [...TIERS, LONG].filter(wanted);
if (tiers.length === 0) process.exit();
if (tiers.some((tier) => tier !== 'unit')) ensureBuilt();
const env = { ...process.env };
if (tiers.some((tier) => !['unit', 'integration'].includes(tier)))
  Object.assign(env, { CHROMIUM_PATH: ensureChromium(), CHROMIUM_SHELL_PATH: ensureChromiumShell() });

const total = { passed: 0, failed: 0, skipped: 0, failures: [] };
const results = buildDir('test-results');
for (const tier of tiers) {
  console.log(`\n== ${tier} ==`);
  const { passed, failed, skipped, failures } = runTier(tier, env);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  total.failures.push(...failures.map((failure) => ({ tier, ...failure })));
}
for (const { tier, name, reason } of total.failures) console.log(`\nFailed in ${tier}: ${name}\n${reason}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

/** Runs a tier's tests. One that ran none, or died before it could say how many, has failed. */
function runTier(tier, env) {
  const file = join(results, `${tier}.json`);
  rmSync(file, { force: true });
  const mocha = join('node_modules', 'mocha', 'bin', 'mocha.js');
  const options = [
    '--config',
    'test/.mocharc.json',
    ...(ONE_BY_ONE.includes(tier) ? [] : ['--parallel', `--jobs=${JOBS}`]),
  ];
  const result = spawnSync(
    toolchainNode,
    ['--disable-warning=ExperimentalWarning', mocha, ...options, `test/${tier}/**/*.test.ts`],
    { cwd: projectDir, stdio: 'inherit', env: { ...env, LIVESTREAM_TEST_RESULTS: file } },
  );
  try {
    const stats = JSON.parse(readFileSync(file, 'utf8'));
    const lost = stats.passed + stats.failed === 0 || (result.status !== 0 && stats.failed === 0);
    return lost ? { ...stats, failed: stats.failed + 1, failures: [died(result)] } : stats;
  } catch {
    return { passed: 0, failed: 1, skipped: 0, failures: [died(result)] };
  }
}

function died({ status, signal }) {
  return { name: 'all of it', reason: `Mocha ended by ${signal ?? `code ${status}`} without naming a failed test.` };
}
