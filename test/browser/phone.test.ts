import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { LiveSession } from '../support/browser/liveSession.ts';
import { launchBrowser, PHONE } from '../support/browser/openDashboard.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';

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
  let token: string;

  before(async () => {
    browser = await launchBrowser(['--host-resolver-rules=MAP laptop.test 127.0.0.1', '--no-proxy-server']);
    session = new LiveSession('night_20261123_010000');
    server = await startServer({ roots: [session.root] });
    address = `http://laptop.test:${server.port}/`;
    ({ token } = JSON.parse(readFileSync(join(server.dataDir, 'server.json'), 'utf8')) as { token: string });
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

  it('is not let in without the code', async () => {
    const page = await phone();
    const response = await page.goto(address);
    assert.equal(response?.status(), 401);
    assert.match(await page.locator('body').innerText(), /scan the QR code/);
    const wrong = await page.goto(`${address}?token=${token.slice(1)}x`);
    assert.equal(wrong?.status(), 401);
  });

  it('sees the session live once it scanned the code, and keeps no code in its address', async () => {
    const page = await phone();
    await page.goto(`${address}?token=${token}`);
    await page.getByText('Nothing needed from you', { exact: true }).waitFor();
    session.log('seen on the phone');
    await page.locator('.log-row', { hasText: 'seen on the phone' }).waitFor();
    assert.ok(!page.url().includes(token));
    assert.ok(!(await page.evaluate(() => document.cookie)).includes(token));
    await page.goto(address);
    await page.locator('.log-row', { hasText: 'seen on the phone' }).waitFor();
  });

  it('is still let in when the server was started anew', async () => {
    const page = await phone();
    await page.goto(`${address}?token=${token}`);
    await page.getByText('Nothing needed from you', { exact: true }).waitFor();
    const { port, dataDir } = server;
    await server.kill();
    await page.locator('.notice-lost').waitFor();
    server = await startServer({ roots: [session.root], port, dataDir });
    await page.locator('.connection-connected').waitFor();
  });

  it('is told to scan the code again once its owner shut everyone out, and then goes on', async () => {
    const page = await phone();
    await page.goto(`${address}?token=${token}`);
    await page.getByText('Nothing needed from you', { exact: true }).waitFor();
    const { port, dataDir } = server;
    await server.kill();
    rmSync(join(dataDir, 'token'));
    server = await startServer({ roots: [session.root], port, dataDir });
    await page.locator('.notice-lost', { hasText: 'scan the QR code that it shows, once more' }).waitFor();
    ({ token } = JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')) as { token: string });
    await page.goto(`${address}?token=${token}`);
    await page.locator('.connection-connected').waitFor();
  });
});
