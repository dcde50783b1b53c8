import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { post } from '../support/http.ts';
import { startIteration } from '../support/sessions.ts';
import { useScene } from '../support/scene.ts';
import { until } from '../support/until.ts';
import { launchChromium } from '../support/vscode/chromium.ts';
import { Driver } from '../support/vscode/driver.ts';
import { readServerFile } from '../support/vscode/livestreamServer.ts';
import { packageDriver, packageExtension } from '../support/vscode/packageExtension.ts';
import { PROJECT } from '../support/vscode/paths.ts';
import { recordedWorkspace } from '../support/vscode/recordedWorkspace.ts';
import type { Vscode } from '../support/vscode/serveVscode.ts';
import { serveVscode } from '../support/vscode/serveVscode.ts';
import { Workbench } from '../support/vscode/workbench.ts';
import { openView } from '../support/browser/openView.ts';

const SESSION = 'weather-app_20261123_002504';
const SECRET = 'very-secret-9f2c';

/** Two windows that share a server, and a service that takes messages. */
describe('alerts, exports and recordings in the editor', function () {
  this.timeout(60_000);
  const scene = useScene(after);
  const received: string[] = [];
  let address: string;
  let workspace: string;
  let vscode: Vscode;
  let driver: Driver;
  let workbench: Workbench;
  let windows: readonly Workbench[] = [];

  before(async () => {
    address = `${await service()}${SECRET}`;
    const recorded = await recordedWorkspace();
    scene.atEnd(() => recorded.remove());
    workspace = recorded.folder;
    driver = await Driver.prepare();
    scene.atEnd(() => driver.remove());
    const extensions = [(await packageExtension()).vsix, (await packageDriver()).vsix];
    vscode = await serveVscode({ extensions, env: driver.env });
    scene.atEnd(() => vscode.stop());
    const browser = await launchChromium();
    scene.atEnd(() => browser.close());
    const open = async (folder: string): Promise<Workbench> => {
      const window = new Workbench(
        await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage(),
      );
      window.page.setDefaultTimeout(15_000);
      await window.open(vscode.origin, folder);
      await window.activityIcon('Livestream').click();
      return window;
    };
    // The driver works in the window that was opened last.
    const other = await open(scene.folder());
    await other.statusItem('Livestream').waitFor();
    workbench = await open(workspace);
    windows = [workbench, other];
    for (const window of windows) await window.treeRow('weather-app').waitFor();
  });

  beforeEach(() => driver.command('notifications.clearAll'));
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    const name = `failed-${this.currentTest.title.replace(/\W+/g, '-')}`;
    for (const [index, { page }] of windows.entries()) await page.screenshot({ path: picture(`${name}-${index + 1}`) });
  });

  it('are told in one of the windows, with the way to the session', async () => {
    await ends('night', false);
    const window = await windowWith('night failed');
    await window.page.screenshot({ path: picture('vscode-alert') });
    await button(window.notification('night failed'), 'Open').click();
    await window.webview().getByText('Failed', { exact: true }).first().waitFor();
  });

  it('are told no more of a session that is muted, in any window', async () => {
    await ends('loud', false);
    const window = await windowWith('loud failed');
    await button(window.notification('loud failed'), 'Mute').click();
    await window.notification('Nobody is told of loud any more').waitFor();
    await window.treeRow('loud').filter({ hasText: 'muted' }).waitFor();
    await window.closeNotification('Nobody is told of loud any more');
    await startIteration(await server(), 'loud', 2);
    await ends('loud', false);
    await ends('next', false);
    await windowWith('next failed');
    for (const one of windows) assert.equal(await one.notification('loud failed').count(), 0);
    // Nothing moves in the tree any more when the new row is there.
    await window.treeRow('next').waitFor();
    await window.rowMenu('loud', 'Unmute Session');
    await window.notification('Alerts of loud are sent again.').waitFor();
  });

  it('are told in the window that is left when the other one is closed', async () => {
    await windows[1]!.close();
    windows = [workbench];
    await ends('late', false);
    await windowWith('late failed');
  });

  it('are only those that the person wants to be told of', async () => {
    const set = (level: string): Promise<unknown> =>
      driver.run(`await vscode.workspace.getConfiguration('livestream').update('notifications', '${level}', true);`);
    await set('important');
    await ends('fine', true);
    await ends('bad', false);
    await windowWith('bad failed');
    for (const one of windows) assert.equal(await one.notification('fine finished').count(), 0);
    await set('all');
    await ends('good', true);
    await windowWith('good finished');
  });

  it('reach a service whose secret VS Code keeps, also after the server was started again', async () => {
    await workbench.palette('Livestream: Open Alert Settings');
    await workbench.page.locator('.tab.active').filter({ hasText: 'alerts.json' }).waitFor();
    const channel = { name: 'team', type: 'slack', secret: 'editor', allowPrivate: true };
    await replaceDocument(JSON.stringify({ channels: [channel] }));
    await until('the server has the channel', async () => (await channels()).includes('"team"'));
    await workbench.palette('Livestream: Set Channel Secret…');
    await workbench.quickRow(/^team$/).click();
    await workbench.page.locator('.quick-input-widget input[type="password"]').fill(address);
    await workbench.page.keyboard.press('Enter');
    await workbench.notification('The secret of team is kept and in use.').waitFor();
    await testChannel();
    const { pid } = await server();
    await workbench.palette('Livestream: Restart Server');
    await until('another server was given the secret', async () => {
      const { pid: now } = (await readServerFile(vscode.dataDir)) ?? { pid };
      return now !== pid && !(await channels()).includes('handed over');
    });
    await workbench.treeRow('weather-app').waitFor();
    await testChannel();
    assert.equal(received.length, 2);
  });

  it('leave the secret in no file: settings, data, logs, exports', () => {
    const files = [...filesBelow(workspace), ...filesBelow(dirname(vscode.dataDir))];
    assert.ok(files.some((file) => file.endsWith('alerts.json')));
    assert.ok(files.some((file) => file.endsWith('.log')));
    assert.deepEqual(
      files.filter((file) => readFileSync(file).includes(SECRET)),
      [],
    );
  });

  it('have settings that are refused, and stay as they were, when they are wrong', async () => {
    await replaceDocument('{ "channels": [');
    await workbench.notification('The settings of alerts are not in use yet: the file is not JSON.').waitFor();
    assert.ok((await channels()).includes('"team"'));
  });

  it('lie in exports in the form that is chosen', async () => {
    await workbench.rowMenu('weather-app', 'Export Session…');
    await workbench.quickRow(/^CSV$/).click();
    await workbench.saveAs(/\.csv$/);
    await listed(`Saved to ${SESSION}.csv`);
    assert.match(readFileSync(join(workspace, `${SESSION}.csv`), 'utf8'), /^[\w,]+\r?\n/);
    for (const ending of ['md', 'json']) {
      const file = join(workspace, `night.${ending}`);
      await driver.run(
        `await vscode.commands.executeCommand('livestream.exportSession', '${SESSION}', vscode.Uri.file(${JSON.stringify(file)}));`,
      );
      await listed(`Saved to night.${ending}`);
    }
    assert.match(readFileSync(join(workspace, 'night.md'), 'utf8'), /^# /);
  });

  it('come in by an import that doubles nothing', async () => {
    await workbench.palette('Livestream: Import Session…');
    await workbench.quickRow(/^night\.json$/).click();
    await listed(`Imported 0 events of session ${SESSION}.`);
  });

  it('are a part of recordings, which are shown again from their beginning', async () => {
    await workbench.palette('Livestream: Replay Recording…');
    await workbench.quickRow(/^night\.json$/).click();
    await workbench.webview().locator('.replay-when', { hasText: '0 s of 10 s' }).waitFor();
    await screenshot('vscode-replay');
  });

  it('go with the report of the night, which the panel saves as a file', async () => {
    const page = workbench.webview();
    await openView(page, 'Report');
    await page.getByRole('radio', { name: '24 hours' }).check();
    await page.getByText('night', { exact: true }).first().waitFor();
    await screenshot('vscode-report-tab');
    await page.getByRole('button', { name: 'Markdown' }).click();
    await workbench.saveAs(/report-[\d-]+\.md$/);
    await listed('Saved to report-');
    const [report] = readdirSync(workspace).filter((name) => /^report-\d{4}-\d\d-\d\d\.md$/.test(name));
    assert.match(readFileSync(join(workspace, report!), 'utf8'), /night/);
  });

  it('are summed up in the morning report', async () => {
    await driver.command('workbench.action.closeAllEditors');
    await workbench.palette('Livestream: Morning Report');
    await workbench.page.locator('.tab.active').filter({ hasText: 'Morning Report' }).waitFor();
    await workbench.webview().locator('h1').waitFor();
    await screenshot('vscode-morning-report');
  });

  /** The one window that shows a message of it; it must be the only one. */
  async function windowWith(text: string): Promise<Workbench> {
    const counts = (): Promise<number[]> => Promise.all(windows.map((window) => window.notification(text).count()));
    await until(`"${text}" is shown`, async () => (await counts()).some((count) => count > 0));
    const shown = await counts();
    assert.equal(
      shown.reduce((sum, count) => sum + count),
      1,
    );
    return windows[shown.indexOf(1)]!;
  }

  async function ends(session: string, success: boolean): Promise<void> {
    const { status } = await post(await server(), `/api/broadcast/${session}`, {
      type: 'completion',
      data: { success },
    });
    assert.equal(status, 200);
  }

  async function server() {
    return (await readServerFile(vscode.dataDir))!;
  }

  async function channels(): Promise<string> {
    const file = await readServerFile(vscode.dataDir);
    if (file === null) return 'handed over';
    const asked = fetch(new URL('/api/alerts/settings', file.url), {
      headers: { authorization: `Bearer ${file.token}` },
    });
    return asked.then((answer) => answer.text()).catch(() => 'handed over');
  }

  async function testChannel(): Promise<void> {
    await workbench.palette('Livestream: Test Notifications');
    await workbench.quickRow(/^team$/).click();
    const done = 'team took the message';
    await workbench.notification(done).waitFor();
    await workbench.closeNotification(done);
  }

  /** As a person types and saves it. */
  function replaceDocument(text: string): Promise<unknown> {
    return driver.run(`
      const editor = vscode.window.activeTextEditor;
      const { lineCount } = editor.document;
      await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, lineCount, 0), ${JSON.stringify(text)}));
      await editor.document.save();`);
  }

  /** Of several messages within a second the editor shows only the first by themselves; its list has all. */
  async function listed(message: string): Promise<void> {
    await driver.command('notifications.showList');
    await workbench.notification(message).waitFor();
  }

  function button(notification: Locator, label: string): Locator {
    return notification.locator('a.monaco-button', { hasText: label });
  }

  /** A service that takes messages; its address. */
  async function service(): Promise<string> {
    const http = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => received.push(text));
      request.on('end', () => response.writeHead(200).end());
    }).listen(0, '127.0.0.1');
    await once(http, 'listening');
    scene.atEnd(() => {
      http.closeAllConnections();
      http.close();
    });
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
  }

  function screenshot(name: string): Promise<unknown> {
    return workbench.page.screenshot({ path: picture(name) });
  }
});

function picture(name: string): string {
  return join(PROJECT, `build/screenshots/${name}.png`);
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
