import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { complaints } from '../support/browser/accessibility.ts';
import { launchBrowser, openDashboard, overflow, PHONE } from '../support/browser/openDashboard.ts';
import type { DashboardSetup, OpenDashboard } from '../support/browser/openDashboard.ts';
import { producer } from '../support/foundry.ts';
import { ask, bearer, post } from '../support/http.ts';
import { copyRecorded, RECORDED_ID } from '../support/recordedFolder.ts';
import { useScene } from '../support/scene.ts';
import { untilIndexed } from '../support/sessions.ts';
import { until } from '../support/until.ts';

const KEY = `sk-ant-api03-${'Ab3dE5gH7j'.repeat(8)}`;
const HOSTILE = `</script><script>globalThis.broken = true</script><img src=x onerror="globalThis.broken = true"> <!--<script>`;

describe('a session that was given away as one file', function () {
  this.timeout(60_000);
  const scene = useScene(after);
  let browser: Browser;
  let file: string;
  let dashboard: OpenDashboard;
  let page: Page;
  let asked: string[];
  let recorded: { readonly total: number; readonly state: { readonly logCount: number } };

  before(async () => {
    const server = await scene.server({ roots: [copyRecorded(scene.folder())] });
    await untilIndexed(server);
    const make = producer(RECORDED_ID);
    const tell = (type: string, data: object) => post(server, `/api/broadcast/${RECORDED_ID}`, make(type, { ...data }));
    await tell('log_line', { line: HOSTILE, level: 'info' });
    await tell('log_line', { line: `export KEY=${KEY}`, level: 'info' });
    for (const value of [61, 95]) await tell('custom_event', { metric: 'code_quality', value });
    const exported = await ask(server, `/api/export/${RECORDED_ID}?format=html`, { headers: bearer(server) });
    recorded = (await ask(server, `/api/replay/${RECORDED_ID}`)).json();
    file = join(scene.folder(), 'replay.html');
    writeFileSync(file, exported.text);
    // It is whole without what made it.
    await server.stop();
    browser = await launchBrowser();
  });
  after(() => browser.close());
  afterEach(async () => {
    await dashboard.close();
    assert.deepEqual(dashboard.problems, []);
    assert.deepEqual(
      asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:') && !url.startsWith('blob:')),
      [],
    );
  });

  async function open(setup: DashboardSetup = {}): Promise<void> {
    asked = [];
    dashboard = await openDashboard(browser, pathToFileURL(file).href, {
      ...setup,
      context: { offline: true },
      before: (opened) => Promise.resolve(opened.on('request', (request) => asked.push(request.url()))),
    });
    page = dashboard.page;
    await page.locator('.scrubber').waitFor();
  }

  const position = async (): Promise<number> =>
    Number(/event ([\d,]+) of/.exec(await page.locator('.replay-when').innerText())![1]!.replace(',', ''));

  it('opens from the disk at its beginning, and says what it is', async () => {
    await open();
    const scrubber = page.locator('.scrubber');
    assert.equal(await scrubber.inputValue(), await scrubber.getAttribute('min'));
    await dashboard.says(/A recording, made on \d+ \w+ \d{4}, \d\d:\d\d by Context Foundry Livestream \d+\.\d+\.\d+/);
    await dashboard.says('masked');
    await page.waitForFunction(() => /^Replay \d\d:\d\d:\d\d · weather-app/.test(document.title));
    assert.deepEqual(await complaints(page), []);
  });

  it('plays to its end and shows there what the server showed: tasks, log and custom numbers', async () => {
    await open();
    await page.getByLabel('Speed').selectOption('1000');
    await page.locator('.replay-play').click();
    await until('the end', async () => (await position()) === recorded.total);
    assert.match(await page.locator('.panel-tasks').innerText(), /5 of 5/);
    await dashboard.says(`${recorded.state.logCount} lines`);
    const chart = page.locator('.panel-measured livestream-chart');
    assert.equal(await chart.getAttribute('aria-label'), 'code_quality: last 95, from 61 to 95');
    await page.locator('.scrubber').focus();
    await page.keyboard.press('Home');
    await page.locator('.panel-measured').waitFor({ state: 'detached' });
  });

  it('goes to a moment, back and forth, with its marks', async () => {
    await open();
    await page.locator('.scrubber').focus();
    await page.keyboard.press('PageDown');
    const marked = await position();
    await until('a mark', async () => (await position()) > 0);
    await page.keyboard.press('ArrowRight');
    await until('one event on', async () => (await position()) > marked);
    await page.keyboard.press('End');
    await until('the end', async () => (await position()) === recorded.total);
    assert.ok((await page.locator('.mark-legend li').count()) > 2);
  });

  it('has hostile text as text, and no key', async () => {
    await open();
    await page.keyboard.press('End');
    await page.locator('.log-row', { hasText: '</script><script>' }).waitFor();
    assert.equal(await page.evaluate(() => (globalThis as { broken?: boolean }).broken), undefined);
    await page.locator('.log-row', { hasText: 'KEY=[' }).waitFor();
    assert.ok(!(await dashboard.text()).includes(KEY));
  });

  it('offers nothing that only a server can do', async () => {
    await open({ size: PHONE, theme: 'light' });
    await page.keyboard.press('End');
    for (const name of ['Refresh', 'Export this session', /^Alerts/, 'History', 'Share', 'Live', 'Replay'])
      assert.equal(await page.getByRole('button', { name, exact: true }).count(), 0, String(name));
    assert.equal(await page.locator('.connection, .view-only').count(), 0);
    await page.getByRole('button', { name: 'Why? Cost', exact: true }).first().click();
    await page.locator('dialog.why[open] .why-value').waitFor();
    assert.equal(await page.locator('.why-requests').count(), 0);
    assert.equal(await overflow(page), 0);
  });
});
