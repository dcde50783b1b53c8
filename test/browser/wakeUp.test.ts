import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Browser, Page, WebSocket } from 'playwright-core';
import { LiveSession } from '../support/browser/liveSession.ts';
import { launchBrowser, openDashboard, PHONE } from '../support/browser/openDashboard.ts';
import type { OpenDashboard } from '../support/browser/openDashboard.ts';
import { ask, bearer } from '../support/http.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';
import { until } from '../support/until.ts';
import { pairingCode } from '../support/visitors.ts';
import { layWire } from '../support/wire.ts';
import type { Wire } from '../support/wire.ts';

/** Between the page and the server lies a wire that can fall silent, so that the page believes that it is connected. */
describe('a dashboard that wakes up', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: RunningServer;
  let session: LiveSession;
  let wire: Wire;
  let dashboard: OpenDashboard;
  let sockets: WebSocket[];

  before(async () => {
    session = new LiveSession('night_20261123_030000');
    server = await startServer({ roots: [session.root] });
    browser = await launchBrowser(['--host-resolver-rules=MAP laptop.test 127.0.0.1', '--no-proxy-server']);
  });
  after(async () => {
    await browser.close();
    await server.stop();
    session.remove();
  });
  beforeEach(async () => {
    wire = await layWire(server.port);
    sockets = [];
  });
  afterEach(async () => {
    await dashboard.close();
    wire.close();
  });

  async function open(url = `http://localhost:${wire.port}/`): Promise<Page> {
    dashboard = await openDashboard(browser, url, {
      size: PHONE,
      before: (page) => Promise.resolve(page.on('websocket', (socket) => sockets.push(socket))),
    });
    // A pairing leads to the start: the session is a tap away.
    if (url.includes('pair?')) await dashboard.page.locator('.card-open').click();
    await dashboard.says('Nothing needed from you');
    return dashboard.page;
  }

  const bar = (page: Page) => page.locator('.connection-bar');

  for (const [event, target] of [
    ['visibilitychange', 'document'],
    ['pageshow', 'window'],
    ['online', 'window'],
  ] as const) {
    it(`finds out at ${event} that its connection is dead, and goes on where it was`, async () => {
      const page = await open();
      wire.stall();
      session.log(`missed before ${event}`);
      await page.evaluate(([name, at]) => (at === 'window' ? window : document).dispatchEvent(new Event(name)), [event, target] as const); // prettier-ignore
      await bar(page).getByText('Checking the connection', { exact: true }).waitFor();
      await page.locator('.status-verdict', { hasText: 'what it does now is unknown' }).waitFor();
      await page.locator('.log-row', { hasText: `missed before ${event}` }).waitFor();
      await bar(page).waitFor({ state: 'detached' });
      assert.equal(sockets.length, 2);
      assert.deepEqual(dashboard.problems, []);
    });
  }

  it('keeps a connection that answers, and shows no bar', async () => {
    const page = await open();
    const pong = sockets[0]!.waitForEvent('framereceived', ({ payload }) => String(payload).includes('"pong"'));
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await pong;
    assert.equal(await bar(page).count(), 0);
    assert.equal(sockets.length, 1);
  });

  it('notices while somebody looks that nothing comes any more', async () => {
    const page = await open();
    await page.clock.install();
    wire.stall();
    session.log('said while the line was dead');
    await page.clock.runFor(45_000);
    await page.locator('.log-row', { hasText: 'said while the line was dead' }).waitFor();
    assert.equal(sockets.length, 2);
  });

  it('says how old it is while the server is away, makes no live claim, and is up to date at once when it is back', async () => {
    const page = await open();
    wire.refuse(true);
    wire.cut();
    await bar(page).getByText('Connection lost', { exact: true }).waitFor();
    const age = async (): Promise<number> =>
      Number(/last update (\d+) s ago/.exec(await bar(page).innerText())?.[1] ?? assert.fail('it tells no age'));
    const first = await age();
    await until('the age has grown', async () => (await age()) > first);
    await dashboard.says('Was running');
    await dashboard.says('Builder when last seen');
    assert.doesNotMatch(await dashboard.text(), /Nothing needed from you/);
    session.log('said meanwhile');
    wire.refuse(false);
    await bar(page).getByRole('button', { name: 'Try now' }).click();
    await page.locator('.log-row', { hasText: 'said meanwhile' }).waitFor();
    await bar(page).waitFor({ state: 'detached' });
    await dashboard.says('Nothing needed from you');
  });

  it('says that it was signed out, tries no more, and comes back once it was let in again', async () => {
    const address = `http://laptop.test:${wire.port}/`;
    const page = await open(`${address}pair?code=${await pairingCode(server)}`);
    await page.locator('.view-only').waitFor();
    const { grants } = (await ask(server, '/api/access', { headers: bearer(server) })).json() as {
      grants: readonly { readonly id: string }[];
    };
    const headers = { ...bearer(server), 'content-type': 'application/json' };
    for (const { id } of grants) await ask(server, '/api/access/revoke', { method: 'POST', headers, body: { id } });
    await bar(page).getByText('You were signed out', { exact: true }).waitFor();
    await bar(page)
      .getByText(/revoked or has expired.*scan the QR code/)
      .waitFor();
    const asked = page.waitForResponse((response) => response.url().endsWith('/api/me'));
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await asked;
    assert.equal(sockets.length, 1, 'it does not knock again and again');

    const other = await page.context().newPage();
    await other.goto(`${address}pair?code=${await pairingCode(server)}`);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await bar(page).waitFor({ state: 'detached' });
    session.log('seen again');
    await page.locator('.log-row', { hasText: 'seen again' }).waitFor();
  });
});
