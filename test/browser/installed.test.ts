import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { FrameServer } from '../support/browser/frameServer.ts';
import { LiveSession } from '../support/browser/liveSession.ts';
import { launchBrowser, openDashboard, PHONE } from '../support/browser/openDashboard.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';
import { until } from '../support/until.ts';

const BUILT = join(import.meta.dirname, '../../dist/webview');

describe('the dashboard as an app', function () {
  this.timeout(60_000);
  let browser: Browser;
  const ends: (() => unknown)[] = [];

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  afterEach(async () => {
    for (let end = ends.pop(); end; end = ends.pop()) await end();
  });

  it('can be installed, with a name and icons', async () => {
    const { page } = await open(await serve());
    const devtools = await page.context().newCDPSession(page);
    const { errors } = await devtools.send('Page.getAppManifest');
    assert.deepEqual(errors, []);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // A browser of the tests keeps nothing, so it installs nothing either.
    assert.deepEqual(
      installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'),
      [],
    );
  });

  it('opens without its server, says that it is not connected, and is back as soon as the server is', async () => {
    const server = await serve();
    const { page, says } = await open(server);
    await isKept(page);
    await server.kill();
    await page.goto(server.url);
    await says('Connection lost');
    const session = new LiveSession('night_20261123_040000');
    ends.push(() => session.remove());
    const again = await startServer({ roots: [session.root], port: server.port });
    ends.push(() => again.stop());
    await says('Iteration 1 started');
  });

  it('opens without its server in German too, for those who read that', async () => {
    const server = await serve();
    const { page, says } = await open(server, { locale: 'de-DE' });
    await isKept(page);
    await server.kill();
    await page.goto(server.url);
    await says('Verbindung verloren');
  });

  it('keeps the page, and no answer of the server', async () => {
    const session = new LiveSession('night_20261123_030000');
    ends.push(() => session.remove());
    const server = await serve([session.root]);
    const { page, says } = await open(server);
    await says('Iteration 1 started');
    await isKept(page);
    await page.evaluate(() => fetch('api/sessions').then((answer) => answer.text()));
    await page.reload();
    await says('Iteration 1 started');
    assert.deepEqual(await keptFiles(page), ['/', '/icon.svg', '/main.js', '/style.css']);
  });

  it('is another one with another version, and keeps nothing of the old', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'livestream-page-'));
    cpSync(BUILT, folder, { recursive: true });
    const server = new FrameServer(folder);
    ends.push(
      () => server.stop(),
      () => rmSync(folder, { recursive: true, force: true }),
    );
    const { page } = await open({ url: await server.listen() });
    await isKept(page);
    const [old] = await caches(page);
    const worker = join(folder, 'serviceWorker.js');
    const version = old!.replace('livestream-page-', '');
    writeFileSync(worker, readFileSync(worker, 'utf8').replaceAll(version, '99.0.0'));
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const kept = await until('the old version is gone', async () => {
      const names = await caches(page);
      return !names.includes(old!) && names;
    });
    assert.deepEqual(kept, ['livestream-page-99.0.0']);
  });

  async function serve(roots?: readonly string[]): Promise<RunningServer> {
    const server = await startServer(roots ? { roots } : {});
    ends.push(() => server.kill());
    return server;
  }

  async function open({ url }: { readonly url: string }, context: BrowserContextOptions = {}) {
    const dashboard = await openDashboard(browser, url, { size: PHONE, context });
    ends.push(() => dashboard.close());
    return dashboard;
  }
});

/** Waits until the page would open without its server. */
async function isKept(page: Page): Promise<void> {
  await until('the page is kept', () =>
    page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      return active?.state === 'activated' && navigator.serviceWorker.controller !== null;
    }),
  );
}

/** The names of what the browser keeps for the page. */
function caches(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => window.caches.keys());
}

/** The paths of what the browser keeps for the page. */
function keptFiles(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { caches } = window;
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests
      .flat()
      .map(({ url }) => new URL(url).pathname)
      .sort();
  });
}
