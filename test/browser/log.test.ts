import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { LiveSession } from '../support/browser/liveSession.ts';
import { launchBrowser, openDashboard } from '../support/browser/openDashboard.ts';
import type { OpenDashboard } from '../support/browser/openDashboard.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';

describe('the log in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: RunningServer;
  let session: LiveSession;
  let dashboard: OpenDashboard;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    session = new LiveSession('log_20261123_010000');
    session.appendAll(numbered(1, 100));
    server = await startServer({ roots: [session.root] });
    dashboard = await openDashboard(browser, server.url);
    await dashboard.says('line number 100');
  });
  afterEach(async () => {
    assert.deepEqual(dashboard.problems, []);
    await dashboard.close();
    await server.stop();
    session.remove();
  });

  it('follows the newest line, and stands still while someone reads', async () => {
    const { page } = dashboard;
    session.log('line number 101');
    await dashboard.says('line number 101');

    await page.locator('.log-scroller').hover();
    await page.mouse.wheel(0, -400);
    await dashboard.says('· paused');
    const top = await page.locator('.log-scroller').evaluate((scroller) => scroller.scrollTop);
    session.appendAll(numbered(102, 104));
    await page.getByText('3 new lines').waitFor();
    assert.equal(await page.locator('.log-scroller').evaluate((scroller) => scroller.scrollTop), top);
    assert.ok(!(await page.locator('.log-scroller').innerText()).includes('line number 104'));

    await page.getByText('3 new lines').click();
    await dashboard.says('line number 104');
    await dashboard.says('· following');
  });

  it('is stopped and let go with a button', async () => {
    const { page } = dashboard;
    await page.getByText('Pause', { exact: true }).click();
    session.log('while it stood');
    await page.getByText('1 new line').waitFor();
    await page.getByText('Follow', { exact: true }).click();
    await dashboard.says('while it stood');
  });

  it('finds lines by level and by text', async () => {
    const { page } = dashboard;
    session.log('out of \u001b[31mdisk\u001b[0m space', 'error');
    session.log('nearly out of disk space', 'warning');
    await dashboard.says('nearly out of disk space');
    await page.locator('.log-search input').fill('of DISK');
    await dashboard.says('2 matching');
    await page.locator('.log-tools vscode-dropdown').click();
    await page.getByRole('option', { name: 'Errors', exact: true }).click();
    await dashboard.says('1 matching');
    assert.equal(await page.locator('.log-row').count(), 1);
    await page.locator('.log-search input').fill('nowhere');
    await dashboard.says('No line matches.');
  });

  it('opens a long line where it stands', async () => {
    const { page } = dashboard;
    session.log(`a long line ${'word '.repeat(200)}and its end`);
    const row = page.locator('.log-row', { hasText: 'a long line' });
    await row.waitFor();
    const closed = (await row.boundingBox())!.height;
    const text = await row.locator('button').evaluate((button) => button.scrollHeight);
    assert.ok(text <= closed, 'the closed line is seen whole, in its height');
    await row.locator('button').click();
    await row.getByText('and its end').waitFor();
    const open = (await row.boundingBox())!.height;
    assert.ok(open > closed * 2, `${open} is not much more than ${closed}`);
    await row.locator('button').click();
    assert.equal((await row.boundingBox())!.height, closed);
  });

  it('is walked line by line with the keyboard, and no line slips away from under it', async () => {
    const { page } = dashboard;
    session.appendAll(
      numbered(101, 160).map(([type, { line }]) => [type, { line: line.padEnd(60, '.'), level: 'info' }]),
    );
    await dashboard.says('line number 160');
    await page.locator('.log-scroller').focus();
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    await page.keyboard.press('Tab');
    const start = Number(/line number (\d+)/.exec(await focused())?.[1]);
    await dashboard.says('· paused');
    session.appendAll(numbered(161, 180));
    await page.getByText('20 new lines').waitFor();
    for (let line = start; line <= 160; line++) {
      assert.match(await focused(), new RegExp(`^line number ${line}\\.`));
      await page.keyboard.press('Tab');
    }
  });

  it('keeps few rows in the page, however many lines there are', async () => {
    const { page } = dashboard;
    session.appendAll(numbered(101, 20_000));
    await dashboard.says('line number 20000');
    await dashboard.says(/the last 500 of 20,\d\d\d lines/);
    assert.ok((await page.locator('.log-row').count()) < 200);
    assert.ok((await page.locator('*').count()) < 2_000);
    await page.locator('.log-scroller').evaluate((scroller) => (scroller.scrollTop = 0));
    await dashboard.says('line number 19501');
    assert.ok((await page.locator('.log-row').count()) < 200);
  });
});

function numbered(from: number, to: number) {
  return Array.from(
    { length: to - from + 1 },
    (_, index) => ['log_line', { line: `line number ${from + index}`, level: 'info' }] as const,
  );
}
