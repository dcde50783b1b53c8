import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { formatPercent } from '../../src/protocol/format.ts';
import type { ReplayMoment } from '../../src/protocol/history.ts';
import { complaints } from '../support/browser/accessibility.ts';
import { launchBrowser, openDashboard, overflow, PHONE } from '../support/browser/openDashboard.ts';
import type { DashboardSetup, OpenDashboard } from '../support/browser/openDashboard.ts';
import { viewButton } from '../support/browser/openView.ts';
import { copyRecorded, RECORDED_ID } from '../support/recordedFolder.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { ask } from '../support/http.ts';
import { until } from '../support/until.ts';
import { untilIndexed } from '../support/sessions.ts';

interface Marked {
  readonly kind: string;
  readonly time: string;
  readonly seq: number;
}

describe('a session shown again', function () {
  this.timeout(60_000);
  const scene = useScene(after);
  let browser: Browser;
  let server: RunningServer;
  let dashboard: OpenDashboard;
  let page: Page;
  let moment: { readonly total: number; readonly from: string; readonly to: string };

  before(async () => {
    server = await scene.server({ roots: [copyRecorded(scene.folder())] });
    await untilIndexed(server);
    moment = (await ask(server, `/api/replay/${RECORDED_ID}?seq=0`)).json();
    browser = await launchBrowser();
  });
  after(() => browser.close());
  afterEach(async () => {
    await dashboard.close();
    assert.deepEqual(dashboard.problems, []);
  });

  async function open(at: number | null, setup: DashboardSetup = {}): Promise<void> {
    const place = `#session=${RECORDED_ID}${at === null ? '' : `&t=${at}`}`;
    dashboard = await openDashboard(browser, `${server.url}${place}`, setup);
    page = dashboard.page;
    if (at === null) await page.locator('.status').waitFor();
    else await replayBegun();
  }

  /** The server has told of the first moment. */
  async function replayBegun(): Promise<void> {
    await page.locator('.replay-mark', { hasText: /\d\d:\d\d:\d\d/ }).waitFor();
    await page.locator('.scrubber').waitFor();
  }

  const middle = (): number => (Date.parse(moment.from) + Date.parse(moment.to)) / 2;
  const when = async (): Promise<string> => (await page.locator('.replay-when').innerText()).replace(/\s+/g, ' ');
  const position = async (): Promise<number> => Number(/event ([\d,]+) of/.exec(await when())![1]!.replace(',', ''));
  const addressed = (): number => Number(/[#&]t=(\d+)/.exec(page.url())?.[1] ?? NaN);

  it('comes back from the night to the moment at which the night began, with no step more on the way back', async () => {
    await open(Math.floor(middle()));
    const [address, shown] = [page.url(), await when()];
    const steps = await page.evaluate(() => history.length);
    await viewButton(page, 'Night').click();
    await page.locator('.night-end').click();
    await replayBegun();
    assert.deepEqual([page.url(), await when()], [address, shown]);
    // The night itself is a step forward now.
    assert.equal(await page.evaluate(() => history.length), steps + 1);
  });

  it('is opened by a button at its beginning, says so everywhere, and leads back to what happens now', async () => {
    await open(null);
    const live = await page.locator('.status-word').innerText();
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await replayBegun();
    assert.match(await page.locator('.replay-mark').innerText(), /^Replay · \d\d:\d\d:\d\d$/);
    assert.match(await page.title(), /^Replay \d\d:\d\d:\d\d · /);
    assert.ok((await position()) < 5);
    assert.notEqual(await page.locator('.status-word').innerText(), live);
    await dashboard.says('Connected');
    await page.locator('.replay-live').click();
    await page.locator('.replay-mark').waitFor({ state: 'detached' });
    assert.equal(await page.locator('.status-word').innerText(), live);
    assert.ok(!page.url().includes('t='));
  });

  it('shows in every panel what the server knows of that moment, and charts that end there', async () => {
    const at = Math.round(middle());
    await open(at);
    const { state, position: there } = (await ask(server, `/api/replay/${RECORDED_ID}?at=${at}`)).json() as Pick<
      ReplayMoment,
      'state' | 'position'
    >;
    assert.equal(await position(), there);
    assert.equal(await page.locator('.metric-iteration .metric-value').innerText(), String(state.iteration));
    const last = await page.locator('.log-row').last().innerText();
    assert.ok(last.replace(/\s+/g, ' ').includes(state.logs.at(-1)!.text.slice(0, 12)), last);
    const ends = await page.locator('.panel-context-chart livestream-chart').getAttribute('aria-label');
    const shown = state.contextSeries.findLast(({ percent }) => percent !== null);
    assert.ok(ends!.startsWith(`last ${formatPercent(shown!.percent)}`), ends!);
  });

  it('steps by event with the arrow keys, on and back, and goes from mark to mark', async () => {
    await open(Math.round(middle()));
    const start = await position();
    await page.keyboard.press('ArrowRight');
    await until('one event on', async () => (await position()) === start + 1);
    await page.keyboard.press('ArrowLeft');
    await until('back where it was', async () => (await position()) === start);
    await page.keyboard.press('ArrowLeft');
    await until('one event back', async () => (await position()) === start - 1);
    const { marks } = (await ask(server, `/api/marks/${RECORDED_ID}`)).json() as { marks: readonly Marked[] };
    const next = marks.find(({ time }) => Date.parse(time) > addressed())!;
    await page.keyboard.press('PageDown');
    await until('at the next mark', () => addressed() === Date.parse(next.time));
    await page.keyboard.press('Home');
    await until('at the beginning', () => addressed() === Date.parse(moment.from));
    await page.keyboard.press('End');
    await until('at the end', async () => (await position()) === moment.total);
  });

  it('plays past idle gaps to the end, and rests there with a link to that moment', async () => {
    await open(Date.parse(moment.from));
    await page.getByLabel('Speed').selectOption('1000');
    await page.locator('.replay-play').focus();
    await page.keyboard.press('Enter');
    await until('the end', async () => (await position()) === moment.total);
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    assert.equal(addressed(), Date.parse(moment.to));
  });

  it('waits through gaps when told to, and stands still while paused', async () => {
    await open(Date.parse(moment.from));
    await page.getByLabel('Skip idle').uncheck();
    await page.getByLabel('Speed').selectOption('1');
    await page.locator('.replay-play').click();
    const from = await page.locator('.scrubber').inputValue();
    await until('time passes', async () => (await page.locator('.scrubber').inputValue()) > from);
    await page.locator('.replay-play').click();
    await until('the address is of then', async () => String(addressed()) === (await page.locator('.scrubber').inputValue())); // prettier-ignore
    assert.ok((await position()) < moment.total);
  });

  it('marks what happened by shape, colour and name', async () => {
    await open(Date.parse(moment.from));
    const { marks } = (await ask(server, `/api/marks/${RECORDED_ID}`)).json() as { marks: readonly Marked[] };
    await page.locator('.mark-legend li').first().waitFor();
    for (const kind of new Set(marks.map((mark) => mark.kind))) {
      assert.ok((await page.locator(`.marks .track-mark-${kind}`).count()) > 0, kind);
      assert.equal(await page.locator(`.mark-legend .track-mark-${kind}`).count(), 1, kind);
    }
    const phase = marks.find(({ kind }) => kind === 'phase')!;
    await page.locator('.marks .track-mark-phase').first().dispatchEvent('click');
    await until('there', () => addressed() === Date.parse(phase.time));
  });

  for (const theme of ['dark', 'light'] as const) {
    it(`can be used by everybody, on a phone too: ${theme}`, async () => {
      await open(Math.round(middle()), { theme, size: PHONE, context: { bypassCSP: true } });
      await page.locator('.marks').waitFor();
      assert.equal(await overflow(page), 0);
      assert.ok(await page.locator('.replay').isVisible());
      assert.deepEqual(await complaints(page), []);
    });
  }
});
