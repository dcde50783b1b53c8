import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from './chromium.ts';
import { PROJECT } from './paths.ts';
import { serveVscode } from './serveVscode.ts';

/** What the tests in the extension host wrote down themselves: an exit code alone can be a false green. */
export interface HostResult {
  readonly tests: number;
  readonly failures: readonly string[];
  /** mocha's own words. */
  readonly output: string;
}

const INDEX = join(PROJECT, 'build/extension-tests/index.js');

/** Far more than it takes: a suite that hangs must end. */
const FINISHES_WITHIN_MS = 120_000;
const TIMED_OUT = -1;

/** The tests and what they import, as one CommonJS file: the extension host may have no type stripping. */
export async function bundleHostTests(): Promise<void> {
  await build({
    entryPoints: [join(PROJECT, 'test/extension/suite/index.ts')],
    outfile: INDEX,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  await writeFile(join(PROJECT, 'build/extension-tests/package.json'), '{ "type": "commonjs" }\n');
}

/** Runs them in the desktop program, which is downloaded if need be. */
export async function runOnDesktop(workspace: string): Promise<HostResult> {
  const data = await mkdtemp(join(tmpdir(), 'livestream-desktop-'));
  const results = join(data, 'results.json');
  await mkdir(join(data, 'user/User'), { recursive: true });
  const settings = { 'livestream.port': 0, 'livestream.dataDir': join(data, 'livestream') };
  await writeFile(join(data, 'user/User/settings.json'), JSON.stringify(settings));
  const problem = await runTests({
    extensionDevelopmentPath: PROJECT,
    extensionTestsPath: INDEX,
    launchArgs: [workspace, '--user-data-dir', join(data, 'user'), '--disable-workspace-trust', '--disable-extensions'],
    extensionTestsEnv: { LIVESTREAM_TEST_RESULTS: results },
  }).then(
    () => null,
    (error: unknown) => String(error),
  );
  const result = await readResult(results);
  return problem === null ? result : { ...result, failures: [...result.failures, problem] };
}

/** Runs them in the VS Code of the npm registry, with a browser as its window. */
export async function runInWebServer(workspace: string): Promise<HostResult> {
  const folder = await mkdtemp(join(tmpdir(), 'livestream-results-'));
  const results = join(folder, 'results.json');
  const vscode = await serveVscode({ testDriver: true, env: { LIVESTREAM_TEST_RESULTS: results } });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const log: string[] = [];
    const { promise: exited, resolve } = Promise.withResolvers<number>();
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => log.push(args.join(' ')));
    await page.exposeFunction('codeAutomationExit', resolve);
    const remote = `vscode-remote://${new URL(vscode.origin).host}`;
    const payload = [
      ['extensionDevelopmentPath', remote + PROJECT],
      ['extensionTestsPath', remote + INDEX],
    ];
    await page.goto(
      `${vscode.origin}/?${new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) })}`,
    );
    const timeout = setTimeout(() => resolve(TIMED_OUT), FINISHES_WITHIN_MS);
    const code = await exited;
    clearTimeout(timeout);
    const result = await readResult(results);
    if (code === 0 && result.tests > 0) return result;
    const why =
      code === TIMED_OUT ? 'the extension host did not finish in time' : `the extension host ended with code ${code}`;
    return { ...result, failures: [...result.failures, why], output: [result.output, ...log.slice(-60)].join('\n') };
  } finally {
    await browser.close();
    await vscode.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function readResult(file: string): Promise<HostResult> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text !== null) return JSON.parse(text) as HostResult;
  return { tests: 0, failures: ['the extension host ended without a result'], output: '' };
}
