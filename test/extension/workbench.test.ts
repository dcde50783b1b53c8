import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { producer } from '../support/foundry.ts';
import { post } from '../support/http.ts';
import { startIteration } from '../support/sessions.ts';
import { launchChromium } from '../support/vscode/chromium.ts';
import { Driver } from '../support/vscode/driver.ts';
import { readServerFile } from '../support/vscode/livestreamServer.ts';
import type { Packaged } from '../support/vscode/packageExtension.ts';
import { packageDriver, packageExtension } from '../support/vscode/packageExtension.ts';
import { PROJECT } from '../support/vscode/paths.ts';
import type { Workspace } from '../support/vscode/recordedWorkspace.ts';
import { recordedWorkspace } from '../support/vscode/recordedWorkspace.ts';
import type { Vscode } from '../support/vscode/serveVscode.ts';
import { serveVscode } from '../support/vscode/serveVscode.ts';
import { Workbench } from '../support/vscode/workbench.ts';

const SESSION = 'weather-app_20261123_002504';
const SHIPPED = [
  '.vsixmanifest',
  'LICENSE.txt',
  'changelog.md',
  'dist/extension.js',
  'dist/hook.cjs',
  'dist/package.json',
  'dist/server.js',
  'dist/transcriptReader.js',
  'dist/tunnelGuard.js',
  'dist/webview/alerts.js',
  'dist/webview/apple-touch-icon.png',
  'dist/webview/code.js',
  'dist/webview/compare.js',
  'dist/webview/german.js',
  'dist/webview/history.js',
  'dist/webview/icon-192.png',
  'dist/webview/icon-512.png',
  'dist/webview/icon-maskable-512.png',
  'dist/webview/icon.svg',
  'dist/webview/index.html',
  'dist/webview/main.js',
  'dist/webview/manifest.webmanifest',
  'dist/webview/recording.html',
  'dist/webview/replay.js',
  'dist/webview/serviceWorker.js',
  'dist/webview/share.js',
  'dist/webview/style.css',
  'dist/webview/trends.js',
  'dist/webview/video.js',
  'dist/webview/why.js',
  'l10n/bundle.l10n.de.json',
  'media/icon.png',
  'media/icon.svg',
  'media/walkthrough/alerts.svg',
  'media/walkthrough/demo.svg',
  'media/walkthrough/phone.svg',
  'media/walkthrough/watch.svg',
  'package.json',
  'package.nls.de.json',
  'package.nls.json',
  'readme.md',
];

describe('the packaged extension in the workbench', function () {
  this.timeout(60_000);
  let packaged: Packaged;
  let workspace: Workspace;
  let driver: Driver;
  let vscode: Vscode;
  let browser: Browser;
  let workbench: Workbench;

  before(async () => {
    packaged = await packageExtension();
    workspace = await recordedWorkspace();
    driver = await Driver.prepare();
    vscode = await serveVscode({ extensions: [packaged.vsix, (await packageDriver()).vsix], env: driver.env });
    browser = await launchChromium();
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(15_000);
    workbench = new Workbench(page);
    await workbench.open(vscode.origin, workspace.folder);
  });
  after(async () => {
    await browser?.close();
    await vscode?.stop();
    await workspace?.remove();
    await driver?.remove();
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed' || workbench === undefined) return;
    const name = this.currentTest.title.replace(/\W+/g, '-');
    await workbench.page.screenshot({ path: join(PROJECT, `build/screenshots/failed-${name}.png`) });
  });

  it('is packaged without a warning', () => {
    assert.deepEqual(packaged.warnings, []);
  });

  it('holds what its users need and nothing else', async () => {
    const [name] = (await readdir(vscode.extensionsDir)).filter((folder) =>
      folder.includes('context-foundry-livestream'),
    );
    const entries = await readdir(join(vscode.extensionsDir, name!), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const prefix = join(vscode.extensionsDir, name!, '/');
    assert.deepEqual(files.map((file) => file.slice(prefix.length).replaceAll('\\', '/')).sort(), SHIPPED);
  });

  it('lists the recorded session with its numbers', async () => {
    await workbench.activityIcon('Livestream').click();
    const row = workbench.treeRow('weather-app');
    await row.waitFor();
    assert.match((await row.textContent()) ?? '', /weather-app\s*complete · 28 % · \$1\.31/);
    assert.match(
      (await row.getAttribute('aria-label')) ?? '',
      /^weather-app, complete, phase complete, context window 28 %, 5 of 5 tasks done/,
    );
  });

  it('shows its percent in the status bar', async () => {
    await workbench.statusItem(/28 % · complete/).waitFor();
  });

  it('moves on by itself to a session that begins later, in the panel as in the status bar', async () => {
    await workbench.palette('Livestream: Open Dashboard');
    await showsRecording();
    const server = (await readServerFile(vscode.dataDir))!;
    await startIteration(server, 'later', 3);
    await workbench.statusItem(/\? · running/).waitFor();
    await workbench.webview().getByText('Iteration 3 started').first().waitFor();
    await post(server, '/api/broadcast/later', producer('later')('completion', { success: true, summary: {} }));
    await workbench.webview().getByText('Finished, nothing needed from you', { exact: true }).waitFor();
  });

  it('shows the session in a panel when its row is clicked', async () => {
    await workbench.treeRow('weather-app').click();
    await showsRecording();
  });

  it('shows it again after the panel was hidden', async () => {
    await driver.run(`await vscode.commands.executeCommand('workbench.action.files.newUntitledFile');`);
    await workbench.page.locator('.tab.active').filter({ hasText: 'Untitled' }).waitFor();
    await driver.command('livestream.openDashboard');
    await showsRecording();
  });

  it('follows the theme', async () => {
    const themes = [
      ['Default Light Modern', 'vscode-light'],
      ['Default High Contrast', 'vscode-high-contrast'],
      ['Default Dark Modern', 'vscode-dark'],
    ];
    for (const [theme, bodyClass] of themes) {
      await driver.run(`await vscode.workspace.getConfiguration('workbench').update('colorTheme', '${theme}', true);`);
      await workbench.webview().locator(`body.${bodyClass}`).waitFor();
    }
    await showsRecording();
  });

  it('gives the page neither a key nor the network', async () => {
    const { token } = (await readServerFile(vscode.dataDir))!;
    const page = await workbench
      .webview()
      .locator('html')
      .evaluate((html) => html.outerHTML);
    assert.ok(!page.includes(token));
    const policy = await workbench
      .webview()
      .locator('meta[http-equiv="Content-Security-Policy"]')
      .getAttribute('content');
    assert.match(policy ?? '', /^default-src 'none';/);
    assert.doesNotMatch(policy ?? '', /connect-src|unsafe/);
  });

  it('exports from the palette', async () => {
    await workbench.palette('Livestream: Export Session…');
    await workbench.quickRow(/weather-app/).click();
    await workbench.quickRow(/^JSON$/).click();
    await workbench.saveAs(/\.json$/);
    const done = workbench.notification('Saved to');
    await done.waitFor();
    const text = await readFile(join(workspace.folder, `${SESSION}.json`), 'utf8');
    assert.match(text, new RegExp(SESSION));
    await done.locator('a.monaco-button', { hasText: 'Open' }).click();
    await workbench.page
      .locator('.tab.active')
      .filter({ hasText: `${SESSION}.json` })
      .waitFor();
    await workbench.editorWithFocus().waitFor();
  });

  it('exports a session from its menu', async () => {
    await workbench.rowMenu('weather-app', 'Export Session…');
    await workbench.page.locator('.quick-input-widget').filter({ hasText: 'Export Session' }).waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('lists only what a filter lets through, and says so until it is cleared', async () => {
    for (const [text, said] of [
      ['weather', 'Filter: “weather”. 1 of'],
      ['no such', 'No listed session matches the filter.'],
    ] as const) {
      await workbench.palette('Livestream: Filter Sessions…');
      await workbench.quickInput().fill(text);
      await workbench.quickRow(new RegExp(`“${text}”`)).click();
      await workbench.page.locator('.pane-body').filter({ hasText: said }).waitFor();
    }
    await workbench.welcome().getByText('Clear Filter').click();
    await workbench.treeRow('weather-app').waitFor();
  });

  it('offers what can be done now when its mark in the status bar is clicked', async () => {
    await workbench.statusItem(/28 % · complete/).click();
    await workbench.quickRow(/Morning Report/).waitFor();
    await workbench.quickRow(/Export Session…/).click();
    await workbench.quickRow(/^JSON$/).waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('explains why a phone cannot reach it', async () => {
    await workbench.palette('Livestream: Copy LAN URL');
    await workbench.notification('serves this machine only').waitFor();
    await workbench.closeNotification('serves this machine only');
  });

  it('brings the panel back with the window', async () => {
    await driver.command('livestream.openDashboard');
    await showsRecording();
    const loaded = workbench.page.waitForEvent('load');
    await workbench.palette('Developer: Reload Window');
    await loaded;
    await showsRecording();
  });

  it('says that it is off, and starts again on a click', async () => {
    await workbench.palette('Livestream: Stop Server');
    const off = workbench.statusItem('Livestream: off');
    await off.waitFor();
    await workbench.page.locator('.pane-body').filter({ hasText: 'There is no server now' }).waitFor();
    await off.locator('a').click();
    await workbench.statusItem(/28 % · complete/).waitFor();
    await showsRecording();
  });

  it('plays the demo, which then runs beside what is past', async () => {
    await workbench.palette('Livestream: Run Demo');
    await workbench.treeRow('Running').waitFor();
    await workbench.treeRow('weather-app').first().waitFor();
    await workbench.statusItem(/· (scout|architect)/).waitFor();
    await workbench
      .webview()
      .locator('#app')
      .filter({ hasText: /Phase\s*(scout|architect)/i })
      .waitFor();
    await workbench.page.screenshot({ path: join(PROJECT, 'build/screenshots/vscode-panel.png') });
  });

  it('opens the file that a line of the log names, at its line', async () => {
    const server = (await readServerFile(vscode.dataDir))!;
    const line = 'The night went wrong, see logs/overnight_20261123_002504.log:3 for the reason why';
    await startIteration(server, 'named', 1);
    await post(server, '/api/broadcast/named', producer('named')('log_line', { line }));
    await driver.command('livestream.openDashboard', 'named');
    await workbench.webview().locator('button.log-text', { hasText: 'The night went wrong' }).click();
    await workbench.webview().getByRole('button', { name: 'Open file' }).click();
    await workbench.page.locator('.tab.active').filter({ hasText: 'overnight_20261123_002504.log' }).waitFor();
    await workbench.statusItem('Ln 3, Col 1').waitFor();
    await workbench.editorWithFocus().waitFor();
    await driver.command('workbench.action.closeActiveEditor');
    // The panel has the focus again, and hands keys on once its page is there.
    await workbench.webview().locator('#app .page').waitFor();
  });

  it('moves the dashboard into a window of its own', async () => {
    const opened = workbench.page.waitForEvent('popup');
    await workbench.palette('Livestream: Open Dashboard in New Window');
    const own = new Workbench(await opened);
    await own.webview().locator('#app').filter({ hasText: /Phase/i }).waitFor();
    await own.close();
  });

  /** The recorded run: seven iterations, then complete. */
  async function showsRecording(): Promise<void> {
    const app = workbench.webview().locator('#app');
    await app.getByText('overnight log: task marked as complete', { exact: true }).waitFor();
    await app.filter({ hasText: /Iteration\s*7/ }).waitFor();
  }
});
