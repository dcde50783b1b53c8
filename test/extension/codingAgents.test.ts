import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/vscode/chromium.ts';
import { packageExtension } from '../support/vscode/packageExtension.ts';
import { PROJECT } from '../support/vscode/paths.ts';
import type { Vscode } from '../support/vscode/serveVscode.ts';
import { serveVscode } from '../support/vscode/serveVscode.ts';
import { Workbench } from '../support/vscode/workbench.ts';

const RECORDED = join(PROJECT, 'test/fixtures/claude/subagents/config');
const PRICES = { 'claude-haiku-5-5': { input: 1, output: 5 } };

describe('sessions of coding agents in the workbench', function () {
  this.timeout(60_000);
  let folder: string;
  let vscode: Vscode;
  let browser: Browser;
  let workbench: Workbench;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'livestream-workspace-'));
    vscode = await serveVscode({
      extensions: [(await packageExtension()).vsix],
      settings: { 'livestream.claudeDirs': [RECORDED], 'livestream.codex': false, 'livestream.prices': PRICES },
    });
    browser = await launchChromium();
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(15_000);
    workbench = new Workbench(page);
    await workbench.open(vscode.origin, folder);
  });
  after(async () => {
    await browser?.close();
    await vscode?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are found where the settings say, and named by what they were asked for', async () => {
    await workbench.activityIcon('Livestream').click();
    const row = workbench.treeRow('delegate work');
    await row.waitFor();
    assert.match((await row.textContent()) ?? '', /delegate work\s*repo · feature\/stub · complete · 9 % · \$0\.17/);
  });

  it('say why a number is what it is, and open a line whole, though the page has no network', async () => {
    await workbench.treeRow('delegate work').click();
    const page = workbench.webview();
    await page.getByRole('button', { name: 'Why? Tokens', exact: true }).click();
    await page.getByText('16 of 16', { exact: true }).waitFor();
    assert.match(await page.locator('.why-table tfoot').innerText(), /Sum of 16: 262,624 tokens[^]*\$0\.17/);
    await page.getByRole('button', { name: 'Close' }).click();
    const line = page.locator('.log-row', { hasText: 'All agents reported.' });
    await line.locator('button').click();
    await line.getByText('Show the original').click();
    await line.getByRole('button', { name: /^Show \d+ more lines$/ }).click();
    await line.locator('.log-original', { hasText: '"type": "assistant"' }).waitFor();
  });
});
