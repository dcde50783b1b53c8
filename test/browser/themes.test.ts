import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { complaints } from '../support/browser/accessibility.ts';
import { DESKTOP, launchBrowser, openDashboard, overflow, PHONE } from '../support/browser/openDashboard.ts';
import { RECORDED_ROOT } from '../support/browser/recordedSession.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';
import { asOwner } from '../support/visitors.ts';

describe('a theme', function () {
  this.timeout(90_000);
  let browser: Browser;
  let server: RunningServer;

  before(async () => {
    server = await startServer({ roots: [RECORDED_ROOT] });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await server.stop();
  });

  it('changes from dark to light to the system’s, redraws the charts and remembers', async () => {
    const dashboard = await openDashboard(browser, server.url, { context: { colorScheme: 'dark' } });
    const { page } = dashboard;
    const chart = page.locator('.panel-context-chart canvas');
    await chart.waitFor();
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const picture = () => chart.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    const [darkGround, darkChart] = [await ground(), await picture()];

    await page.locator('.theme-button').click();
    await page.waitForFunction((was) => getComputedStyle(document.body).backgroundColor !== was, darkGround);
    await page.waitForFunction(([canvas, was]) => (canvas as HTMLCanvasElement).toDataURL() !== was, [
      await chart.elementHandle(),
      darkChart,
    ] as const);
    const lightGround = await ground();
    await page.reload();
    await chart.waitFor();
    assert.equal(await ground(), lightGround);

    await page.locator('.theme-button').click();
    await page.locator('.theme-button[aria-label="Theme: system. Change"]').waitFor();
    assert.equal(await ground(), darkGround);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.waitForFunction((light) => getComputedStyle(document.body).backgroundColor === light, lightGround);
    assert.deepEqual(dashboard.problems, []);
    await dashboard.close();
  });
});

describe('the pages of those who are not let in', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: RunningServer;

  before(async () => {
    browser = await launchBrowser(['--host-resolver-rules=MAP *.test 127.0.0.1', '--no-proxy-server']);
    server = await startServer();
    await asOwner(server, '/api/access/users', { name: 'ada', role: 'viewer', password: 'correct horse battery' });
  });
  after(async () => {
    await browser.close();
    await server.stop();
  });

  for (const [name, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    for (const colorScheme of ['dark', 'light'] as const) {
      it(`have nothing for axe to complain about on a ${name} in ${colorScheme}, and room`, async () => {
        const context = await browser.newContext({ viewport: size, colorScheme, bypassCSP: true });
        const page = await context.newPage();
        for (const path of ['', 'pair?code=', 'sign-in']) {
          await page.goto(`http://laptop.test:${server.port}/${path}`);
          assert.deepEqual(await complaints(page), [], path);
          assert.equal(await overflow(page), 0, path);
        }
        await context.close();
      });
    }
  }
});
