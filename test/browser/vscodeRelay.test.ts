import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { readMessage } from '../../src/extension/readMessage.ts';
import { Relay } from '../../src/extension/relay.ts';
import type { ServerConnection, ServerState } from '../../src/extension/serverConnection.ts';
import type { Action } from '../../src/protocol/access.ts';
import type { ServerFrame } from '../../src/protocol/frames.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/frames.ts';
import { reduce } from '../../src/protocol/reducer.ts';
import type { Question } from '../../src/protocol/questions.ts';
import { initialState } from '../../src/protocol/state.ts';
import { summarize } from '../../src/protocol/summary.ts';
import type { FromWebview, ToWebview } from '../../src/protocol/webviewMessages.ts';
import { readQuestion } from '../../src/extension/readQuestion.ts';
import { launchBrowser, openDashboard } from '../support/browser/openDashboard.ts';
import type { OpenDashboard } from '../support/browser/openDashboard.ts';
import { requestsAnswer } from '../support/browser/agentSession.ts';
import { recordedEvents, RECORDED_ROOT, RECORDED_SESSION } from '../support/browser/recordedSession.ts';
import { NOT_SHARED, SHARED } from '../support/browser/sharingAnswers.ts';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';
import { post, tokenOf } from '../support/http.ts';
import { untilIndexed } from '../support/sessions.ts';
import { until } from '../support/until.ts';
import { openView } from '../support/browser/openView.ts';

const STATE = recordedEvents().reduce(reduce, initialState(RECORDED_SESSION));

describe('the dashboard behind an editor’s relay', function () {
  this.timeout(30_000);
  let browser: Browser;
  let server: RunningServer;

  before(async () => {
    server = await startServer({ roots: [RECORDED_ROOT] });
    await untilIndexed(server);
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
    await tell(dashboard, { kind: 'follow', session: RECORDED_SESSION, at: null });
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
    assert.deepEqual(await kept(dashboard), { address: `session=${RECORDED_SESSION}` });
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
    await tell(dashboard, { kind: 'follow', session: RECORDED_SESSION, at: null });
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

  it('has the editor open the file that a line names, at its line', async () => {
    const dashboard = await openInEditor(browser, server.url);
    const { page } = dashboard;
    const text =
      'TypeError: x is not a function\n    at total (src/cart/total.ts:12:5)\n    see https://example.com/a.js';
    const line = { seq: 98, time: Date.now(), level: 'error', text, source: 'log' };
    const state = { ...STATE, logs: [line], logCount: 1 };
    await tell(dashboard, { kind: 'frame', frame: hello() });
    await tell(dashboard, { kind: 'follow', session: RECORDED_SESSION, at: null });
    await tell(dashboard, { kind: 'frame', frame: { type: 'snapshot', session: RECORDED_SESSION, seq: 99, state } });
    await page.getByText('TypeError: x is not a function').click();
    const files = page.getByRole('button', { name: /^Open file/ });
    assert.deepEqual(await files.allInnerTexts(), ['Open file src/cart/total.ts, line 12']);
    await files.click();
    const wish = { kind: 'open_file', session: RECORDED_SESSION, path: 'src/cart/total.ts', line: 12 };
    assert.deepEqual((await posted(dashboard)).at(-1), wish);
    assert.deepEqual(dashboard.problems, []);
    await dashboard.close();
  });

  it('shows the sessions side by side that somebody selected in the editor, whatever it showed before', async () => {
    const dashboard = await openInEditor(browser, server.url);
    await tell(dashboard, { kind: 'frame', frame: hello(['read_all']) });
    await tell(dashboard, { kind: 'compare', sessions: ['night', 'day'] });
    await refuse(dashboard, 'compare', 'There is no server.');
    await dashboard.says('There is no server.');
    assert.deepEqual(await kept(dashboard), { address: 'view=compare&session=night&session=day' });
    assert.deepEqual(dashboard.problems, []);
    await dashboard.close();
  });

  it('shares through the extension: opened by the editor, asked and answered over the relay', async () => {
    const dashboard = await openInEditor(browser, server.url);
    const { page } = dashboard;
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await tell(dashboard, { kind: 'frame', frame: hello(['share', 'administer']) });
    await tell(dashboard, { kind: 'share' });
    await answer(dashboard, 'access', { grants: [], users: [] });
    await answer(dashboard, 'sharing', NOT_SHARED);
    await page.getByRole('button', { name: 'Share on LAN' }).click();
    await answer(dashboard, 'share_on_lan', { ...SHARED, tunnel: null });
    const expires = new Date(Date.now() + 60_000).toISOString();
    assert.deepEqual(await answer(dashboard, 'pairing_code', { code: 'one-time', expires_at: expires }), {
      about: 'pairing_code',
      role: 'viewer',
    });
    await page.locator('.qr-code').waitFor();
    await page.getByRole('button', { name: 'Stop sharing' }).click();
    await refuse(dashboard, 'stop_lan', 'The server was started with --host.');
    await page.getByRole('alert').filter({ hasText: 'The server was started with --host.' }).waitFor();
    // The dialog's own code is a file beside the page's; nothing else is fetched.
    assert.deepEqual(
      requests.map((url) => new URL(url).pathname),
      ['/share.js'],
    );
    assert.deepEqual(dashboard.problems, []);
    await dashboard.close();
  });

  it('compares and tells trends by the extension too, where pages have no address', async () => {
    const dashboard = await openInEditor(browser, server.url);
    const { page, says } = dashboard;
    await tell(dashboard, { kind: 'frame', frame: hello(['read_all']) });
    await openView(page, 'History');
    await answer(dashboard, 'history', { sessions: [], next: null, sources: [], projects: [] });
    await openView(page, 'Compare');
    await says('Nothing to compare yet');
    await openView(page, 'Trends');
    await refuse(dashboard, 'trends', 'There is no server.');
    await says('The trends could not be read: There is no server.');
    await page.getByRole('radio', { name: 'Model' }).check();
    const { question } = await until('it asks anew', async () => {
      const asked = await questionOn(dashboard, 'trends');
      return asked.question.about === 'trends' && asked.question.by === 'model' ? asked : undefined;
    });
    assert.equal(readQuestion(question), question);
    assert.deepEqual(dashboard.problems, []);
    await dashboard.close();
  });

  describe('that leads to a server', () => {
    let dashboard: OpenDashboard;
    afterEach(async () => {
      await dashboard.close();
      assert.deepEqual(dashboard.problems, []);
    });

    it('shows a session again from its beginning when the editor says so, and after the panel was hidden', async () => {
      dashboard = await openRelayed(browser, server, { first: { kind: 'follow', session: RECORDED_SESSION, at: 0 } });
      await dashboard.says(/0 s of 10 s/);
      const atRest = await until('it is kept which moment that is', async () => {
        const { address } = (await kept(dashboard)) as { readonly address: string };
        return /&t=[1-9]/.test(address) && address;
      });
      await dashboard.close();
      const state = { address: atRest };
      dashboard = await openRelayed(browser, server, { state });
      await dashboard.says(/0 s of 10 s/);
      await dashboard.page.getByRole('button', { name: 'Live', exact: true }).first().click();
      await dashboard.says('Finished, nothing needed from you');
      assert.deepEqual(await kept(dashboard), { address: `session=${RECORDED_SESSION}` });
    });

    it('lists, searches, pins and opens all sessions there ever were', async () => {
      dashboard = await openRelayed(browser, server);
      const { page } = dashboard;
      await openView(page, 'History');
      const row = page.locator('.history-row', { hasText: 'weather-app' });
      await row.getByRole('button', { name: /^Pin / }).click();
      await row.getByRole('button', { name: /^Pinned / }).waitFor();
      await page.getByRole('searchbox').fill('task marked as complete');
      await page.locator('.hit .session-link').first().click();
      await page.locator('.scrubber').waitFor();
      const { address } = (await kept(dashboard)) as { readonly address: string };
      assert.match(address, new RegExp(`^session=${RECORDED_SESSION}&t=\\d+$`));
    });

    it('comes back with the history where that was on view, and has its report saved by the editor', async () => {
      dashboard = await openRelayed(browser, server, { state: { address: 'history' } });
      const { page } = dashboard;
      await openView(page, 'Report');
      await page.getByLabel('7 days').check();
      await page.getByRole('button', { name: 'HTML', exact: true }).click();
      const asked = (await posted(dashboard)).at(-1)!;
      assert.deepEqual(readMessage(asked), asked);
      assert.ok(asked.kind === 'report');
      assert.equal(asked.format, 'html');
      assert.ok(Date.parse(asked.choice.from!) < Date.parse(asked.choice.to!));
    });

    it('tells of alerts, and mutes their session', async () => {
      const failed = { type: 'completion', data: { success: false } };
      await post(server, '/api/broadcast/night', failed);
      dashboard = await openRelayed(browser, server);
      const { page } = dashboard;
      await page.locator('.bell-on').click();
      const alert = page.locator('.alert', { hasText: 'night failed' });
      await alert.getByRole('button', { name: 'Mute session' }).click();
      await alert.getByRole('button', { name: 'Muted: tell me again' }).waitFor();
    });

    it('deletes a session once it was asked twice', async () => {
      await post(server, '/api/broadcast/old', { type: 'log_line', data: { line: 'x', level: 'info' } });
      dashboard = await openRelayed(browser, server, { state: { address: 'history' } });
      const { page } = dashboard;
      const row = page.locator('.history-row', { hasText: 'old' });
      await row.getByRole('button', { name: /^Delete / }).click();
      await page.getByRole('button', { name: 'Yes, delete' }).click();
      await row.waitFor({ state: 'detached' });
    });
  });
});

interface Relayed {
  /** What the editor tells the page before anything else. */
  readonly first?: ToWebview;
  /** What the page has remembered. */
  readonly state?: unknown;
}

/** The page, and the extension's own relay between it and the server. */
async function openRelayed(
  browser: Browser,
  server: RunningServer,
  { first, state }: Relayed = {},
): Promise<OpenDashboard> {
  const endpoint = { url: server.url, port: server.port, pid: 1, dataDir: server.dataDir, token: tokenOf(server) };
  const connection: Pick<ServerConnection, 'state' | 'subscribe'> = {
    state: { kind: 'connected', endpoint } satisfies ServerState,
    subscribe: () => ({ dispose: () => undefined }),
  };
  const relay = new Relay(connection, (message) => void tell(dashboard, message).catch(() => undefined));
  const hear = (posted: unknown): void => {
    const message = readMessage(posted);
    if (message?.kind === 'frame') relay.send(message.frame);
    if (message?.kind === 'ask') void relay.ask(message.id, message.question);
  };
  const dashboard: OpenDashboard = await openInEditor(browser, server.url, { state, hear });
  dashboard.page.once('close', () => relay.dispose());
  if (first !== undefined) await tell(dashboard, first);
  relay.open();
  return dashboard;
}

function hello(may: readonly Action[] = []): ServerFrame {
  const you = { role: 'owner', session: null, may } as const;
  const sharing = { lan: false, tunnel: false };
  return {
    type: 'hello',
    protocol: PROTOCOL_VERSION,
    epoch: 'e',
    version: '0',
    now: Date.now(),
    you,
    sharing,
    muted: [],
  };
}

/** As in a webview: its one script by a nonce, and no network. */
const WEBVIEW_CSP =
  "default-src 'none'; script-src 'nonce-once'; style-src 'self'; img-src 'self' data:; font-src 'self'";
const WEBVIEW = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Livestream</title>
<link rel="stylesheet" href="./style.css"><link rel="icon" href="data:,"><body><div id="app"></div>
<script type="module" nonce="once" src="./main.js"></script>`;

interface Editor {
  /** What the page has remembered. */
  readonly state?: unknown;
  readonly hear?: (message: unknown) => void;
}

/** The page as in a webview: by its rules, and with VS Code's function in its window. */
function openInEditor(
  browser: Browser,
  url: string,
  { state, hear = () => undefined }: Editor = {},
): Promise<OpenDashboard> {
  return openDashboard(browser, url, {
    before: async (page) => {
      await page.route(url, (route) =>
        route.fulfill({
          contentType: 'text/html',
          headers: { 'Content-Security-Policy': WEBVIEW_CSP },
          body: WEBVIEW,
        }),
      );
      await page.exposeFunction('hear', hear);
      await page.addInitScript((remembered) => {
        const posts: unknown[] = [];
        const editor = {
          postMessage: (message: unknown) => {
            posts.push(message);
            (Reflect.get(window, 'hear') as (message: unknown) => void)(message);
          },
          getState: () => Reflect.get(window, 'kept') as unknown,
          setState: (state: unknown) => Reflect.set(window, 'kept', state),
        };
        Object.assign(window, { posts, kept: remembered, acquireVsCodeApi: () => editor });
      }, state);
    },
  });
}

function tell({ page }: OpenDashboard, message: ToWebview): Promise<void> {
  return page.evaluate((data) => window.postMessage(data, '*'), message as unknown);
}

function posted({ page }: OpenDashboard): Promise<readonly FromWebview[]> {
  return page.evaluate(() => Reflect.get(window, 'posts') as readonly FromWebview[]);
}

/** Waits until the page has asked this, and answers; the question. */
async function answer(dashboard: OpenDashboard, about: Question['about'], answer: unknown): Promise<Question> {
  const { id, question } = await questionOn(dashboard, about);
  await tell(dashboard, { kind: 'answered', id, answered: { ok: true, answer } });
  return question;
}

async function refuse(dashboard: OpenDashboard, about: Question['about'], message: string): Promise<void> {
  const { id } = await questionOn(dashboard, about);
  await tell(dashboard, { kind: 'answered', id, answered: { ok: false, message } });
}

function questionOn(dashboard: OpenDashboard, about: Question['about']) {
  return until(`the page asks for ${about}`, async () =>
    (await posted(dashboard))
      .filter((message) => message.kind === 'ask')
      .findLast(({ question }) => question.about === about),
  );
}

function kept({ page }: OpenDashboard): Promise<unknown> {
  return page.evaluate(() => Reflect.get(window, 'kept') as unknown);
}
