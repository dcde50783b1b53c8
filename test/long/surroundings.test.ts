import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { rootsOf } from '../support/sessions.ts';
import { useScene } from '../support/scene.ts';
import { until } from '../support/until.ts';
import { launchChromium } from '../support/vscode/chromium.ts';
import { readServerFile } from '../support/vscode/livestreamServer.ts';
import { packageExtension } from '../support/vscode/packageExtension.ts';
import { serveVscode } from '../support/vscode/serveVscode.ts';
import type { Vscode } from '../support/vscode/serveVscode.ts';
import { Workbench } from '../support/vscode/workbench.ts';

describe('the packaged extension in a window without trust, and in one without a folder', function () {
  this.timeout(60_000);
  const scene = useScene(after);
  const windows: Workbench[] = [];
  let vscode: Vscode;
  let browser: Browser;

  before(async () => {
    vscode = await serveVscode({ asksForTrust: true, extensions: [(await packageExtension()).vsix] });
    scene.atEnd(() => vscode.stop());
    browser = await launchChromium();
    scene.atEnd(() => browser.close());
  });
  afterEach(async () => {
    for (const window of windows.splice(0)) await window.close();
  });

  it('watches a folder that nobody trusts, takes no folder from its settings, and says so', async () => {
    const [folder, elsewhere] = [scene.folder(), scene.folder()];
    mkdirSync(join(folder, '.vscode'));
    writeFileSync(join(folder, '.vscode/settings.json'), JSON.stringify({ 'livestream.roots': [elsewhere] }));
    const window = await openWindow();
    await window.open(vscode.origin, folder);
    await window.activityIcon('Livestream').click();
    await window.welcome().filter({ hasText: 'Restricted Mode' }).waitFor();
    await window.welcome().getByText('Manage Workspace Trust').waitFor();
    const roots = await until('the folder is watched', async () => {
      const server = await readServerFile(vscode.dataDir);
      const watched = server === null ? [] : await rootsOf(server);
      return watched.includes(folder) && watched;
    });
    assert.ok(!roots.includes(elsewhere));
  });

  it('works without a folder, and offers to open one', async () => {
    const window = await openWindow();
    await window.openEmpty(vscode.origin);
    await window.activityIcon('Livestream').click();
    await window.welcome().filter({ hasText: 'no folder is open' }).waitFor();
    await window.welcome().getByText('Open Folder').waitFor();
    await window.statusItem('Livestream').click();
    await window.quickRow(/Open Dashboard$/).click();
    await window.webview().getByText('No sessions yet').first().waitFor();
  });

  async function openWindow(): Promise<Workbench> {
    const window = new Workbench(await (await browser.newContext()).newPage());
    windows.push(window);
    return window;
  }
});
