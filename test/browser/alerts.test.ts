import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Browser, Locator } from 'playwright-core';
import { complaints } from '../support/browser/accessibility.ts';
import { launchBrowser, openDashboard, overflow, PHONE } from '../support/browser/openDashboard.ts';
import type { DashboardSetup, OpenDashboard } from '../support/browser/openDashboard.ts';
import { ask, bearer, post } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { until } from '../support/until.ts';

describe('alerts in the dashboard', function () {
  this.timeout(60_000);
  const scene = useScene(afterEach);
  let browser: Browser;
  let dashboard: OpenDashboard;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  afterEach(() => assert.deepEqual(dashboard.problems, []));

  /** A service that refuses whatever it is told. */
  async function refusing(): Promise<string> {
    const http = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(404).end());
    }).listen(0, '127.0.0.1');
    await once(http, 'listening');
    scene.atEnd(() => http.close());
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}/hook`;
  }

  async function withChannel(): Promise<RunningServer> {
    const server = await scene.server({ env: { TEAM: await refusing() } });
    const body = { channels: [{ name: 'team', type: 'slack', secret: 'env:TEAM', allowPrivate: true }] };
    const headers = { ...bearer(server), 'content-type': 'application/json' };
    assert.equal((await ask(server, '/api/alerts/settings', { method: 'POST', headers, body })).status, 200);
    return server;
  }

  async function open(server: RunningServer, setup: DashboardSetup = {}): Promise<Locator> {
    dashboard = await openDashboard(browser, server.url, setup);
    // Before its server: that it is gone would be a problem.
    scene.atEnd(() => dashboard.close());
    const bell = dashboard.page.locator('.bell');
    await bell.waitFor();
    return bell;
  }

  const begins = (server: RunningServer, session = 'night') =>
    post(server, `/api/broadcast/${session}`, { type: 'phase_change', data: { phase: 'builder', context_percent: 3 } });
  const fails = (server: RunningServer, session = 'night') =>
    post(server, `/api/broadcast/${session}`, { type: 'completion', data: { success: false } });

  it('ring once when a session fails, without a reload, and say that a channel did not deliver', async () => {
    const server = await withChannel();
    await begins(server);
    const bell = await open(server);
    assert.equal(await bell.getAttribute('title'), 'Alerts: none needs you');
    await fails(server);
    await until('the bell rings, and warns', async () =>
      (await bell.getAttribute('title')) === 'Alerts: 1 needs you, 1 not delivered'); // prettier-ignore
    await bell.click();
    const alert = dashboard.page.locator('.alert');
    await alert.locator('.delivery-failed').waitFor();
    assert.equal(await alert.count(), 1);
    assert.match(await alert.innerText(), /night failed[\s\S]*Problem[\s\S]*team Not delivered: /);
    await dashboard.says('1 alert was not delivered.');
    await dashboard.says(/Channels team/);
    assert.equal(await dashboard.page.getByRole('button', { name: 'Test' }).count(), 0, 'only for those who may');
    await dashboard.page.keyboard.press('Escape');
    await until('it was looked at', async () => (await bell.getAttribute('title')) === 'Alerts: none needs you');
  });

  it('lead to the session as it was then', async () => {
    const server = await withChannel();
    await begins(server);
    await fails(server);
    const bell = await open(server);
    await bell.click();
    await dashboard.page.locator('.alert .link-button').click();
    await dashboard.page.locator('.scrubber').waitFor();
    assert.match(dashboard.page.url(), /session=night&t=\d+/);
  });

  it('are all there, the older ones when somebody asks for them', async () => {
    const server = await scene.server();
    const sessions = Array.from({ length: 103 }, (_, index) => `night-${index}`);
    for (const session of sessions) {
      await begins(server, session);
      await fails(server, session);
    }
    const bell = await open(server);
    await bell.click();
    const alerts = dashboard.page.locator('.alert h3');
    await until('the newest are there', async () => (await alerts.count()) === 100);
    await dashboard.page.getByRole('button', { name: 'Show older alerts' }).click();
    await until('all are there', async () => (await alerts.count()) === 103);
    const told = (await alerts.allInnerTexts()).map((text) => /night-\d+/.exec(text)?.[0]);
    assert.deepEqual(told, sessions.toReversed());
    assert.equal(await dashboard.page.getByRole('button', { name: 'Show older alerts' }).count(), 0);
  });

  it('notify in the browser only what is new, and only those who asked for it', async () => {
    const server = await withChannel();
    await begins(server);
    await open(server, {
      before: (page) =>
        page.addInitScript(() => {
          const told: string[] = [];
          class Told {
            static permission = 'default';
            static requestPermission(): Promise<string> {
              return Promise.resolve((Told.permission = 'granted'));
            }
            constructor(title: string) {
              told.push(title);
            }
          }
          Object.assign(window, { Notification: Told, told });
        }),
    });
    const { page } = dashboard;
    const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told);
    await page.locator('.bell').click();
    await page.getByLabel('Notify me in this browser').check();
    await fails(server);
    await until('it is told', async () => (await told()).length > 0);
    assert.deepEqual(await told(), ['night failed']);
  });

  for (const theme of ['dark', 'light'] as const) {
    it(`can be read by everybody, on a phone too: ${theme}`, async () => {
      const server = await withChannel();
      await begins(server);
      await fails(server);
      const bell = await open(server, { theme, size: PHONE, context: { bypassCSP: true } });
      await bell.focus();
      await dashboard.page.keyboard.press('Enter');
      await dashboard.page.locator('.delivery-failed').waitFor();
      assert.equal(await overflow(dashboard.page), 0);
      assert.deepEqual(await complaints(dashboard.page), []);
    });
  }
});
