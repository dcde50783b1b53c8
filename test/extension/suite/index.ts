import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { format } from 'node:util';
import type { HostResult } from '../../support/vscode/hostTests.ts';

const TEST_MS = 30_000;

/** Runs all tests of this folder inside the extension host. The contract is that of @vscode/test-electron. */
export async function run(): Promise<void> {
  const output: string[] = [];
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => output.push(format(...args));
  const mocha = new Mocha({ ui: 'bdd', timeout: TEST_MS, color: false, reporter: 'spec' });
  mocha.suite.emit('pre-require', globalThis, 'index', mocha);
  await import('./commands.suite.ts');
  await import('./server.suite.ts');
  await import('./tree.suite.ts');
  const failures: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const runner = mocha.run(() => resolve());
  runner.on('fail', (test, error) => failures.push(`${test.fullTitle()}: ${error.message}`));
  await promise;
  const result: HostResult = { tests: runner.stats?.tests ?? 0, failures, output: output.join('\n') };
  writeFileSync(process.env['LIVESTREAM_TEST_RESULTS']!, JSON.stringify(result));
  if (failures.length > 0) throw new Error(`${failures.length} failed`);
}
