import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { complaints } from '../support/browser/accessibility.ts';
import { useAgentPage } from '../support/browser/agentPage.ts';
import { DESKTOP, launchBrowser, openDashboard, overflow, PHONE } from '../support/browser/openDashboard.ts';
import type { DashboardSetup, OpenDashboard } from '../support/browser/openDashboard.ts';
import { RECORDED_ROOT, RECORDED_SESSION } from '../support/browser/recordedSession.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';
import { untilIndexed } from '../support/sessions.ts';
import { asOwner, pairingCode } from '../support/visitors.ts';
import { openView, viewButton } from '../support/browser/openView.ts';

const HTML = '<img src=x onerror="document.title=1"><b>bold</b>';
const CLAUDE = join(import.meta.dirname, '../fixtures/claude');
/** More than one page of the list. */
const MADE = 60;

describe('the history', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: RunningServer;
  let opened: OpenDashboard[] = [];

  before(async () => {
    const claude = ['subagents', 'sigkill_tool'].flatMap((name) => ['--claude-dir', join(CLAUDE, name, 'config')]);
    server = await startServer({ roots: [RECORDED_ROOT], args: claude });
    await untilIndexed(server);
    for (let number = 1; number <= MADE; number++) await tell(`made-${number}`, `line of made ${number}`);
    await tell('hostile', HTML);
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await server.stop();
  });
  afterEach(async () => {
    const problems = opened.flatMap((dashboard) => dashboard.problems);
    for (const dashboard of opened) await dashboard.close();
    opened = [];
    assert.deepEqual(problems, []);
  });

  function tell(session: string, line: string): Promise<unknown> {
    return asOwner(server, `/api/broadcast/${session}`, { type: 'log_line', data: { line, level: 'info' } });
  }

  /** Opens the history in the browser of somebody; of a program's own machine without a word about it. */
  async function open(hash = '#history', setup: DashboardSetup = {}, way = ''): Promise<OpenDashboard> {
    const dashboard = await openDashboard(browser, `${server.url}${way}${way === '' ? hash : ''}`, setup);
    opened.push(dashboard);
    if (way !== '') {
      await dashboard.page.waitForURL(server.url);
      await dashboard.page.goto(`${server.url}${hash}`);
    }
    return dashboard;
  }

  async function openList(setup?: DashboardSetup, way?: string): Promise<OpenDashboard> {
    const dashboard = await open('#history', setup, way);
    await dashboard.page.locator('.history-row').first().waitFor();
    return dashboard;
  }

  async function search({ page }: OpenDashboard, words: string): Promise<void> {
    await page.getByRole('searchbox').fill(words);
    await page.locator('.hits, .history-empty').first().waitFor();
  }

  it('lists all sessions by pages, and says when there are more', async () => {
    const { page, says } = await openList();
    await says('The first 50 sessions, newest first; there are more');
    await page.getByRole('button', { name: 'Show more' }).click();
    await says(/[67]\d sessions/);
    assert.equal(await page.getByRole('button', { name: 'Show more' }).count(), 0);
    const ids = await page
      .locator('.session-link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    assert.equal(new Set(ids).size, ids.length, 'each once');
  });

  it('filters and sorts, says when nothing is like that, and takes that back', async () => {
    const { page, says } = await openList();
    await page.getByLabel('State').selectOption('complete');
    await page.locator('.history-row', { hasText: 'weather-app' }).waitFor();
    await page.getByLabel('Source').selectOption('claude-code');
    await says(/sessions? found/);
    await page.getByLabel('Cost from, $').fill('999999');
    await page.getByLabel('Cost from, $').press('Enter');
    await says('No session is like that');
    await page.getByRole('button', { name: 'show all sessions' }).click();
    await says('The first 50 sessions');
    await page.getByRole('button', { name: 'Tokens' }).click();
    await page.locator('th[aria-sort=descending]', { hasText: 'Tokens' }).waitFor();
    await says('most tokens');
  });

  it('opens the session that is chosen, and leads back to the same list', async () => {
    const dashboard = await openList();
    const { page, says } = dashboard;
    await page.getByLabel('State').selectOption('complete');
    await page.locator('.history-row', { hasText: 'weather-app' }).first().click();
    await says('Finished, nothing needed from you');
    assert.match(page.url(), new RegExp(`#session=${RECORDED_SESSION}$`));
    await page.goBack();
    await page.locator('.history-row').first().waitFor();
    assert.equal(await page.getByLabel('State').inputValue(), 'complete');
    await openView(page, 'Session');
    await says('Finished, nothing needed from you');
    await page.locator('.history').waitFor({ state: 'detached' });
  });

  it('finds what was said, marks it, and opens the session at that moment', async () => {
    const dashboard = await openList();
    await search(dashboard, '"made 17"');
    const { page } = dashboard;
    const hit = page.locator('.hit').filter({ hasText: 'line of made 17' });
    assert.equal((await hit.locator('mark').allInnerTexts()).join(' '), 'made 17');
    await hit.locator('.session-link').click();
    await page.waitForURL(/#session=made-17&t=\d+/);
    await page.locator('.status').waitFor();
  });

  it('says what to do when nothing is found', async () => {
    const dashboard = await openList();
    await search(dashboard, 'nobody-ever-said-this');
    await dashboard.says('Nothing found');
  });

  it('shows what a session says as text, whatever it is', async () => {
    const dashboard = await openList();
    await search(dashboard, 'onerror');
    await dashboard.says(HTML);
    assert.equal(await dashboard.page.locator('.history :is(img, b)').count(), 0);
  });

  it('reports the recorded night: what finished, phases, tokens, cost and how it is known', async () => {
    const { page, says } = await openList();
    await openView(page, 'Report');
    await page.locator('.report').waitFor();
    const form = page.getByRole('form', { name: 'Other times' });
    await form.getByLabel('From').fill('2026-11-22T18:00');
    await form.getByLabel('To').fill('2026-11-23T09:00');
    await form.getByRole('button', { name: 'Show' }).click();
    const finished = page.getByRole('region', { name: 'Finished' });
    await finished.locator('.report-session').first().waitFor();
    await says('Time per phase');
    await says('Tokens');
    assert.notEqual(await page.locator('.report > .history-note').innerText(), '');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Markdown' }).click();
    assert.match((await download).suggestedFilename(), /\.md$/);
  });

  it('lets an owner pin and delete, and asks before it deletes', async () => {
    const { page, says } = await openList({}, `pair?code=${await pairingCode(server, 'owner')}`);
    const row = page.locator('.history-row', { hasText: 'made-60' });
    await row.getByRole('button', { name: /^Pin/ }).click();
    await row.getByText('pinned', { exact: true }).waitFor();
    await row.getByRole('button', { name: /^Delete/ }).click();
    await says('transcript files stay on disk');
    await page.getByRole('button', { name: 'Keep it' }).click();
    assert.equal(await row.count(), 1);
    await row.getByRole('button', { name: /^Delete/ }).click();
    await page.getByRole('button', { name: 'Yes, delete' }).click();
    await row.waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'history-count');
  });

  it('offers neither to those who may not', async () => {
    const { page } = await openList();
    assert.equal(await page.locator('.owners-buttons').count(), 0);
  });

  it('can be used with the keyboard alone', async () => {
    const { page, says } = await open('');
    await page.locator('.status').waitFor();
    await viewButton(page, 'History').focus();
    await page.keyboard.press('Enter');
    await page.locator('.history-row').first().waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'history-title');
    await viewButton(page, 'Report').focus();
    await page.keyboard.press('Enter');
    await page.locator('.report').waitFor();
    await viewButton(page, 'History').focus();
    await page.keyboard.press('Enter');
    await page.locator('.history-row').first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('"made 21"');
    await says('line of made 21');
    await page.locator('.hit .session-link').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/#session=made-21/);
  });

  for (const [theme, size] of [
    ['dark', DESKTOP],
    ['light', PHONE],
  ] as const) {
    it(`has nothing that axe complains about, ${theme}, ${size.width} wide, and no scroll bar across`, async () => {
      const dashboard = await openList({ theme, size, context: { bypassCSP: true } });
      const { page } = dashboard;
      assert.deepEqual(await complaints(page), []);
      assert.equal(await overflow(page), 0);
      await openView(page, 'Report');
      await page.getByRole('radio', { name: '7 days' }).check();
      await page.locator('.report-session').first().waitFor();
      assert.deepEqual(await complaints(page), []);
      assert.equal(await overflow(page), 0);
    });
  }
});

describe('the history of somebody with a link to one session', function () {
  this.timeout(30_000);
  const the = useAgentPage();

  it('is neither offered nor shown, also when the address asks for it', async () => {
    the().server.you = { role: 'guest', session: 'mine', may: ['read_session'] };
    the().tell(1, 'session_info', { agent: 'codex', project: 'mine' }, 'mine');
    await the().open('?session=mine#history');
    assert.equal(await the().dashboard.page.locator('.history, .now').count(), 0);
  });
});
