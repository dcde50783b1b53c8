import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { LiveSession } from '../support/browser/liveSession.ts';
import { launchBrowser, openDashboard, PHONE } from '../support/browser/openDashboard.ts';
import { bearer } from '../support/http.ts';
import { reverseProxy } from '../support/reverseProxy.ts';
import type { ReverseProxy } from '../support/reverseProxy.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';

describe('a phone that comes through a reverse proxy, below a path and by https,', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: RunningServer;
  let session: LiveSession;
  let proxy: ReverseProxy;

  before(async () => {
    browser = await launchBrowser(['--ignore-certificate-errors']);
    session = new LiveSession('night_20261123_020000');
    server = await startServer({ roots: [session.root] });
    proxy = await reverseProxy(server, '/agents/');
  });
  after(async () => {
    await browser.close();
    proxy.close();
    await server.stop();
    session.remove();
  });

  it('is paired, sees the session live, and asks for nothing outside that path', async () => {
    const asked: string[] = [];
    const dashboard = await openDashboard(browser, `${proxy.url}pair?code=${await pairingCode(server)}`, {
      size: PHONE,
      context: { ignoreHTTPSErrors: true },
      before: (page) => {
        page.on('request', (request) => asked.push(request.url()));
        page.on('websocket', (socket) => asked.push(socket.url()));
        return Promise.resolve();
      },
    });
    await dashboard.says('Iteration 1 started');
    session.append('iteration_start', { iteration: 7 });
    await dashboard.says('Iteration 7 started');
    assert.equal(dashboard.page.url().split('#')[0], proxy.url);
    const outside = asked.filter(
      (url) => !/^(https|wss):\/\/localhost:\d+\/agents\//.test(url) && !url.startsWith('data:'),
    );
    assert.deepEqual(outside, []);
    assert.ok(
      asked.some((url) => url.startsWith('wss:')),
      'a socket was opened',
    );
    assert.deepEqual(dashboard.problems, []);
    await dashboard.close();
  });
});

async function pairingCode(server: RunningServer): Promise<string> {
  const headers = { ...(bearer(server) as Record<string, string>), 'content-type': 'application/json' };
  const response = await fetch(new URL('api/access/pairing', server.url), { method: 'POST', headers, body: '{}' });
  return ((await response.json()) as { code: string }).code;
}
