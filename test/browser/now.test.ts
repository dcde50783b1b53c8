import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { complaints } from '../support/browser/accessibility.ts';
import { DESKTOP, launchBrowser, openDashboard, overflow, PHONE } from '../support/browser/openDashboard.ts';
import type { DashboardSetup, OpenDashboard } from '../support/browser/openDashboard.ts';
import { openView, viewButton } from '../support/browser/openView.ts';
import { RECORDED_ROOT, RECORDED_SESSION } from '../support/browser/recordedSession.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { untilIndexed } from '../support/sessions.ts';
import { asOwner } from '../support/visitors.ts';

const MINUTE_MS = 60_000;
const PUT_AWAY = (page: Page): Promise<unknown> =>
  page.addInitScript(() => localStorage.setItem('livestream.welcomed', 'yes'));

describe('the start of the dashboard', function () {
  this.timeout(90_000);
  const scene = useScene(after);
  let browser: Browser;
  let server: RunningServer;
  let opened: OpenDashboard[] = [];

  before(async () => {
    browser = await launchBrowser();
    scene.atEnd(() => browser.close());
    server = await scene.server({ roots: [RECORDED_ROOT] });
    await untilIndexed(server);
    await runs('search-index', 40);
    await waits('billing', 30);
  });
  afterEach(async () => {
    const problems = opened.flatMap((dashboard) => dashboard.problems);
    for (const dashboard of opened) await dashboard.close();
    opened = [];
    assert.deepEqual(problems, []);
  });

  async function open(place = '', setup: DashboardSetup = {}, at = server): Promise<OpenDashboard> {
    const dashboard = await openDashboard(browser, `${at.url}${place}`, { atStart: true, before: PUT_AWAY, ...setup });
    opened.push(dashboard);
    return dashboard;
  }

  function tell(session: string, minutesAgo: number, type: string, data: unknown, to = server): Promise<unknown> {
    const timestamp = new Date(Date.now() - minutesAgo * MINUTE_MS).toISOString();
    return asOwner(to, `/api/broadcast/${session}`, { type, session_id: session, timestamp, data });
  }

  async function runs(session: string, minutes: number, to = server): Promise<void> {
    await tell(session, minutes, 'phase_change', { phase: 'scout' }, to);
    await tell(session, minutes - 1, 'phase_change', { phase: 'builder' }, to);
    for (const percent of [12, 31, 9]) await tell(session, minutes - 2, 'context_update', { percent }, to);
    await tell(session, 1, 'log_line', { line: '14 passed in 2.13s', level: 'info' }, to);
  }

  async function waits(session: string, minutes: number): Promise<void> {
    await tell(session, minutes, 'phase_change', { phase: 'builder' });
    await tell(session, 3, 'waiting', { reason: 'Drop the table?' });
  }

  const cards = (page: Page): Promise<string[]> => page.locator('.card').allInnerTexts();

  it('says first who needs somebody, then what runs, then what ended', async () => {
    const { page } = await open();
    await page.locator('.card').nth(2).waitFor();
    const [first, second, third] = (await cards(page)).map((text) => text.replace(/\s+/g, ' '));
    assert.match(first!, /^Waiting for you for 3 m .* billing Drop the table\?/);
    assert.match(second!, /^Running .* search-index 14 passed .* 9 % .*Builder .*cost unknown .*14 passed in 2\.13s/);
    assert.match(third!, /^Complete .* weather-app .*5 of 5 tasks .*\$1\.31/);
    assert.equal(await page.title(), '1 needs you · Livestream');
  });

  it('shows what changes where it changes, and moves nothing', async () => {
    const { page } = await open();
    const names = page.locator('.card-open');
    await names.nth(2).waitFor();
    const before = await names.allInnerTexts();
    await tell('search-index', 0, 'log_line', { line: 'a newer line', level: 'info' });
    await page.locator('.card-line', { hasText: 'a newer line' }).waitFor();
    assert.deepEqual(await names.allInnerTexts(), before);
  });

  it('leads to a session, whose log comes only then, and back', async () => {
    const { page, says } = await open();
    await page.getByRole('button', { name: 'weather-app', exact: true }).click();
    await says('Finished, nothing needed from you');
    assert.ok(page.url().endsWith(`#session=${RECORDED_SESSION}`));
    await page.goBack();
    await page.locator('.card').first().waitFor();
    assert.equal(await page.locator('.log-row').count(), 0);
    await openView(page, 'Session');
    await says('Finished, nothing needed from you');
  });

  it('begins at its top, with the keyboard there, and is where it was on the way back', async () => {
    const { page } = await open('', { size: { width: 390, height: 520 } });
    await page.locator('.card').nth(2).waitFor();
    const weather = page.getByRole('button', { name: 'weather-app', exact: true });
    await weather.scrollIntoViewIfNeeded();
    const scrolled = await page.evaluate(() => scrollY);
    assert.ok(scrolled > 0);
    await weather.click();
    await page.locator('.status').waitFor();
    assert.equal(await page.evaluate(() => scrollY), 0);
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'MAIN');
    await page.goBack();
    await page.locator('.card').first().waitFor();
    await page.waitForFunction(() => scrollY > 0);
  });

  it('tells in the history what a session does now, and makes no such claim without a connection', async () => {
    const own = await scene.server();
    await runs('changing', 5, own);
    const { page } = await open('#history', {}, own);
    const row = page.locator('.history-row', { hasText: 'changing' });
    await row.getByText('Running', { exact: true }).waitFor();
    await tell('changing', 0, 'session_end', { outcome: 'failed', evidence: 'gave up' }, own);
    await row.getByText('Failed', { exact: true }).waitFor();
    await runs('other', 5, own);
    await page.reload();
    await page.locator('.history-row', { hasText: 'other' }).getByText('Running', { exact: true }).waitFor();
    await own.kill();
    await page.locator('.history-row', { hasText: 'other' }).getByText('Was running', { exact: true }).waitFor();
    opened = opened.filter((dashboard) => dashboard.page !== page);
    await page.context().close();
  });

  it('has the server’s own numbers and troubles in one place', async () => {
    const { says } = await open('#view=diagnostics');
    await says('None. All that was found could be read.');
    await says(/Server Version \d+\.\d+\.\d+ Runs for/);
    await says(RECORDED_ROOT);
  });

  it('shows all in the dark, and leads back to what it came from', async () => {
    const { page } = await open('#view=night');
    await page.locator('.night-session').nth(1).waitFor();
    const shown = (await page.locator('.night-word').allInnerTexts()).join(', ');
    assert.equal(shown, 'Waiting for you, Running');
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    assert.equal(ground, 'rgb(0, 0, 0)');
    await page.keyboard.press('Escape');
    await page.locator('.card').first().waitFor();
  });

  it('is gone through by single letters, which can be turned off, and never while somebody types', async () => {
    const { page } = await open();
    await page.locator('.card').first().waitFor();
    await page.keyboard.press('?');
    const map = page.locator('dialog.key-map[open]');
    await map.waitFor();
    await page.keyboard.press('h');
    await page.keyboard.press('Escape');
    await map.waitFor({ state: 'detached' });
    assert.equal(await page.locator('.now').count(), 1, 'a dialog keeps its letters');
    await page.keyboard.press('h');
    await page.locator('.history-row').first().waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('searchbox').press('n');
    assert.equal(await page.getByRole('searchbox').inputValue(), 'n');
    await page.locator('h2').first().focus();
    await page.keyboard.press('n');
    await page.locator('.card').first().waitFor();
    await page.getByRole('button', { name: 'Keyboard' }).click();
    await map.getByRole('checkbox').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('h');
    await page.keyboard.press('?');
    assert.equal(await page.locator('.now').count(), 1);
    assert.equal(await map.count(), 0);
  });

  it('welcomes who comes for the first time, plays the demo at a tap, and stays put away', async () => {
    const empty = await scene.server();
    const { page, says } = await open('', { before: () => Promise.resolve(), size: PHONE }, empty);
    await says('Three things, and you can go to sleep.');
    await says('No sessions yet');
    assert.equal(await overflow(page), 0);
    await page.locator('.welcome').getByRole('button', { name: 'Play the demo' }).click();
    await page.locator('.card', { hasText: 'Running' }).waitFor();
    await page.getByRole('button', { name: 'Put away' }).click();
    await page.locator('.welcome').waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('.card').first().waitFor();
    assert.equal(await page.locator('.welcome').count(), 0);
  });

  it('counts a session that is muted, from wherever, not among those that need somebody', async () => {
    const { page } = await open();
    const calling = page.locator('.now-needs_you .card', { hasText: 'billing' });
    await calling.waitFor();
    await page.waitForFunction(() => document.title.startsWith('1 needs you'));
    await asOwner(server, '/api/alerts/mute', { session: 'billing', muted: true });
    const card = page.locator('.now-idle .card', { hasText: 'billing' });
    await card.getByText('muted', { exact: true }).waitFor();
    assert.match(await card.innerText(), /Waiting for you/);
    assert.match(await page.title(), /running/);
    await page.reload();
    await card.waitFor();
    await asOwner(server, '/api/alerts/mute', { session: 'billing', muted: false });
    await calling.waitFor();
  });

  it('says that nothing runs, and where last night is told of', async () => {
    const quiet = await scene.server({ roots: [RECORDED_ROOT] });
    const { page, says } = await open('', {}, quiet);
    await says('Nothing is running tonight.');
    await page.getByRole('button', { name: 'Open the report' }).click();
    await page.locator('.report').waitFor();
    assert.equal(await viewButton(page, 'Report').getAttribute('aria-current'), 'page');
  });

  for (const [name, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    it(`has nothing for axe to complain about on a ${name}, and no scroll bar across`, async () => {
      const { page } = await open('', { size, context: { bypassCSP: true } });
      await page.locator('.card').first().waitFor();
      const fine = async (): Promise<void> => {
        assert.deepEqual(await complaints(page), []);
        assert.equal(await overflow(page), 0);
      };
      await fine();
      await openView(page, 'Diagnostics');
      await page.locator('.diagnostic-sources').waitFor();
      await fine();
      if (size === PHONE) {
        await viewButton(page, 'More').click();
        await fine();
        await page.keyboard.press('Escape');
      } else {
        await page.keyboard.press('?');
        await page.locator('dialog.key-map[open]').waitFor();
        await fine();
        await page.keyboard.press('Escape');
      }
      await openView(page, 'Night');
      await page.locator('.night-session').first().waitFor();
      await fine();
    });
  }
});
