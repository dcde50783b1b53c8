import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { LiveSession } from '../support/browser/liveSession.ts';
import { launchBrowser, openDashboard } from '../support/browser/openDashboard.ts';
import { reverseProxy } from '../support/reverseProxy.ts';
import type { ReverseProxy } from '../support/reverseProxy.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';
import { pairingCode } from '../support/visitors.ts';

describe('a dashboard below a path of a reverse proxy with https', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: RunningServer;
  let session: LiveSession;
  let proxy: ReverseProxy;

  before(async () => {
    session = new LiveSession('night_20261123_040000');
    server = await startServer({ roots: [session.root] });
    proxy = await reverseProxy(server, '/tools/live/');
    browser = await launchBrowser(['--no-proxy-server']);
  });
  after(async () => {
    await browser.close();
    proxy.close();
    await server.stop();
    session.remove();
  });

  it('finds its socket, its answers and its export there, and shows no secret', async () => {
    const sockets: string[] = [];
    const url = `${proxy.url}pair?code=${await pairingCode(server)}`;
    const { page, says } = await openDashboard(browser, url, {
      context: { ignoreHTTPSErrors: true, acceptDownloads: true },
      before: (opened) => Promise.resolve(opened.on('websocket', (socket) => sockets.push(socket.url()))),
    });
    await page.locator('.card-open').click();
    await says('Nothing needed from you');
    session.log('DB_PASSWORD=hunter2-planted');
    await page.locator('.log-row', { hasText: 'DB_PASSWORD=[password hidden]' }).waitFor();
    assert.deepEqual(sockets, [`wss://localhost:${proxy.port}/tools/live/ws`]);
    await page.locator('.export-button').click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-format=json]').click()]);
    assert.equal(new URL(download.url()).pathname, `/tools/live/api/export/${session.id}`);
    const exported = await readFile(await download.path(), 'utf8');
    assert.match(exported, /DB_PASSWORD=\[password hidden\]/);
    assert.doesNotMatch(exported, /hunter2-planted/);
  });
});
