import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import type { ServerFrame } from '../../src/protocol/frames.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/frames.ts';
import { reduce } from '../../src/protocol/reducer.ts';
import { initialState } from '../../src/protocol/state.ts';
import { summarize } from '../../src/protocol/summary.ts';
import type { FromWebview, ToWebview } from '../../src/protocol/webviewMessages.ts';
import { launchBrowser, openDashboard } from '../support/browser/openDashboard.ts';
import type { OpenDashboard } from '../support/browser/openDashboard.ts';
import { requestsAnswer } from '../support/browser/agentSession.ts';
import { recordedEvents, RECORDED_SESSION } from '../support/browser/recordedSession.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';

const STATE = recordedEvents().reduce(reduce, initialState(RECORDED_SESSION));

describe('the dashboard behind an editor’s relay', function () {
  this.timeout(30_000);
  let browser: Browser;
  let server: RunningServer;

  before(async () => {
    server = await startServer();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await server.stop();
  });

  it('asks through the extension, opens no socket, and remembers the session', async () => {
    const dashboard = await openInEditor(browser, server.url);
    const sockets: string[] = [];
    dashboard.page.on('websocket', (socket) => sockets.push(socket.url()));
    assert.deepEqual(await posted(dashboard), [{ kind: 'ready' }]);

    await tell(dashboard, { kind: 'frame', frame: hello() });
    await tell(dashboard, { kind: 'follow', session: RECORDED_SESSION });
    await tell(dashboard, {
      kind: 'frame',
      frame: { type: 'sessions', sessions: [summarize(STATE)], total: 1, next: null },
    });
    const snapshot: ServerFrame = { type: 'snapshot', session: RECORDED_SESSION, seq: 99, state: STATE };
    await tell(dashboard, { kind: 'frame', frame: snapshot });
    await dashboard.says('Finished, nothing needed from you');
    assert.deepEqual((await posted(dashboard)).slice(1), [
      { kind: 'frame', frame: { type: 'list' } },
      { kind: 'frame', frame: { type: 'subscribe', session: RECORDED_SESSION } },
    ]);
    assert.deepEqual(await kept(dashboard), { session: RECORDED_SESSION });
    assert.equal(await dashboard.page.locator('.theme-button').count(), 0);

    await dashboard.page.locator('.export-button').click();
    assert.deepEqual((await posted(dashboard)).at(-1), { kind: 'export', session: RECORDED_SESSION });

    await tell(dashboard, { kind: 'disconnected', message: 'Run “Livestream: Start Server”.' });
    await dashboard.says('Connection lost');
    await dashboard.says('Run “Livestream: Start Server”.');
    assert.deepEqual(sockets, []);
    assert.deepEqual(dashboard.problems, []);
    await dashboard.close();
  });

  it('asks the extension why a number is what it is, and shows its answer or why there is none', async () => {
    const dashboard = await openInEditor(browser, server.url);
    const { page } = dashboard;
    await tell(dashboard, { kind: 'frame', frame: hello() });
    await tell(dashboard, { kind: 'follow', session: RECORDED_SESSION });
    await tell(dashboard, {
      kind: 'frame',
      frame: { type: 'snapshot', session: RECORDED_SESSION, seq: 99, state: STATE },
    });
    await page.getByRole('button', { name: 'Why? Tokens', exact: true }).click();
    await page.getByText('Loading…').waitFor();
    const question = { about: 'requests', session: RECORDED_SESSION, offset: 0 };
    assert.deepEqual((await posted(dashboard)).at(-1), { kind: 'ask', id: 1, question });
    await tell(dashboard, { kind: 'answered', id: 1, answered: { ok: false, message: 'There is no server.' } });
    await page.getByText('There is no server.').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await tell(dashboard, { kind: 'answered', id: 2, answered: { ok: true, answer: requestsAnswer(7, 0) } });
    await page.getByText('7 of 7', { exact: true }).waitFor();
    assert.deepEqual(dashboard.problems, []);
    await dashboard.close();
  });
});

function hello(): ServerFrame {
  return { type: 'hello', protocol: PROTOCOL_VERSION, epoch: 'e', version: '0', now: Date.now() };
}

/** The page as in a webview: with VS Code's function in its window. */
function openInEditor(browser: Browser, url: string): Promise<OpenDashboard> {
  return openDashboard(browser, url, {
    before: (page) =>
      page.addInitScript(() => {
        const posts: unknown[] = [];
        const editor = {
          postMessage: (message: unknown) => posts.push(message),
          getState: () => Reflect.get(window, 'kept') as unknown,
          setState: (state: unknown) => Reflect.set(window, 'kept', state),
        };
        Object.assign(window, { posts, acquireVsCodeApi: () => editor });
      }),
  });
}

function tell({ page }: OpenDashboard, message: ToWebview): Promise<void> {
  return page.evaluate((data) => window.postMessage(data, '*'), message as unknown);
}

function posted({ page }: OpenDashboard): Promise<readonly FromWebview[]> {
  return page.evaluate(() => Reflect.get(window, 'posts') as readonly FromWebview[]);
}

function kept({ page }: OpenDashboard): Promise<unknown> {
  return page.evaluate(() => Reflect.get(window, 'kept') as unknown);
}
