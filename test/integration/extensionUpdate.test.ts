import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAlive } from '../../src/server/base/isAlive.ts';
import type { Launched } from '../../src/extension/launchServer.ts';
import { launchServer } from '../../src/extension/launchServer.ts';
import { launchOptionsFor, openEditorWindow } from '../support/editorWindow.ts';
import { foundryFolder, producer } from '../support/foundry.ts';
import { serverScript } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { eventsOf, rootsOf, startIteration } from '../support/sessions.ts';
import { until } from '../support/until.ts';

const NEWER = '99.0.0';

describe('the extension updated while an old server runs', () => {
  const scene = useScene(afterEach);

  it('replaces it without losing an event, and the window of the old version goes over to the new server', async () => {
    const [dataDir, root, otherRoot] = [scene.folder(), scene.folder(), scene.folder()];
    const old = openEditorWindow(scene, serverScript, dataDir, root);
    await until('the old window is connected', () => old.endpoint() !== null);
    const before = old.endpoint()!;
    await startIteration(before, 'posted', 1);
    const [folder, event] = [foundryFolder(root, 'written'), producer('written')];
    folder.event(event('iteration_start', { iteration: 1 }));
    await until('what was written is there', async () => (await eventsOf(before, 'written')).length === 1);

    const next = launch(newerServer(), dataDir, otherRoot);
    // Written at whatever moment of the change: the file is read on where it was left.
    folder.event(event('iteration_start', { iteration: 2 }));
    const { endpoint } = await next;
    assert.notEqual(endpoint.pid, before.pid);
    assert.equal(isAlive(before.pid), false);
    assert.equal(endpoint.port, before.port);
    assert.deepEqual([...(await rootsOf(endpoint))].sort(), [root, otherRoot].sort());
    await until('both events are there', async () => (await eventsOf(endpoint, 'written')).length === 2);
    assert.equal((await eventsOf(endpoint, 'posted')).length, 1);

    await until('the old window is connected again', () => old.endpoint()?.pid === endpoint.pid);
    assert.equal(old.connection.view.serverVersion, NEWER);
    assert.deepEqual([...(old.connection.view.sessions?.keys() ?? [])].sort(), ['posted', 'written']);
  });

  it('joins it from a window of the old version, and leaves a server alone that was started in a terminal', async () => {
    const [dataDir, root] = [scene.folder(), scene.folder()];
    const { endpoint } = await launch(newerServer(), dataDir, root);
    assert.equal((await launch(serverScript, dataDir, root)).endpoint.pid, endpoint.pid);

    const inTerminal = await scene.server();
    const joined = await launch(newerServer(), inTerminal.dataDir, root);
    assert.equal(joined.endpoint.pid, inTerminal.process.pid);
  });

  async function launch(script: string, dataDir: string, root: string): Promise<Launched> {
    const launched = await launchServer(launchOptionsFor(script, dataDir, root), () => undefined);
    scene.atEnd(() => launched.child?.kill('SIGKILL'));
    return launched;
  }

  /** The same server as a later version of the extension brings it. */
  function newerServer(): string {
    const folder = scene.folder();
    cpSync(dirname(serverScript), folder, { recursive: true, filter: (path) => !path.endsWith('.map') });
    const script = join(folder, 'server.js');
    const { version } = JSON.parse(readFileSync(join(dirname(serverScript), '../package.json'), 'utf8')) as {
      version: string;
    };
    const text = readFileSync(script, 'utf8');
    const newer = text.replace(`VERSION="${version}"`, `VERSION="${NEWER}"`);
    assert.notEqual(newer, text, 'the build names its version otherwise now');
    writeFileSync(script, newer);
    return script;
  }
});
