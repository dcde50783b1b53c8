import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { LiveSession } from '../support/browser/liveSession.ts';
import { launchBrowser, PHONE } from '../support/browser/openDashboard.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';
import { asOwner, pairingCode } from '../support/visitors.ts';

/**
 * A phone reaches the server by an address that is not loopback's. Here that is a name which this browser alone resolves
 * to loopback: to the server it is as foreign as any other, and no packet leaves the machine.
 */
describe('a phone in the network', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: RunningServer;
  let session: LiveSession;
  let address: string;

  before(async () => {
    browser = await launchBrowser(['--host-resolver-rules=MAP laptop.test 127.0.0.1', '--no-proxy-server']);
    session = new LiveSession('night_20261123_010000');
    server = await startServer({ roots: [session.root] });
    address = `http://laptop.test:${server.port}/`;
  });
  after(async () => {
    await browser.close();
    await server.stop();
    session.remove();
  });

  async function phone(): Promise<Page> {
    const context = await browser.newContext({ viewport: PHONE, isMobile: true, hasTouch: true });
    return context.newPage();
  }

  /** Opens the address that a QR code holds; the code. */
  async function scan(page: Page): Promise<string> {
    const code = await pairingCode(server);
    await page.goto(`${address}pair?code=${code}`);
    return code;
  }

  it('is not let in without the code', async () => {
    const page = await phone();
    const response = await page.goto(address);
    assert.equal(response?.status(), 401);
    assert.match(await page.locator('body').innerText(), /scan the QR code/);
    const wrong = await page.goto(`${address}pair?code=wrong`);
    assert.equal(wrong?.status(), 401);
    assert.match(await page.locator('body').innerText(), /fresh QR code/);
  });

  it('sees the session live once it scanned the code, and keeps no code in its address', async () => {
    const page = await phone();
    const code = await scan(page);
    await page.locator('.card-open').click();
    await page.getByText('Nothing needed from you', { exact: true }).waitFor();
    session.log('seen on the phone');
    await page.locator('.log-row', { hasText: 'seen on the phone' }).waitFor();
    assert.ok(!page.url().includes(code));
    assert.equal(await page.evaluate(() => document.cookie), '');
    await page.goto(address);
    await page.locator('.card-line', { hasText: 'seen on the phone' }).waitFor();
  });

  it('is still let in when the server was started anew', async () => {
    const page = await phone();
    await scan(page);
    await page.locator('.card').waitFor();
    const { port, dataDir } = server;
    await server.kill();
    await page.locator('.connection-bar', { hasText: 'Connection lost' }).waitFor();
    server = await startServer({ roots: [session.root], port, dataDir });
    await page.locator('.connection-connected').waitFor();
  });

  it('is told what to do at the moment it is revoked, and goes on once it scanned a new code', async () => {
    const page = await phone();
    await scan(page);
    await page.locator('.card').waitFor();
    const { grants } = (await asOwner(server, '/api/access')) as { grants: { id: string; kind: string }[] };
    await asOwner(server, '/api/access/revoke', { id: grants.findLast(({ kind }) => kind === 'device')!.id });
    await page.getByText('scan the QR code that the server shows').waitFor();
    await scan(page);
    await page.locator('.connection-connected').waitFor();
  });
});
