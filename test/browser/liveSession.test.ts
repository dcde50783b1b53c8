import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { LiveSession } from '../support/browser/liveSession.ts';
import { launchBrowser, openDashboard, overflow, PHONE } from '../support/browser/openDashboard.ts';
import type { OpenDashboard } from '../support/browser/openDashboard.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';

describe('a live session in a browser', function () {
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
    session = new LiveSession('night_20261123_010000');
    server = await startServer({ roots: [session.root] });
    dashboard = await openDashboard(browser, server.url);
    await dashboard.says('Nothing needed from you');
  });
  afterEach(async () => {
    await dashboard.close();
    await server.stop();
    session.remove();
  });

  it('shows a line as it is appended, and an event as it is posted', async () => {
    session.log('compiling 214 modules');
    await dashboard.says('compiling 214 modules');
    await session.post(server.url, 'log_line', { line: 'posted without a file', level: 'info' });
    await dashboard.says('posted without a file');
    await session.post(server.url, 'deploy_preview', { stage: 'blue' });
    await dashboard.says('deploy_preview {"stage":"blue"}');
    session.append('iteration_start', { iteration: 2 });
    await dashboard.says(/Iteration 2 started · \d+ s ago/);
    assert.deepEqual(dashboard.problems, []);
  });

  it('draws a busy night at most ten times a second', async () => {
    const { page } = dashboard;
    await page.locator('.log-foot').evaluate((foot) => {
      const drawn: number[] = [];
      Reflect.set(window, 'drawn', drawn);
      new MutationObserver(() => drawn.push(performance.now())).observe(foot, { characterData: true, subtree: true });
    });
    for (let line = 1; line <= 200; line++) {
      await session.post(server.url, 'log_line', { line: `busy line ${line}`, level: 'info' });
    }
    await dashboard.says('busy line 200');
    const drawn = await page.evaluate(() => Reflect.get(window, 'drawn') as readonly number[]);
    const most = (drawn.at(-1)! - drawn[0]!) / 100 + 2;
    assert.ok(drawn.length > 1 && drawn.length <= most, `${drawn.length} times, ${most} at most`);
  });

  it('names the session in the picker by the phase it is in now, and by the one that is chosen', async () => {
    const { page } = dashboard;
    const picker = page.locator('vscode-dropdown.picker .selected-value');
    const pickerSays = (text: string) => picker.filter({ hasText: text }).waitFor();
    session.append('phase_change', { phase: 'architect', context_percent: 0 });
    await pickerSays('architect · running');
    session.append('phase_change', { phase: 'builder', context_percent: 0 });
    await pickerSays('builder · running');
    const body = JSON.stringify({ type: 'phase_change', data: { phase: 'scout' } });
    await fetch(`${server.url}api/broadcast/another`, { method: 'POST', body });
    await page.locator('vscode-option', { hasText: 'another' }).waitFor({ state: 'attached' });
    await pickerSays('builder · running');
    await page.locator('vscode-dropdown.picker').click();
    await page.locator('vscode-option', { hasText: 'another' }).click();
    await pickerSays('another');
    session.log('the other session goes on');
    session.append('phase_change', { phase: 'test', context_percent: 0 });
    await page.locator('vscode-option', { hasText: 'test · running' }).waitFor({ state: 'attached' });
    await pickerSays('another');
  });

  it('says at once when the session ends', async () => {
    session.append('completion', { success: false, summary: {} });
    await dashboard.says('Failed It gave up and needs you');
    assert.match(await dashboard.page.title(), /^Failed · /);
    assert.match(await dashboard.page.locator('p[role=status]').innerText(), /Failed/);
  });

  it('shows hostile text as text, and runs none of it', async () => {
    const attack = '<img src=x onerror="window.attacked=1"><script>window.attacked=1</script>';
    session.append('iteration_start', { iteration: 3 });
    session.log(`start ${attack} end`, '<b>lvl</b>');
    session.append('task_complete', { task: `task ${attack}`, context_percent: 0 });
    session.append('error', { message: `error ${attack}`, details: { attack } });
    session.append('phase_change', { phase: `phase ${attack}`, context_percent: 0 });
    session.append(`custom ${attack}`, { attack });
    session.log(
      '\u001b[1;31mred\u001b[0m \u001b]8;;javascript:window.attacked=1\u001b\\link\u001b]8;;\u001b\\ \u001b[2Jafter \u001b]0;title\u0007bell',
    );
    session.log(`long ${'x'.repeat(50_000)}`);
    await dashboard.says('red link after bell');
    await dashboard.says(`start ${attack} end`);
    await dashboard.says('long xxx');

    const { page } = dashboard;
    assert.equal(await page.locator('#app img, #app script, #app a[href^=javascript]').count(), 0);
    assert.equal(await page.evaluate(() => Reflect.get(window, 'attacked')), undefined);
    assert.equal(await page.locator('.log-row .ansi-red.ansi-bold').innerText(), 'red');
    assert.equal(await overflow(page), 0);
    await page.setViewportSize(PHONE);
    assert.equal(await overflow(page), 0);
    assert.deepEqual(dashboard.problems, []);
  });

  it('marks what it shows as old when the server is gone, and goes on by itself when it is back', async () => {
    const { page } = dashboard;
    await page.evaluate(() => Reflect.set(window, 'notReloaded', true));
    // A browser that still fetches the page's service worker says of its own accord that it could not.
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await server.kill();
    await dashboard.says(/Connection lost · last update \d+ s ago/);
    await dashboard.says('Was running No connection: what it does now is unknown');
    await dashboard.says('Iteration 1 started');
    session.log('written while nobody watched');

    const { port, dataDir } = server;
    server = await startServer({ roots: [session.root], port, dataDir });
    await page.locator('.connection-connected').waitFor({ timeout: 20_000 });
    await dashboard.says('written while nobody watched');
    session.log('and after');
    await dashboard.says('and after');
    assert.equal(await page.evaluate(() => Reflect.get(window, 'notReloaded')), true);
    const others = dashboard.problems.filter((problem) => !/WebSocket connection|ERR_CONNECTION/.test(problem));
    assert.deepEqual(others, []);
  });

  it('replaces a connection that went silent', async () => {
    let connections = 0;
    let silent = false;
    const asleep = await openDashboard(browser, server.url, {
      before: async (asleepPage) => {
        await asleepPage.clock.install();
        await asleepPage.routeWebSocket(/\/ws$/, (socket) => {
          const real = socket.connectToServer();
          // The first connection falls silent; what follows it works.
          const falters = connections++ === 0;
          socket.onMessage((message) => {
            if (!falters || !silent) real.send(message);
          });
          real.onMessage((message) => {
            if (!falters || !silent) socket.send(message);
          });
        });
      },
    });
    await asleep.says('Nothing needed from you');
    silent = true;
    await asleep.page.clock.runFor(60_000);
    await asleep.page.locator('.connection-connected').waitFor();
    session.log('heard on the new connection');
    await asleep.page.clock.runFor(2_000);
    await asleep.says('heard on the new connection');
    assert.ok(connections >= 2);
    await asleep.close();
  });

  it('stays with the session it shows when that ends, whatever else goes on', async () => {
    const body = JSON.stringify({ type: 'iteration_start', timestamp: '2026-11-22T20:00:00Z', data: { iteration: 5 } });
    await fetch(`${server.url}api/broadcast/older`, { method: 'POST', body });
    await dashboard.page.locator('vscode-option', { hasText: 'older' }).waitFor({ state: 'attached' });
    session.append('completion', { success: true, summary: {} });
    await dashboard.says('Finished, nothing needed from you');
  });

  it('moves on to a session that begins later, unless one was chosen', async () => {
    session.append('completion', { success: true, summary: {} });
    await dashboard.says('Finished, nothing needed from you');
    const next = await openDashboard(browser, `${server.url}#session=${session.id}`);
    await next.says('Finished, nothing needed from you');
    const later = new LiveSession('later_20261123_020000');
    try {
      await later.post(server.url, 'iteration_start', { iteration: 9 });
      await dashboard.says('Iteration 9 started');
      await next.says('Finished, nothing needed from you');
    } finally {
      later.remove();
      await next.close();
    }
  });
});

describe('a server without sessions', function () {
  this.timeout(30_000);

  it('is told apart from one that cannot be reached, and the page says what to do', async () => {
    const browser = await launchBrowser();
    const server = await startServer();
    const dashboard = await openDashboard(browser, server.url, { size: PHONE });
    await dashboard.says('No sessions yet');
    await dashboard.says('npm start -- --root DIR');
    await dashboard.says('Play the demo');
    assert.equal(await overflow(dashboard.page), 0);
    assert.deepEqual(dashboard.problems, []);
    await server.stop();
    await dashboard.says('The server cannot be reached');
    await browser.close();
  });
});
