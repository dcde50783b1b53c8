import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAlive } from '../../src/server/base/isAlive.ts';
import { ask, bearer } from '../support/http.ts';
import { useScene } from '../support/scene.ts';
import { until } from '../support/until.ts';
import { launchChromium } from '../support/vscode/chromium.ts';
import { Driver } from '../support/vscode/driver.ts';
import { readServerFile } from '../support/vscode/livestreamServer.ts';
import type { ServerFile } from '../support/vscode/livestreamServer.ts';
import { packageDriver, packageExtension } from '../support/vscode/packageExtension.ts';
import type { Vscode } from '../support/vscode/serveVscode.ts';
import { serveVscode } from '../support/vscode/serveVscode.ts';
import { Workbench } from '../support/vscode/workbench.ts';

describe('the setting livestream.requireToken', function () {
  this.timeout(60_000);
  const scene = useScene(after);
  let driver: Driver;
  let vscode: Vscode;
  let workbench: Workbench;
  const codes: string[] = [];

  before(async () => {
    driver = await Driver.prepare();
    scene.atEnd(() => driver.remove());
    const extensions = [(await packageExtension()).vsix, (await packageDriver()).vsix];
    vscode = await serveVscode({ extensions, env: driver.env });
    scene.atEnd(() => vscode.stop());
    const browser = await launchChromium();
    scene.atEnd(() => browser.close());
    const page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    workbench = new Workbench(page);
    await workbench.open(vscode.origin, scene.folder());
    // Commands that need the server are offered only once the window has found it.
    await page.getByRole('button', { name: /^Livestream\. No session yet/ }).waitFor();
  });

  it('is off by default: programs on this machine need nothing', async () => {
    const server = await runningServer();
    assert.equal((await ask(server, '/api/sessions')).status, 200);
    assert.equal((await openedAddress()).search, '');
  });

  it('reaches the server by the restart that is offered when it changes', async () => {
    const before = await runningServer();
    await driver.run(`await vscode.workspace.getConfiguration('livestream').update('requireToken', true, true);`);
    const notice = workbench.notification('takes up its new settings when it is restarted');
    await notice.locator('a.monaco-button', { hasText: 'Restart Server' }).click();
    const server = await runningServer(before.pid);
    assert.equal((await ask(server, '/api/sessions')).status, 401);
    assert.equal((await ask(server, '/api/sessions', { headers: bearer(vscode) })).status, 200);
  });

  it('leaves the window and its panel connected', async () => {
    await workbench.palette('Livestream: Open Dashboard');
    await workbench.webview().getByText('Connected', { exact: true }).waitFor();
  });

  it('has the browser come with a code, which lets it in once', async () => {
    const { search } = await openedAddress();
    const code = new URLSearchParams(search).get('code') ?? assert.fail('no code');
    codes.push(code);
    const server = await runningServer();
    const headers = { accept: 'text/html' };
    const answer = await ask(server, `/pair?code=${code}`, { headers });
    assert.equal(answer.status, 302);
    const cookie = answer.headers['set-cookie']![0]!.split(';')[0]!;
    const { role } = (await ask(server, '/api/me', { headers: { cookie } })).json() as { role: string };
    assert.equal(role, 'owner');
    assert.notEqual((await ask(server, `/pair?code=${code}`, { headers })).status, 302);
  });

  it('keeps the token and every code out of the logs', async () => {
    const { token } = await runningServer();
    const logs = await logsBelow(dirname(vscode.dataDir));
    assert.match(logs, /connected to http:/, 'what the extension says is among them');
    for (const secret of [token, ...codes]) assert.ok(!logs.includes(secret));
  });

  /** What Open in Browser opens. The editor's server passes nothing on, so the page itself stays empty. */
  async function openedAddress(): Promise<URL> {
    const opened = workbench.page.context().waitForEvent('page');
    await workbench.palette('Livestream: Open in Browser');
    const page = await opened;
    await page.waitForURL(/^http/);
    const address = new URL(page.url());
    await page.close();
    return address;
  }

  /** The server, other than the process `not`, once it answers. */
  function runningServer(not?: number): Promise<ServerFile> {
    return until('the server answers', async () => {
      const file = await readServerFile(vscode.dataDir);
      if (file === null || file.pid === not || !isAlive(file.pid)) return undefined;
      const health = await ask(file, '/api/me').catch(() => undefined);
      return health?.status === 200 ? file : undefined;
    });
  }
});

/** All that the editor and the server have written to logs. */
async function logsBelow(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const logs = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.log'));
  return (await Promise.all(logs.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')))).join('\n');
}
