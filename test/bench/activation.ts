/**
 * What the extension costs the extension host when a window opens: the loading of its code and its `activate`, as VS Code
 * itself takes the time ("Developer: Show Running Extensions"), in the packaged extension. Each window has a new extension
 * host. `npm run bench -- activation [windows]`.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from '../support/vscode/chromium.ts';
import { packageExtension } from '../support/vscode/packageExtension.ts';
import { PROJECT } from '../support/vscode/paths.ts';
import { recordedWorkspace } from '../support/vscode/recordedWorkspace.ts';
import { serveVscode } from '../support/vscode/serveVscode.ts';
import { Workbench } from '../support/vscode/workbench.ts';
import { round, spread } from './measure.ts';

const WINDOWS = 10;
/** What the extension may take of a window's start, ms. */
const ALLOWED_MS = 100;

const windows = Number(process.argv[2] ?? WINDOWS);
const workspace = await recordedWorkspace();
const vscode = await serveVscode({ extensions: [(await packageExtension()).vsix] });
const browser = await launchChromium();
try {
  const times: number[] = [];
  for (let n = 0; n < windows; n++) times.push(await activationTime());
  const { median, p99, max } = spread(times);
  const kilobytes = round(statSync(join(PROJECT, 'dist/extension.js')).size / 1024);
  console.log(
    `activation in ${windows} windows, ms: median ${median}, p99 ${p99}, worst ${max} (allowed: ${ALLOWED_MS})`,
  );
  console.log(`dist/extension.js: ${kilobytes} kB`);
  console.log(JSON.stringify({ median, p99, max, kilobytes }));
} finally {
  await browser.close();
  await vscode.stop();
  await workspace.remove();
}

/** Of one new window, ms. */
async function activationTime(): Promise<number> {
  const workbench = new Workbench(await (await browser.newContext()).newPage());
  await workbench.open(vscode.origin, workspace.folder);
  await workbench.statusItem(/%/).waitFor();
  await workbench.palette('Developer: Show Running Extensions');
  const row = workbench.page.locator('.runtime-extensions-editor .extension').filter({ hasText: 'Livestream' });
  const text = (await row.locator('.activation-time').textContent()) ?? '';
  await workbench.close();
  const ms = /(\d+)\s*ms/.exec(text)?.[1];
  if (ms === undefined) throw new Error(`VS Code tells no time of activation: "${text}"`);
  return Number(ms);
}
