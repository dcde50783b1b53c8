import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { complaints } from '../support/browser/accessibility.ts';
import { DESKTOP, launchBrowser, openDashboard, overflow, PHONE } from '../support/browser/openDashboard.ts';
import type { DashboardSetup, OpenDashboard } from '../support/browser/openDashboard.ts';
import { RECORDED_ROOT, RECORDED_SESSION } from '../support/browser/recordedSession.ts';
import { bearer } from '../support/http.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';
import { untilIndexed } from '../support/sessions.ts';
import { openView } from '../support/browser/openView.ts';

const CLAUDE = join(import.meta.dirname, '../fixtures/claude/short/config');
const CLAUDE_SESSION = '28f8539e-4e69-40a6-a029-d7a154390f90';
const HTML = '<img src=x onerror="document.title=1">';

describe('comparison and trends in the dashboard', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: RunningServer;
  let opened: OpenDashboard[] = [];

  before(async () => {
    server = await startServer({ roots: [RECORDED_ROOT], args: ['--claude-dir', CLAUDE] });
    await untilIndexed(server);
    await used('cheap', 1);
    await used('dear', 3);
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

  const at = Date.now() - 2 * 3_600_000;

  /** A session of two hours ago that cost so much, by what an import takes. */
  async function used(session: string, usd: number): Promise<void> {
    const tokens = {
      input: 0,
      output: 0,
      cache_read: 0,
      cache_write_5m: usd * 100_000,
      cache_write_1h: 0,
      reasoning: 0,
    };
    const told: readonly (readonly [string, object])[] = [
      ['session_info', { agent: 'codex', project: `${session} shop`, task: HTML }],
      ['phase_change', { phase: 'Builder' }],
      ['model_call', { ...tokens, model: 'claude-sonnet-4-5', cost_usd: usd, context_percent: usd * 20 }],
      ['completion', { success: true }],
    ];
    const lines = told.map(([type, data], index) => {
      const time = at + index * usd * 60_000;
      return JSON.stringify({ session, id: `${session}${index}`, type, time, clock: 'producer', source: 'test', data });
    });
    const answer = await fetch(`${server.url}api/import`, { method: 'POST', headers: bearer(server) as Record<string, string>, body: lines.join('\n') }); // prettier-ignore
    assert.equal(((await answer.json()) as { events: number }).events, told.length);
  }

  async function open(hash: string, setup: DashboardSetup = {}): Promise<OpenDashboard> {
    const dashboard = await openDashboard(browser, `${server.url}${hash}`, setup);
    opened.push(dashboard);
    return dashboard;
  }

  it('compares the sessions that are ticked, and says why it does not', async () => {
    const { page, says } = await open('#history');
    const row = (name: string) => page.locator('.history-row', { hasText: name });
    await says('Tick two to four sessions to compare them.');
    const compare = page.locator('.compare-bar').getByRole('button', { name: /^Compare/ });
    assert.equal(await compare.getAttribute('aria-disabled'), 'true');
    await row('cheap shop').getByRole('checkbox').check();
    await says('Tick one more at least.');
    await row('dear shop').getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Compare 2 sessions' }).click();
    await says('B cost $2.00 more than A (3.0×), mostly cache writes.');
    await says('B took 6 m 0 s longer than A (3.0×).');
    assert.match(page.url(), /#view=compare&session=cheap&session=dear$/);
    const costs = page
      .locator('.compare-table tbody tr')
      .filter({ has: page.getByRole('rowheader', { name: 'Cost', exact: true }) });
    assert.deepEqual(await costs.locator('td').allInnerTexts(), ['$1.00', '$3.00']);
    assert.equal(await page.locator('.compare livestream-chart canvas').count(), 3);
    assert.equal(await page.locator('.compare img').count(), 0, 'what sessions say is text');
    await page.getByRole('button', { name: 'Compare others with this' }).click();
    await says('B cost $2.00 less than A (0.3×)');
    await openView(page, 'History');
    assert.equal(await row('cheap shop').getByRole('checkbox').isChecked(), true);
  });

  it('is led to by a link, leads on to a session, and back', async () => {
    const { page, says } = await open(
      `#view=compare&session=${RECORDED_SESSION}&session=${CLAUDE_SESSION}&session=dear`,
    );
    await says('B beside A');
    await says('C beside A');
    assert.equal(await page.locator('.compared-card').count(), 3);
    await page.locator('.compared-card .session-link').first().click();
    await page.waitForURL(new RegExp(`#session=${RECORDED_SESSION}$`));
    await page.locator('.status').waitFor();
    await page.goBack();
    await says('C beside A');
    await page.getByRole('button', { name: /^Leave out/ }).last().click(); // prettier-ignore
    await page.locator('.compared-card').nth(2).waitFor({ state: 'detached' });
    assert.ok(!page.url().includes('dear'));
  });

  it('says what to do when nothing is chosen, and which session there is none of', async () => {
    const { page, says } = await open('#view=compare');
    await says('Nothing to compare yet');
    await page.getByRole('button', { name: 'Choose sessions' }).click();
    await page.locator('.history-row').first().waitFor();
    const gone = await open('#view=compare&session=dear&session=never');
    await gone.says('Session "never" cannot be compared');
    await gone.page.getByRole('button', { name: 'Choose other sessions' }).waitFor();
    // The browser itself says that an answer was 404.
    assert.ok(gone.problems.every((problem) => problem.includes('404')));
    opened = opened.filter((each) => each !== gone);
    await gone.close();
  });

  it('shows trends by project, model and source, and each hour of the week in words and by the keyboard', async () => {
    const { page, says } = await open('#view=trends&by=model&days=7');
    await page.locator('.trend-table').getByRole('rowheader', { name: 'claude-sonnet-4-5', exact: true }).waitFor();
    await page.getByRole('radio', { name: 'Project' }).check();
    await page.locator('.trend-table').getByRole('rowheader', { name: 'dear shop' }).waitFor();
    assert.match(page.url(), /#view=trends&by=project&days=7/);
    await says('everything has a price');
    const dear = page.locator('.trend-table tbody tr', { hasText: 'dear shop' });
    await dear.getByText('$3.00', { exact: true }).waitFor();
    const part = (which: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', which).format(at);
    const hour = `${part({ weekday: 'long' })} ${part({ hour: '2-digit' })}:00–`;
    const filled = page.locator(`[aria-label^="${hour}"]`);
    await filled.hover();
    const reading = await page.locator('.heat-reading').innerText();
    assert.ok(reading.startsWith(hour) && reading.includes('tokens'), reading);
    await filled.focus();
    const label = (): Promise<string | null> => page.evaluate(() => document.activeElement!.getAttribute('aria-label'));
    await page.keyboard.press('Home');
    assert.match((await label())!, /^\w+day 00:00–01:00: /);
    await page.keyboard.press('End');
    assert.match((await label())!, /^\w+day 23:00–00:00: /);
    await page.getByRole('radio', { name: 'Cost', exact: true }).check();
    await page.locator('.heat-cell', { hasText: '$' }).first().waitFor();
    assert.match(await page.locator('.heat-legend').innerText(), /up to \$/);
    await page.reload();
    await page.locator('.heat-cell', { hasText: '$' }).first().waitFor();
  });

  it('opens the dialogs of the page from there, too', async () => {
    const { page } = await open('#view=trends');
    await page.locator('.trend-table').waitFor();
    await openView(page, /^Share/);
    await page.locator('dialog.share[open]').waitFor();
  });

  for (const [theme, size] of [
    ['dark', DESKTOP],
    ['light', PHONE],
  ] as const)
    // prettier-ignore
    it(`has nothing that axe complains about, ${theme}, ${size.width} wide, and no scroll bar across`, async () => {
      const dashboard = await open('#view=compare&session=cheap&session=dear', { theme, size, context: { bypassCSP: true } }); // prettier-ignore
      const { page } = dashboard;
      await page.locator('.compare').waitFor();
      assert.deepEqual(await complaints(page), []);
      assert.equal(await overflow(page), 0);
      await openView(page, 'Trends');
      await page.locator('.trends').waitFor();
      assert.deepEqual(await complaints(page), []);
      assert.equal(await overflow(page), 0);
      await openView(page, 'History');
      await page.locator('.history-row').first().waitFor();
      assert.deepEqual(await complaints(page), []);
      assert.equal(await overflow(page), 0);
    });
});
