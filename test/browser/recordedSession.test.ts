import assert from 'node:assert/strict';
import { before, after, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { DESKTOP, launchBrowser, openDashboard, overflow, overlaps, PHONE } from '../support/browser/openDashboard.ts';
import { RECORDED_ROOT, RECORDED_SESSION, trueTokens } from '../support/browser/recordedSession.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';

describe('the recorded session in a browser', function () {
  this.timeout(60_000);
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

  for (const [name, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    it(`is shown true on a ${name}, without a scroll bar across`, async () => {
      const dashboard = await openDashboard(browser, server.url, { size });
      const { page } = dashboard;
      await dashboard.says('weather-app');
      await dashboard.says(/Complete Finished, nothing needed from you/);

      const truth = trueTokens();
      const facts = await page.locator('.panel-statistics .row').allInnerTexts();
      const fact = (label: string) => facts.find((text) => text.startsWith(label))?.replace(/\s+/g, ' ');
      const exact = (value: number) => value.toLocaleString('en-US');
      assert.equal(fact('Iterations'), 'Iterations 7');
      assert.equal(fact('Model calls'), 'Model calls 7');
      assert.equal(fact('Tokens'), `Tokens ${exact(truth.input + truth.output)}`);
      assert.equal(fact('Input'), `Input ${exact(truth.input)}`);
      assert.equal(fact('Output'), `Output ${exact(truth.output)}`);
      assert.match(await page.locator('.panel-cost').innerText(), /^Cost\s+\$1\.31\s/);
      assert.equal(await page.locator('.panel-tasks .panel-aside').innerText(), '5 of 5');
      assert.equal(await page.locator('.task-done').count(), 5);
      assert.equal(await page.locator('.step-done').count(), 3);
      assert.match(await page.locator('.metric-context').innerText(), /28 %\s+healthy/);

      assert.equal(await overflow(page), 0);
      assert.deepEqual(await overlaps(page), []);
      const inner = await page
        .locator('.panel')
        .evaluateAll((panels) => panels.filter((panel) => panel.scrollHeight > panel.clientHeight + 1));
      assert.equal(inner.length, 0, 'nothing hangs out of its panel');
      assert.deepEqual(dashboard.problems, []);
      await dashboard.close();
    });
  }

  it('draws its charts and says in words what they show', async () => {
    const dashboard = await openDashboard(browser, server.url);
    const charts = dashboard.page.locator('livestream-chart canvas');
    await charts.first().waitFor();
    assert.equal(await charts.count(), 5);
    const words = await dashboard.page
      .locator('livestream-chart')
      .evaluateAll((all) => all.map((one) => one.ariaLabel));
    assert.match(words[0] ?? '', /^last 28 %, highest 28 % on 23 Nov/);
    assert.match(words[1] ?? '', /^304\.1 k input, 26\.3 k output, 0 cache$/);
    assert.match(words[2] ?? '', /^\$1\.31 after 7 calls$/);
    assert.match(words[3] ?? '', /^last .* tokens a minute \(\$.* an hour\), highest .*, each a mean over \d+ m$/);
    assert.match(words[4] ?? '', /^last .* a minute, highest .*, each a mean over \d+ m$/);
    await dashboard.close();
  });

  it('is exported in the format that is chosen', async () => {
    const dashboard = await openDashboard(browser, server.url);
    for (const format of ['html', 'md', 'csv', 'json', 'jsonl']) {
      const download = dashboard.page.waitForEvent('download');
      await dashboard.page.locator('.export-button').click();
      await dashboard.page.locator(`[data-format=${format}]`).click();
      assert.equal((await download).suggestedFilename(), `session_${RECORDED_SESSION}.${format}`);
    }
    await dashboard.close();
  });

  it('says so when the address names a session nobody knows', async () => {
    const dashboard = await openDashboard(browser, `${server.url}#session=no-such-session`);
    await dashboard.says('This server knows no such session');
    assert.equal(await dashboard.page.locator('[role=alert]').count(), 0, 'it is said once');
    assert.equal(await dashboard.page.locator('.export-button').count(), 0, 'there is nothing to export');
    await dashboard.page.getByText('Show the newest session').click();
    await dashboard.says('Finished, nothing needed from you');
    assert.match(dashboard.page.url(), new RegExp(`#session=${RECORDED_SESSION}$`));
    await dashboard.close();
  });
});
