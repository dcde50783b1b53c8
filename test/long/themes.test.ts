import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { complaints, EDITOR_THEMES, wearEditorTheme } from '../support/browser/accessibility.ts';
import { requestsAnswer, workingSession } from '../support/browser/agentSession.ts';
import { FrameServer } from '../support/browser/frameServer.ts';
import { DESKTOP, launchBrowser, openDashboard, PHONE } from '../support/browser/openDashboard.ts';
import { LiveSession } from '../support/browser/liveSession.ts';
import { grant, SHARED, SharingAnswers } from '../support/browser/sharingAnswers.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';
import { openView } from '../support/browser/openView.ts';

describe('one of everything in every theme', function () {
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

describe('a coding agent’s session in every theme', function () {
  this.timeout(90_000);
  let browser: Browser;
  let server: FrameServer;
  let url: string;

  before(async () => {
    browser = await launchBrowser();
    server = new FrameServer(join(import.meta.dirname, '../../dist/webview'));
    server.add(workingSession());
    server.answer = (asked) =>
      asked.pathname.startsWith('/api/original/')
        ? { status: 200, body: { text: '{"type":"assistant"}' } }
        : { status: 200, body: requestsAnswer(2, 0) };
    url = await server.listen();
  });
  after(async () => {
    await browser.close();
    server.stop();
  });

  for (const [name, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    for (const [theme, kind] of Object.entries(EDITOR_THEMES)) {
      it(`has nothing for axe to complain about on a ${name} in VS Code’s ${theme} theme`, async () => {
        const dashboard = await openDashboard(browser, url, { size, context: { bypassCSP: true } });
        const { page } = dashboard;
        await dashboard.says('Bash: npm test');
        await wearEditorTheme(page, theme, kind);
        await page.locator('.log-row', { hasText: 'Also cover vouchers' }).locator('button').click();
        await page.getByText('Show the original').click();
        await page.locator('.log-original').waitFor();
        assert.deepEqual(await complaints(page), []);
        await page.locator('.log-row', { hasText: 'npm test -- checkout' }).locator('button').first().click();
        await page.getByText('Show the whole call').click();
        await page.locator('.log-part .log-original').waitFor();
        await page.locator('.log-search input').fill('checkout');
        await page.locator('.log-row mark').first().waitFor();
        assert.deepEqual(await complaints(page), []);
        await page.getByRole('button', { name: 'Why? Cost', exact: true }).click();
        await page.locator('.why-table').waitFor();
        assert.deepEqual(await complaints(page), []);
        await dashboard.close();
      });
    }
  }
});

describe('the Share dialog in every theme', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: FrameServer;
  let url: string;

  before(async () => {
    browser = await launchBrowser();
    server = new FrameServer(join(import.meta.dirname, '../../dist/webview'));
    server.add(workingSession());
    server.sharing = { lan: true, tunnel: true };
    const answers = new SharingAnswers(server);
    answers.sharing = SHARED;
    answers.access = {
      grants: [
        grant({ id: 'phone' }),
        grant({ id: 'mine', role: 'owner', current: true }),
        grant({ id: 'link', kind: 'link', role: 'guest', session: 'night', expires_at: '2099-01-01T00:00:00Z' }),
        grant({ id: 'token', kind: 'token', name: 'ci' }),
        grant({ id: 'browser', kind: 'sign_in', user: 'ada' }),
      ],
      users: [{ name: 'ada', role: 'viewer' }],
    };
    answers.instead.set('access/links', () => ({
      status: 200,
      body: { id: 'link', path: 'link/secret', expires_at: '2099-01-01T00:00:00Z' },
    }));
    url = await server.listen();
  });
  after(async () => {
    await browser.close();
    server.stop();
  });

  for (const [name, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    for (const [theme, kind] of Object.entries(EDITOR_THEMES)) {
      it(`has nothing for axe to complain about on a ${name} in VS Code’s ${theme} theme`, async () => {
        const dashboard = await openDashboard(browser, url, { size, context: { bypassCSP: true } });
        const { page } = dashboard;
        await dashboard.says('Bash: npm test');
        await wearEditorTheme(page, theme, kind);
        await openView(page, /^Share/);
        await page.locator('.qr-code').nth(1).waitFor();
        await page.getByRole('radio', { name: 'Do everything' }).first().check();
        assert.deepEqual(await complaints(page), []);
        await page.getByRole('tab', { name: 'Links' }).click();
        await page.getByRole('button', { name: 'Create link' }).click();
        await page.getByText('Copy it now').waitFor();
        assert.deepEqual(await complaints(page), []);
        await page.getByRole('tab', { name: 'Devices' }).click();
        await page
          .getByRole('button', { name: /^Revoke/ })
          .first()
          .click();
        assert.deepEqual(await complaints(page), []);
        await page.getByRole('tab', { name: 'People' }).click();
        await page.getByText('Add a user').click();
        await page.getByRole('button', { name: 'Add user' }).waitFor();
        assert.deepEqual(await complaints(page), []);
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
