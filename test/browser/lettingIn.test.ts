import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { LiveSession } from '../support/browser/liveSession.ts';
import { launchBrowser } from '../support/browser/openDashboard.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';
import { asOwner, pairingCode, shareLink } from '../support/visitors.ts';

const SESSION = 'night_20261123_020000';
const PASSWORD = 'correct horse battery';

/** Names that this browser alone resolves, to loopback: to the server they are as foreign as any other. */
describe('a browser elsewhere', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: RunningServer;
  let session: LiveSession;
  let address: string;
  let otherSite: Server;

  before(async () => {
    browser = await launchBrowser(['--host-resolver-rules=MAP *.test 127.0.0.1', '--no-proxy-server']);
    session = new LiveSession(SESSION);
    server = await startServer({ roots: [session.root] });
    address = `http://laptop.test:${server.port}/`;
    await asOwner(server, '/api/access/users', { name: 'ada', role: 'viewer', password: PASSWORD });
    otherSite = createServer((request, response) => {
      const to = new URL(request.url!, 'http://x').searchParams.get('to')!;
      response.setHeader('content-type', 'text/html').end(`<a href="${to}">open</a>`);
    }).listen(0, '127.0.0.1');
    await once(otherSite, 'listening');
  });
  after(async () => {
    await browser.close();
    otherSite.close();
    await server.stop();
    session.remove();
  });

  async function freshPage(): Promise<Page> {
    return (await browser.newContext()).newPage();
  }

  /** Follows a link from a page of another site, as from a chat or a mail on the web. */
  async function followFromElsewhere(page: Page, to: string): Promise<void> {
    const { port } = otherSite.address() as AddressInfo;
    await page.goto(`http://chat.test:${port}/?to=${encodeURIComponent(to)}`);
    await page.getByRole('link', { name: 'open' }).click();
  }

  it('is let in at the first try by a code in a link from another site, and keeps no code in its history', async () => {
    const page = await freshPage();
    const code = await pairingCode(server);
    await followFromElsewhere(page, `${address}pair?code=${code}`);
    await page.locator('.connection-connected').waitFor();
    assert.ok(!page.url().includes(code));
    await page.goBack();
    await page.getByRole('link', { name: 'open' }).waitFor();
    assert.match(page.url(), /^http:\/\/chat\.test/, 'one step back is the page that had the link');
  });

  it('sees the one session of a share link from another site, and no list of others', async () => {
    const page = await freshPage();
    const path = await shareLink(server, SESSION);
    await followFromElsewhere(page, new URL(path, address).href);
    await page.getByText('Nothing needed from you', { exact: true }).waitFor();
    assert.equal(page.url(), `${address}#session=${SESSION}`);
  });

  it('signs in with a name and a password, and out again', async () => {
    const page = await freshPage();
    const problems: string[] = [];
    page.on('console', (message) => /Content.Security.Policy/.test(message.text()) && problems.push(message.text()));
    await page.goto(address);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('Name').fill('ada');
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').filter({ hasText: 'no user with this name and password' }).waitFor();
    await page.getByLabel('Name').fill('ada');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.connection-connected').waitFor();
    assert.match(await page.locator('.who').innerText(), /Signed in as\s+ada/);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    assert.equal(page.url(), `${address}sign-in`);
    await page.goto(address);
    await page.getByRole('heading', { name: 'Not let in yet' }).waitFor();
    assert.deepEqual(problems, []);
  });

  it('is told in German why it is not let in, and signs in so, if it prefers German', async () => {
    const page = await (await browser.newContext({ locale: 'de-DE' })).newPage();
    await page.goto(address);
    await page.getByRole('heading', { name: 'Noch kein Zugang' }).waitFor();
    await page.getByText('Scannen Sie den QR-Code').waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'de');
    await page.getByRole('link', { name: 'Anmelden' }).click();
    await page.getByLabel('Name').fill('ada');
    await page.getByLabel('Passwort').fill('not the password');
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await page.getByRole('alert').filter({ hasText: 'keinen Benutzer mit diesem Namen' }).waitFor();
    await page.getByLabel('Name').fill('ada');
    await page.getByLabel('Passwort').fill(PASSWORD);
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await page.locator('.connection-connected').waitFor();
    assert.match(await page.locator('.who').innerText(), /ada/);
  });
});
