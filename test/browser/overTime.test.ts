import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { NO_TOKENS } from '../../src/protocol/events.ts';
import type { EventData, KnownType } from '../../src/protocol/events.ts';
import { complaints } from '../support/browser/accessibility.ts';
import { FrameServer } from '../support/browser/frameServer.ts';
import { DESKTOP, launchBrowser, openDashboard, PHONE } from '../support/browser/openDashboard.ts';
import type { DashboardSetup, OpenDashboard } from '../support/browser/openDashboard.ts';

const PAGE = join(import.meta.dirname, '../../dist/webview');
const MINUTE = 60_000;
const CHARTS = ['context', 'tokens', 'cost', 'rate', 'events'] as const;

describe('a session over time', function () {
  this.timeout(30_000);
  let browser: Browser;
  let server: FrameServer;
  let dashboard: OpenDashboard;
  let page: Page;
  let facts = 0;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  beforeEach(() => {
    server = new FrameServer(PAGE);
    add('session_info', { project: 'shop', started_at: Date.now() - 60 * MINUTE }, 60);
    add('phase_change', { phase: 'builder' }, 55);
    for (let ago = 50; ago > 0; ago -= 5) {
      add('model_call', { ...NO_TOKENS, input: 10_000, output: 500, model: 'some-model', cost_usd: 0.25 }, ago);
      add('context_update', { percent: 60 - ago, tokens_used: (60 - ago) * 2_000 }, ago);
    }
  });
  afterEach(async () => {
    assert.deepEqual(dashboard.problems, []);
    await dashboard.close();
    server.stop();
  });

  it('is read at one moment in all charts, in words too', async () => {
    await open();
    await page.mouse.move(...(await place('cost', 0.5)));
    const [time, ...context] = await reading('context');
    assert.match(time!, /^\d\d:\d\d:\d\d$/);
    assert.match(context.join(), /^\d\d %$/);
    for (const chart of CHARTS) assert.equal((await reading(chart))[0]!.slice(0, 5), time!.slice(0, 5), chart);
    assert.match((await reading('tokens')).slice(1).join(), /^Input \d+\.0 k,Output \d\.\d k,Cache 0$/);
    assert.match((await reading('cost'))[1]!, /^\$\d\.\d\d$/);
  });

  it('is looked at more closely in all charts by a drag in one, and stays so while the session goes on', async () => {
    await open();
    assert.match(await onView(), /^The whole session .* 1 h 0 m$/);
    await drag('tokens', 0.25, 0.5);
    const part = await onView();
    assert.match(part, /^A part of the session .*, 1[45] m \d+ s$/);
    // Every chart ends where the part does: none of them is at the session's end, where the cursor was before.
    await page.mouse.move(...(await place('cost', 0.999)));
    const last = (await reading('context'))[0]!.slice(0, 5);
    for (const chart of CHARTS) assert.equal((await reading(chart))[0]!.slice(0, 5), last, chart);
    assert.ok(part.includes(`, ${last}`), `${part} ends at ${last}`);
    add('model_call', { ...NO_TOKENS, input: 70_000, output: 500, model: 'some-model', cost_usd: 0.25 });
    await dashboard.says('Input 170,000');
    assert.equal(await onView(), part);
    await page.mouse.dblclick(...(await place('cost', 0.3)));
    await dashboard.says('The whole session');
  });

  it('is read, looked into and seen whole with the keys alone', async () => {
    await open();
    const chart = page.locator('.panel-cost-chart livestream-chart');
    await chart.focus();
    await page.keyboard.press('End');
    const end = (await reading('context'))[0]!;
    assert.equal(await chart.getAttribute('aria-valuetext'), (await reading('cost')).join(' · '));
    await page.keyboard.press('Shift+ArrowLeft');
    assert.notEqual((await reading('context'))[0], end);
    await page.keyboard.press('+');
    await dashboard.says(/A part of the session .* 30 m/);
    await page.keyboard.press('PageUp');
    await page.keyboard.press('-');
    await page.keyboard.press('0');
    await dashboard.says('The whole session');
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await dashboard.says('A part of the session');
    await page.getByRole('button', { name: 'Whole session' }).click();
    await dashboard.says('The whole session');
  });

  for (const [name, size, least] of [
    ['desktop', DESKTOP, 130],
    ['phone', PHONE, 140],
  ] as const) {
    it(`stands in line from chart to chart on a ${name}`, async () => {
      await open({ size });
      const charts = await page.locator('livestream-chart').evaluateAll((all) =>
        all.map((chart) => {
          const { left, right } = chart.querySelector('.u-over')!.getBoundingClientRect();
          return { left, right, height: chart.clientHeight, touch: getComputedStyle(chart).touchAction };
        }),
      );
      assert.equal(charts.length, CHARTS.length);
      for (const { left, right, height, touch } of charts) {
        assert.deepEqual([left, right], [charts[0]!.left, charts[0]!.right]);
        assert.ok(height >= least, `${height} px high`);
        assert.equal(touch, 'pan-y');
      }
    });
  }

  it('is read by a finger that moves along a chart, and scrolls under one that moves up', async () => {
    await open({ size: PHONE });
    const [x, y] = await place('tokens', 0.3);
    const finger = await fingerOn(page);
    const scrolled = (): Promise<number> => page.evaluate(() => scrollY);
    const before = await scrolled();
    await finger([x, y], [40, 0]);
    assert.match((await reading('cost'))[1]!, /^\$\d\.\d\d$/);
    assert.equal(await scrolled(), before);
    await finger([x, y], [0, -150]);
    await page.waitForFunction((was) => scrollY > was + 50, before);
  });

  it('has nothing for axe to complain about while a part of it is looked at', async () => {
    await open({ context: { bypassCSP: true } });
    await drag('rate', 0.2, 0.6);
    await dashboard.says('A part of the session');
    assert.deepEqual(await complaints(page), []);
  });

  it('keeps its status in sight while the page is scrolled, for the eye alone and below what else stays there', async () => {
    add('task_list', { completed: ['a', 'b', 'c'], remaining: ['d'], notes: [] }, 1);
    await open();
    const line = page.locator('.brief');
    await page.evaluate(() => scrollTo(0, 0));
    await line.waitFor({ state: 'hidden' });
    await page.locator('.panel-events-chart').scrollIntoViewIfNeeded();
    await line.waitFor();
    assert.match(
      (await line.innerText()).replace(/\s+/g, ' '),
      /^Running Phase builder Context 55 % Cost \$2\.50 Elapsed 1 h 0 m about 20 m \d+ s left, if the rest goes like the start$/,
    );
    assert.equal(await line.getAttribute('aria-hidden'), 'true');
    assert.equal(await topOf('.brief'), await bottomOf('.header'));
    // What gets the focus is scrolled to below it.
    await page.evaluate(() => scrollTo(0, 1e6));
    await page.locator('.panel-statistics .why-button').first().focus();
    assert.ok((await topOf('.panel-statistics .why-button')) >= (await bottomOf('.brief')));
    server.stop();
    await page.locator('.connection-bar').waitFor();
    await page.evaluate(() => scrollTo(0, 1e6));
    await page.waitForFunction(() => {
      const [bar, brief] = ['.connection-bar', '.brief'].map((one) =>
        document.querySelector(one)!.getBoundingClientRect(),
      );
      return brief!.height > 0 && brief!.top >= bar!.bottom;
    });
    (dashboard.problems as string[]).splice(0);
  });

  async function open(setup: DashboardSetup = {}): Promise<void> {
    dashboard = await openDashboard(browser, await server.listen(), setup);
    ({ page } = dashboard);
    await page.locator('.panel-events-chart canvas').waitFor();
    await page.locator('.panel-over-time').scrollIntoViewIfNeeded();
  }

  function add<T extends KnownType>(type: T, data: EventData[T], minutesAgo = 0): void {
    const time = Date.now() - minutesAgo * MINUTE;
    server.add([{ id: `${++facts}`, session: 'night', time, clock: 'producer', source: 'x', type, data } as never]);
  }

  function chartOf(chart: (typeof CHARTS)[number]): string {
    return `.panel-${chart}-chart`;
  }

  async function place(chart: (typeof CHARTS)[number], part: number): Promise<[x: number, y: number]> {
    const over = page.locator(`${chartOf(chart)} .u-over`);
    await over.scrollIntoViewIfNeeded();
    const box = (await over.boundingBox())!;
    return [box.x + box.width * part, box.y + box.height / 2];
  }

  async function drag(chart: (typeof CHARTS)[number], from: number, to: number): Promise<void> {
    await page.mouse.move(...(await place(chart, from)));
    await page.mouse.down();
    await page.mouse.move(...(await place(chart, to)), { steps: 3 });
    await page.mouse.up();
  }

  /** The time the cursor is at, and the values there. */
  async function reading(chart: (typeof CHARTS)[number]): Promise<readonly string[]> {
    const words = page.locator(`${chartOf(chart)} .chart-reading`);
    await words.filter({ hasText: ':' }).waitFor();
    return (await words.innerText()).split(' · ');
  }

  async function onView(): Promise<string> {
    return (await page.locator('.time-view').innerText()).replace(/\s+/g, ' ');
  }

  function topOf(selector: string): Promise<number> {
    return page
      .locator(selector)
      .first()
      .evaluate((element) => element.getBoundingClientRect().top);
  }

  function bottomOf(selector: string): Promise<number> {
    return page
      .locator(selector)
      .first()
      .evaluate((element) => element.getBoundingClientRect().bottom);
  }
});

/** A finger that is put down at a place and moved by so many pixels. */
async function fingerOn(
  page: Page,
): Promise<(at: readonly [x: number, y: number], by: readonly [right: number, down: number]) => Promise<void>> {
  const browser = await page.context().newCDPSession(page);
  const steps = 10;
  return async ([x, y], [right, down]) => {
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', part: number) =>
      browser.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: x + right * part, y: y + down * part }],
      });
    await touch('touchStart', 0);
    for (let step = 1; step <= steps; step++) await touch('touchMove', step / steps);
    await touch('touchEnd', 1);
  };
}
