import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type Axe from 'axe-core';
import { after, before, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { DESKTOP, launchBrowser, openDashboard, PHONE } from '../support/browser/openDashboard.ts';
import { LiveSession } from '../support/browser/liveSession.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const EDITOR_THEMES = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  'hc-dark': 'vscode-high-contrast',
  'hc-light': 'vscode-high-contrast-light',
} as const;

describe('themes and accessibility in a browser', function () {
  this.timeout(90_000);
  let browser: Browser;
  let server: RunningServer;
  let session: LiveSession;

  before(async () => {
    session = new LiveSession('colours_20261123_010000');
    fill(session);
    server = await startServer({ roots: [session.root] });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await server.stop();
    session.remove();
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

  for (const [name, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    for (const theme of ['dark', 'light'] as const) {
      it(`has nothing for axe to complain about on a ${name} in ${theme}`, async () => {
        const dashboard = await openDashboard(browser, server.url, { size, theme, context: { bypassCSP: true } });
        await dashboard.says('the last line');
        assert.deepEqual(await complaints(dashboard.page), []);
        await dashboard.close();
      });
    }
    for (const [theme, kind] of Object.entries(EDITOR_THEMES)) {
      it(`has nothing for axe to complain about on a ${name} in VS Code’s ${theme} theme`, async () => {
        const dashboard = await openDashboard(browser, server.url, { size, context: { bypassCSP: true } });
        await dashboard.says('the last line');
        await wearEditorTheme(dashboard.page, theme, kind);
        assert.deepEqual(await complaints(dashboard.page), []);
        await dashboard.close();
      });
    }
  }
});

/** One of everything the page can show. */
function fill(session: LiveSession): void {
  session.append('context_update', { percent: 44, tokens_used: 88_000 });
  session.append('task_complete', { task: 'Write the parser', context_percent: 45 });
  session.append('error', { message: '2 tests failed', details: {} });
  const colours = Array.from({ length: 16 }, (_, index) => `\u001b[38;5;${index}mcolour ${index}\u001b[0m`);
  for (const colour of colours) session.log(colour);
  session.log('careful', 'warning');
  session.log('details', 'debug');
  session.log(`long ${'word '.repeat(60)}`);
  session.append('deploy_preview', { stage: 'blue' });
  session.log('\u001b[1mbold\u001b[0m \u001b[2mdim\u001b[0m \u001b[41mon red\u001b[0m \u001b[102mon green\u001b[0m');
  session.log('the last line');
}

async function wearEditorTheme(page: Page, theme: string, kind: string): Promise<void> {
  const css = readFileSync(join(import.meta.dirname, `../fixtures/themes/${theme}.css`), 'utf8');
  await page.addStyleTag({ content: css });
  await page.evaluate((bodyClass) => {
    delete document.documentElement.dataset['theme'];
    document.body.dataset['vscodeThemeKind'] = bodyClass;
    document.body.className = bodyClass;
  }, kind);
  // A change of theme is drawn in the next frame, what follows from it in the one after.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

async function complaints(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof Axe };
    const results = await axe.run(document, { resultTypes: ['violations'] });
    return results.violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map((node) => `${node.target.join(' ')} (${node.failureSummary})`).join('; ')}`,
    );
  });
}
