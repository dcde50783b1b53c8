import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { healthOf, rootsOf } from '../support/sessions.ts';
import { until } from '../support/until.ts';
import { useScene } from '../support/scene.ts';
import { launchChromium } from '../support/vscode/chromium.ts';
import { isAlive, readServerFile } from '../support/vscode/livestreamServer.ts';
import type { ServerFile } from '../support/vscode/livestreamServer.ts';
import { packageExtension } from '../support/vscode/packageExtension.ts';
import { serveVscode } from '../support/vscode/serveVscode.ts';
import type { Vscode } from '../support/vscode/serveVscode.ts';
import { Workbench } from '../support/vscode/workbench.ts';

describe('two windows with the packaged extension', function () {
  this.timeout(60_000);
  const scene = useScene(after);
  const folders = [scene.folder(), scene.folder(), scene.folder()] as const;
  const beside = scene.folder();
  const workspace = join(scene.folder(), 'two.code-workspace');
  let vscode: Vscode;
  let browser: Browser;
  let first: Workbench;
  let second: Workbench;

  before(async () => {
    vscode = await serveVscode({ extensions: [(await packageExtension()).vsix] });
    scene.atEnd(() => vscode.stop());
    browser = await launchChromium();
    scene.atEnd(() => browser.close());
    first = await openWindow(folders[0]);
    second = await openWindow(folders[1]);
  });

  it('share one server, which watches the folders of both', async () => {
    await untilWatched(await untilConnected(2), folders.slice(0, 2));
  });

  it('have a folder watched as soon as it is added to the workspace of one', async () => {
    holdFolders([]);
    const third = await openWindow(workspace);
    const server = await untilConnected(3);
    assert.ok(!(await rootsOf(server)).includes(folders[2]));
    holdFolders(folders.slice(2));
    await untilWatched(server, folders);
    assert.ok(isAlive(server.pid));
    await third.page.goto('about:blank');
    await untilConnected(2);
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
    await first.page.goto('about:blank');
    const server = await untilConnected(1);
    assert.equal(server.pid, pid);
    await second.statusItem('Livestream').waitFor();
  });

  it('take the server along when the last of them is closed', async () => {
    const { pid } = await untilConnected(1);
    await second.page.goto('about:blank');
    await until('the server is gone', () => !isAlive(pid));
    assert.equal(await readServerFile(vscode.dataDir), null);
  });

  it('leave it stopped when somebody stops it', async () => {
    first = await openWindow(folders[0]);
    second = await openWindow(workspace);
    const { pid } = await untilConnected(2);
    await first.palette('Livestream: Stop Server');
    await first.statusItem('Livestream: off').waitFor();
    await until('the server is gone', () => !isAlive(pid));
    await second.statusItem('Livestream: off').waitFor({ timeout: 30_000 });
    assert.equal(await readServerFile(vscode.dataDir), null);
  });

  function holdFolders(paths: readonly string[]): void {
    writeFileSync(workspace, JSON.stringify({ folders: [...paths, beside].map((path) => ({ path })) }));
  }

  async function untilWatched(server: { readonly port: number }, paths: readonly string[]): Promise<void> {
    await until(`${paths.length} folders are watched`, async () => {
      const roots = await rootsOf(server);
      return paths.every((path) => roots.includes(path));
    });
  }

  async function openWindow(folder: string): Promise<Workbench> {
    const page = await (await browser.newContext()).newPage();
    const workbench = new Workbench(page);
    await workbench.open(vscode.origin, folder);
    return workbench;
  }

  /** The server, other than the process `not`, once so many windows are connected to it. */
  function untilConnected(windows: number, not?: number): Promise<ServerFile> {
    return until(`${windows} windows are connected`, async () => {
      const file = await readServerFile(vscode.dataDir);
      if (file === null || file.pid === not || !isAlive(file.pid)) return undefined;
      const health = await healthOf(file).catch(() => null);
      return health?.connections === windows ? file : undefined;
    });
  }
});
