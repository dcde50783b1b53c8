import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TwoHosts } from '../support/networkNamespaces.ts';
import { makeTwoHosts, whyNoHosts } from '../support/networkNamespaces.ts';
import { useScene } from '../support/scene.ts';
import { PUBLIC_HOST, standInNgrok } from '../support/tunnelScene.ts';
import { until } from '../support/until.ts';
import { CHROMIUM, launchChromium } from '../support/vscode/chromium.ts';
import { readServerFile } from '../support/vscode/livestreamServer.ts';
import { packageExtension } from '../support/vscode/packageExtension.ts';
import { PROJECT } from '../support/vscode/paths.ts';
import { recordedWorkspace } from '../support/vscode/recordedWorkspace.ts';
import type { Vscode } from '../support/vscode/serveVscode.ts';
import { serveVscode } from '../support/vscode/serveVscode.ts';
import { Workbench } from '../support/vscode/workbench.ts';

const SESSION = 'weather-app_20261123_002504';
const SHARED = 'Shared on LAN';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1';
/** What somebody might call themselves to have the editor do something. */
const RUDE = '$(trash) [me](command:workbench.action.closeWindow)';

/** Editor, server and browser on one host of the test's own, the phone on another: no request leaves the two. */
describe('sharing from the editor', function () {
  this.timeout(60_000);
  const scene = useScene(after);
  let hosts: TwoHosts;
  let vscode: Vscode;
  let workbench: Workbench;

  before(async function () {
    const why = whyNoHosts();
    if (why !== undefined) {
      console.log(`      left out: ${why}`);
      return this.skip();
    }
    hosts = makeTwoHosts();
    scene.atEnd(() => hosts.remove());
    const workspace = await recordedWorkspace();
    scene.atEnd(() => workspace.remove());
    const { env } = standInNgrok(scene.folder(), 'open');
    const { through } = hosts.machine;
    vscode = await serveVscode({ extensions: [(await packageExtension()).vsix], env, through });
    scene.atEnd(() => vscode.stop());
    const browser = await launchChromium(hosts.machine.executable(CHROMIUM));
    scene.atEnd(() => browser.close());
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    workbench = new Workbench(page);
    await workbench.open(vscode.origin, workspace.folder);
    await workbench.activityIcon('Livestream').click();
    await workbench.treeRow('weather-app').waitFor();
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed' || workbench === undefined) return;
    await workbench.page.screenshot({ path: screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`) });
  });

  it('is off at first: no mark, and no stop is offered', async () => {
    assert.equal(await mark().count(), 0);
    await assert.rejects(hosts.phone.ask(await lanUrl()), /ECONNREFUSED/);
    await workbench.page.keyboard.press('F1');
    await workbench.quickInput().fill('>Livestream: Sto');
    await workbench.quickRow(/^Livestream: Stop Server$/).waitFor();
    assert.equal(await workbench.quickRow(/^Livestream: Stop Sharing$/).count(), 0);
    await workbench.page.keyboard.press('Escape');
  });

  it('begins by a button above the tree, and says whose network it is', async () => {
    await workbench.titleAction('Share on LAN').click();
    const network = workbench.quickRow(new RegExp(`^${hosts.machine.address}$`));
    await network.waitFor();
    const whose = await workbench.quickInput().getAttribute('placeholder');
    assert.match(whose ?? '', /^The server runs on .+\. This is its network/);
    await network.click();
    await mark().waitFor();
    assert.equal((await hosts.phone.ask(await lanUrl())).status, 401);
  });

  it('shows the address with a QR code', async () => {
    const dialog = workbench.webview().getByRole('dialog');
    await dialog
      .getByText(await lanUrl())
      .first()
      .waitFor();
    await dialog.getByRole('img', { name: /QR code/i }).waitFor();
    await workbench.page.screenshot({ path: screenshot('vscode-sharing') });
    await workbench.page.keyboard.press('Escape');
  });

  it('is marked in the status bar, with the address and since when', async () => {
    const spoken = new RegExp(`Shared on LAN\\. On the LAN at ${await lanUrl()} since .*2`);
    await until('the mark says where', async () => spoken.test((await mark().getAttribute('aria-label')) ?? ''));
    assert.match((await mark().getAttribute('class')) ?? '', /warning-kind/);
  });

  it('lets a phone in by the address on the clipboard, once, and disconnects it when it is revoked', async () => {
    await workbench.palette('Livestream: Copy LAN URL');
    await workbench.notification('It lets one device in, once').waitFor();
    const cookie = await enter(await clipboard());
    const socket = await hosts.phone.connect(`${(await lanUrl()).replace('http', 'ws')}ws`, { cookie });
    await workbench.palette('Livestream: Devices');
    const row = workbench.quickRow(/Safari on iPhone/);
    await row.waitFor();
    assert.match((await row.textContent()) ?? '', /viewer.*last seen just now from 198\.51\.100\.2/);
    await workbench.page.screenshot({ path: screenshot('vscode-devices') });
    await row.click();
    await workbench.dialogButton('Revoke').click();
    await until('the phone is disconnected', () => socket.closed() === 4401);
    await workbench.notification('Revoked Safari on iPhone').waitFor();
  });

  it('copies a link to one session from its menu, and shows nothing else to whoever has it', async () => {
    await workbench.rowMenu('weather-app', 'Copy Share Link to Session…');
    await workbench.quickRow(/^1 day$/).click();
    await workbench.notification('sees this one session for 1 day').waitFor();
    const cookie = await enter(await clipboard());
    const me = await hosts.phone.ask(`${await lanUrl()}api/me`, { headers: { cookie } });
    const { role, session } = JSON.parse(me.text) as { role: string; session: string };
    assert.deepEqual({ role, session }, { role: 'guest', session: SESSION });
  });

  it('shows what people call themselves as text', async () => {
    const { token } = (await readServerFile(vscode.dataDir))!;
    await hosts.machine.ask(`${await localUrl()}api/access/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: RUDE, role: 'viewer' }),
    });
    await workbench.palette('Livestream: Devices');
    const row = workbench.quickRow(/\$\(trash\) \[me\]/);
    await row.click();
    await workbench.dialogButton('Revoke').click();
    const done = workbench.notification('Revoked $(trash)');
    await done.waitFor();
    assert.equal(await done.locator('.notification-list-item-message a').count(), 0);
  });

  it('goes by a tunnel too, and says so', async () => {
    await workbench.palette('Livestream: Start Tunnel (ngrok)');
    await workbench.statusItem('Shared on LAN and by tunnel').waitFor();
    await workbench.webview().getByRole('dialog').getByText(PUBLIC_HOST).first().waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.palette('Livestream: Stop Tunnel');
    await workbench.statusItem(/Shared on LAN$/).waitFor();
  });

  it('ends by a click on the mark', async () => {
    await mark().locator('a').click();
    await workbench.quickRow(/Stop Sharing/).click();
    await mark().waitFor({ state: 'detached' });
    await assert.rejects(hosts.phone.ask(await lanUrl()), /ECONNREFUSED/);
  });

  function mark() {
    return workbench.statusItem(SHARED);
  }

  function clipboard(): Promise<string> {
    return workbench.page.evaluate(() => navigator.clipboard.readText());
  }

  async function localUrl(): Promise<string> {
    return new URL('/', (await readServerFile(vscode.dataDir))!.url).href;
  }

  async function lanUrl(): Promise<string> {
    const { port } = (await readServerFile(vscode.dataDir))!;
    return `http://${hosts.machine.address}:${port}/`;
  }

  /** Opens a way in on the phone; the cookie that it has from then on. */
  async function enter(url: string): Promise<string> {
    const answer = await hosts.phone.ask(url, { headers: { 'user-agent': IPHONE, accept: 'text/html' } });
    assert.equal(answer.status, 302, answer.text);
    const again = await hosts.phone.ask(url, { headers: { accept: 'text/html' } });
    if (url.includes('/pair')) assert.notEqual(again.status, 302, 'a code opens once');
    return (answer.headers['set-cookie'] ?? assert.fail('no cookie was set'))[0]!.split(';')[0]!;
  }
});

function screenshot(name: string): string {
  return join(PROJECT, `build/screenshots/${name}.png`);
}
