import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { isAlive } from '../../src/server/base/isAlive.ts';
import { healthOf, rootsOf } from '../support/sessions.ts';
import { until } from '../support/until.ts';
import { useScene } from '../support/scene.ts';
import { launchChromium } from '../support/vscode/chromium.ts';
import { readServerFile } from '../support/vscode/livestreamServer.ts';
import type { ServerFile } from '../support/vscode/livestreamServer.ts';
import { packageExtension } from '../support/vscode/packageExtension.ts';
import { serveVscode } from '../support/vscode/serveVscode.ts';
import type { Vscode } from '../support/vscode/serveVscode.ts';
import { Workbench } from '../support/vscode/workbench.ts';

/** An editor keeps the extension of a closed window for a while, in case that the window comes back. */
const EDITOR_ENDS_WITHIN_MS = 60_000;

describe('two windows with the packaged extension', function () {
  this.timeout(120_000);
  const scene = useScene(after);
  const folders = [scene.folder(), scene.folder()] as const;
  let vscode: Vscode;
  let browser: Browser;
  const windows: Workbench[] = [];
  let first: Workbench;
  let second: Workbench;

  before(async () => {
    vscode = await serveVscode({ extensions: [(await packageExtension()).vsix] });
    scene.atEnd(() => vscode.stop());
    browser = await launchChromium();
    scene.atEnd(() => browser.close());
  });

  /** Whatever became of the test before: these two are open and want a server, and no other is open. */
  beforeEach(async () => {
    const kept: Workbench[] = [];
    for (const window of windows) {
      const isKept = (window === first || window === second) && (await wantsServer(window));
      if (isKept) kept.push(window);
      else await window.close();
    }
    if (!kept.includes(first)) first = await openWindow(folders[0]);
    if (!kept.includes(second)) second = await openWindow(folders[1]);
  });

  it('share one server, which watches the folders of both', async () => {
    await untilWatched(await untilConnected(2), folders);
  });

  it('both go over to the server that one of them restarts', async () => {
    const before = await untilConnected(2);
    await first.palette('Livestream: Restart Server');
    const next = await untilConnected(2, before.pid);
    assert.equal(isAlive(before.pid), false);
    assert.equal(isAlive(next.pid), true);
  });

  it('lose nothing when one of them is closed', async () => {
    const { pid } = await untilConnected(2);
    await first.close();
    const server = await untilConnected(1);
    assert.equal(server.pid, pid);
    await second.statusItem('Livestream').waitFor();
  });

  it('take the server along when the last of them is closed', async () => {
    const { pid } = await untilConnected(2);
    await first.close();
    await second.close();
    await until('the server is gone', () => !isAlive(pid), EDITOR_ENDS_WITHIN_MS);
    assert.equal(await readServerFile(vscode.dataDir), null);
  });

  it('leave it stopped when somebody stops it', async () => {
    const { pid } = await untilConnected(2);
    await first.palette('Livestream: Stop Server');
    await first.statusItem('Livestream: off').waitFor();
    await until('the server is gone', () => !isAlive(pid), EDITOR_ENDS_WITHIN_MS);
    await second.statusItem('Livestream: off').waitFor({ timeout: EDITOR_ENDS_WITHIN_MS });
    assert.equal(await readServerFile(vscode.dataDir), null);
  });

  // Last, and left open: VS Code loads a window anew whose first folder has become another, and a Chromium that is told
  // to close or leave a page at that moment may never come to it.
  it('have a folder watched as soon as it is added to the workspace of one', async () => {
    const [held, added] = [scene.folder(), scene.folder()];
    const workspace = join(scene.folder(), 'two.code-workspace');
    const hold = (...paths: string[]): void =>
      writeFileSync(workspace, JSON.stringify({ folders: paths.map((path) => ({ path })) }));
    hold(held);
    await openWindow(workspace);
    const server = await untilConnected(3);
    assert.ok(!(await rootsOf(server)).includes(added));
    hold(held, added);
    await untilWatched(server, [...folders, held, added]);
    assert.ok(isAlive(server.pid));
  });

  async function untilWatched(server: { readonly port: number }, paths: readonly string[]): Promise<void> {
    await until(`${paths.length} folders are watched`, async () => {
      const roots = await rootsOf(server);
      return paths.every((path) => roots.includes(path));
    });
  }

  async function wantsServer(window: Workbench): Promise<boolean> {
    return !window.page.isClosed() && !(await window.statusItem('Livestream: off').isVisible());
  }

  async function openWindow(path: string): Promise<Workbench> {
    const window = new Workbench(await (await browser.newContext()).newPage());
    windows.push(window);
    await window.open(vscode.origin, path);
    return window;
  }

  /** The server, other than the process `not`, once so many windows are connected to it. */
  function untilConnected(count: number, not?: number): Promise<ServerFile> {
    return until(`${count} windows are connected`, async () => {
      const file = await readServerFile(vscode.dataDir);
      if (file === null || file.pid === not || !isAlive(file.pid)) return undefined;
      const health = await healthOf(file).catch(() => null);
      return health?.connections === count ? file : undefined;
    });
  }
});
