import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/vscode/chromium.ts';
import { packageExtension } from '../support/vscode/packageExtension.ts';
import type { Workspace } from '../support/vscode/recordedWorkspace.ts';
import { recordedWorkspace } from '../support/vscode/recordedWorkspace.ts';
import type { Vscode } from '../support/vscode/serveVscode.ts';
import { serveVscode } from '../support/vscode/serveVscode.ts';
import { Workbench } from '../support/vscode/workbench.ts';

describe('the extension in an editor that speaks German', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  let vscode: Vscode;
  let browser: Browser;
  let workbench: Workbench;

  before(async () => {
    workspace = await recordedWorkspace();
    vscode = await serveVscode({ extensions: [(await packageExtension()).vsix] });
    browser = await launchChromium();
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'de-DE' });
    page.setDefaultTimeout(15_000);
    // What a language pack would say; its own texts, which are VS Code's, are not there.
    await page.addInitScript(() => Reflect.set(globalThis, '_VSCODE_NLS_LANGUAGE', 'de'));
    workbench = new Workbench(page);
    await workbench.open(vscode.origin, workspace.folder);
  });
  after(async () => {
    await browser?.close();
    await vscode?.stop();
    await workspace?.remove();
  });

  it('says in German what its sessions do, in the status bar and in the tree', async () => {
    await workbench.statusItem(/28 % · fertig/).waitFor();
    await workbench.activityIcon('Livestream').click();
    await workbench.treeRow('weather-app').filter({ hasText: 'fertig' }).waitFor();
  });

  it('has its commands in the palette in German', async () => {
    await workbench.palette('Livestream: Dashboard öffnen');
  });

  it('shows the dashboard in German, with numbers as they are written there', async () => {
    const app = workbench.webview().locator('#app');
    await app.getByText('Nachtprotokoll: Aufgabe als erledigt markiert', { exact: true }).waitFor();
    assert.match(await app.locator('.metric-cost .metric-value').innerText(), /^\d+,\d\d\s\$$/);
    assert.equal(await workbench.webview().locator('html').getAttribute('lang'), 'de-DE');
  });
});
