import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Browser, Locator, Page } from 'playwright-core';
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
    await page.getByText('3 new lines · jump to the newest').waitFor();
    assert.equal(await page.locator('.log-scroller').evaluate((scroller) => scroller.scrollTop), top);
    assert.ok(!(await page.locator('.log-scroller').innerText()).includes('line number 104'));

    await page.getByText('3 new lines · jump').click();
    await dashboard.says('line number 104');
    await dashboard.says('· following');
  });

  it('is stopped and let go with a button', async () => {
    const { page } = dashboard;
    await page.getByText('Pause', { exact: true }).click();
    session.log('while it stood');
    await page.getByText('1 new line · jump').waitFor();
    await page.getByText('Follow', { exact: true }).click();
    await dashboard.says('while it stood');
  });

  it('shows only the levels and kinds that are pressed, says how many there are, and leads back', async () => {
    const { page } = dashboard;
    session.log('out of disk space', 'error');
    session.log('nearly out of disk space', 'warning');
    await dashboard.says('Warnings 1');
    await page.locator('.log-chip-error').click();
    await dashboard.says('1 matching, of 103 lines');
    assert.deepEqual(await page.locator('.log-row .log-text').allInnerTexts(), ['out of disk space']);
    await page.locator('.log-chip-warning').click();
    await dashboard.says('2 matching, of 103 lines');
    await page.reload();
    await dashboard.says('2 matching, of 103 lines');
    await page.locator('.log-chip-event').click();
    await dashboard.says('No line matches. The filter shows only errors and warnings among events');
    await page.locator('.log-empty').getByText('Show all lines').click();
    await dashboard.says('103 lines · following');
  });

  it('finds a text in any line of the session, whatever its case and colours, and goes from one to the next', async () => {
    const { page } = dashboard;
    session.appendAll(numbered(101, 400));
    session.log('out of \u001b[31mdisk\u001b[0m space', 'error');
    session.appendAll(numbered(401, 3_000));
    session.log('nearly out of disk space', 'warning');
    session.appendAll(numbered(3_001, 3_200));
    await dashboard.says('line number 3200');
    await page.locator('.log-scroller').click();
    await page.keyboard.press('/');
    await page.keyboard.type('of DISK');
    await dashboard.says('2 lines say “of DISK”. All lines were searched.');
    const marked = page.locator('.log-marked');
    await page.keyboard.press('Enter');
    await marked.getByText('nearly out of').waitFor();
    await dashboard.says('2 of 2');
    assert.equal(await marked.locator('mark').innerText(), 'of disk');
    await page.keyboard.press('Shift+Enter');
    await marked.getByText('out of disk space').waitFor();
    await dashboard.says('1 of 2');
    assert.deepEqual(await marked.locator('mark').allInnerTexts(), ['of ', 'disk']);
    await page.getByLabel('Find the next one').click();
    await dashboard.says('2 of 2');
    session.log('no more of disks', 'error');
    await dashboard.says('2 of 3');
  });

  it('shows all lines of a long session as one scrolls, and keeps in place what is read', async () => {
    const { page } = dashboard;
    session.appendAll(numbered(101, 4_000));
    await dashboard.says('line number 4000');
    const scroller = page.locator('.log-scroller');
    await scroller.hover();
    await page.mouse.wheel(0, -400);
    await dashboard.says('· paused');
    await scroller.evaluate((element) => (element.scrollTop = 700));
    // The rows around the new place are drawn: one in the middle of them is in sight.
    await page.waitForFunction(() => {
      const [log, line] = [document.querySelector('.log-scroller')!, document.querySelectorAll('.log-row')[20]].map(
        (element) => element?.getBoundingClientRect(),
      );
      return line !== undefined && line.top >= log!.top && line.bottom <= log!.bottom;
    });
    const seq = await page.locator('.log-row').nth(20).getAttribute('data-seq');
    const row = page.locator(`.log-row[data-seq="${seq}"]`);
    const before = (await row.boundingBox())!.y;
    const asked = page.waitForResponse(/\/api\/lines\//);
    await page.mouse.wheel(0, -100);
    await asked;
    await page.waitForFunction(() => document.querySelector('.log-scroller')!.scrollTop > 5_000);
    assert.equal(Math.round((await row.boundingBox())!.y - before), 100, 'no line moved but by the wheel');
    await scroller.focus();
    await page.keyboard.press('Home');
    await lineAt(page, 'line number 1').waitFor();
    await page.keyboard.press('End');
    await dashboard.says('line number 4000');
    await dashboard.says('· following');
  });

  it('leads by a link to a line, however old it is', async () => {
    const { page } = dashboard;
    session.appendAll(numbered(101, 3_000));
    await dashboard.says('line number 3000');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('.log-scroller').focus();
    await page.keyboard.press('Home');
    const row = lineAt(page, 'line number 7');
    await row.locator('.log-text').click();
    await row.getByText('Copy link to this line').click();
    await row.getByRole('button', { name: 'Copied' }).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const other = await openDashboard(browser, link);
    await other.page.locator('.log-marked').and(lineAt(other.page, 'line number 7')).waitFor();
    await other.says('· paused');
    // In sight, between the upper and the lower edge of the log.
    await other.page.waitForFunction(() => {
      const [log, line] = ['.log-scroller', '.log-marked'].map((name) =>
        document.querySelector(name)!.getBoundingClientRect(),
      );
      return line!.top >= log!.top && line!.bottom <= log!.bottom;
    });
    assert.deepEqual(other.problems, []);
    await other.close();
  });

  it('folds a text of many lines, and shows the rest where the reader is', async () => {
    const { page } = dashboard;
    const diff = [
      'diff --git a/x b/x',
      '@@ -1 +1 @@',
      '-<b>old</b>',
      '+new',
      ...Array.from({ length: 198 }, () => ' x'),
    ];
    session.log(diff.join('\n'));
    const row = page.locator('.log-row', { hasText: 'diff --git' });
    await row.getByText('202 lines').waitFor();
    await row.locator('.log-text').click();
    await row.locator('.hljs-addition', { hasText: '+new' }).waitFor();
    assert.equal(await row.locator('.hljs-deletion').innerText(), '-<b>old</b>');
    assert.equal((await row.locator('.log-original').innerText()).split('\n').length, 20);
    const more = row.getByText('Show 182 more lines');
    await more.scrollIntoViewIfNeeded();
    const scroller = page.locator('.log-scroller');
    const top = await scroller.evaluate((element) => element.scrollTop);
    await more.click();
    await row.getByText('Show only the first 20 lines').waitFor();
    assert.equal((await row.locator('.log-original').innerText()).trimEnd().split('\n').length, 202);
    assert.equal(await scroller.evaluate((element) => element.scrollTop), top);
  });

  it('copies the lines that are selected as plain text', async () => {
    const { page } = dashboard;
    session.log('one is \u001b[31mred\u001b[0m', 'warning');
    session.log('two is <b>not</b>', 'info');
    await dashboard.says('two is');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(() => {
      const rows = [...document.querySelectorAll('.log-row .log-text')].slice(-2);
      document.getSelection()!.setBaseAndExtent(rows[0]!, 0, rows[1]!, rows[1]!.childNodes.length);
    });
    await page.keyboard.press('Control+C');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^\d\d:\d\d:\d\d warning one is red\n\d\d:\d\d:\d\d info two is <b>not<\/b>$/);
  });

  it('opens a long line where it stands', async () => {
    const { page } = dashboard;
    session.log(`a long line ${'word '.repeat(200)}and its end`);
    const row = page.locator('.log-row', { hasText: 'a long line' });
    await row.waitFor();
    const closed = (await row.boundingBox())!.height;
    const text = await row.locator('.log-text').evaluate((button) => button.scrollHeight);
    assert.ok(text <= closed, 'the closed line is seen whole, in its height');
    await row.locator('.log-text').click();
    await row.getByText('and its end').waitFor();
    const open = (await row.boundingBox())!.height;
    assert.ok(open > closed * 2, `${open} is not much more than ${closed}`);
    await row.locator('.log-text').click();
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
    const reads = (line: number) =>
      page.waitForFunction(
        (start) => document.activeElement?.textContent?.trim().startsWith(start),
        `line number ${line}.`,
      );
    await page.keyboard.press('ArrowUp');
    await reads(160);
    await dashboard.says('· paused');
    session.appendAll(numbered(161, 180));
    await page.getByText('20 new lines · jump to the newest').waitFor();
    for (let line = 159; line >= 130; line--) {
      await page.keyboard.press('ArrowUp');
      await reads(line);
    }
    await page.keyboard.press('Enter');
    await page.locator('.log-open', { hasText: 'line number 130.' }).getByText('Copy line').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.log-open').waitFor({ state: 'detached' });
    assert.match(await focused(), /^line number 130\./);
    await page.keyboard.press('End');
    await dashboard.says('line number 180');
    await dashboard.says('· following');
  });

  it('keeps few rows in the page, however many lines there are', async () => {
    const { page } = dashboard;
    session.appendAll(numbered(101, 20_000));
    await dashboard.says('line number 20000');
    await dashboard.says(/20,\d\d\d lines/);
    assert.ok((await page.locator('.log-row').count()) < 200);
    assert.ok((await page.locator('*').count()) < 2_000);
    const scroller = page.locator('.log-scroller');
    for (let page = 0; page < 12; page++) {
      await scroller.evaluate((element) => (element.scrollTop = 0));
      await dashboard.page.waitForFunction(() => document.querySelector('.log-scroller')!.scrollTop > 5_000);
    }
    assert.ok((await page.locator('.log-row').count()) < 200);
    assert.ok((await scroller.evaluate((element) => element.scrollHeight)) < 100_000, 'old pages are let go of');
  });
});

function lineAt(page: Page, text: string): Locator {
  return page.locator('.log-row', { has: page.locator('.log-text', { hasText: new RegExp(`^\\s*${text}\\s*$`) }) });
}

function numbered(from: number, to: number) {
  return Array.from(
    { length: to - from + 1 },
    (_, index) => ['log_line', { line: `line number ${from + index}`, level: 'info' }] as const,
  );
}
