import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { launchOptions } from '../../src/extension/launchOptions.ts';
import type { Launched } from '../../src/extension/launchServer.ts';
import { launchServer } from '../../src/extension/launchServer.ts';
import { ServerProblem } from '../../src/extension/serverProblem.ts';
import type { Settings } from '../../src/extension/settings.ts';
import { DEFAULTS } from '../../src/extension/settings.ts';
import { endWithTests } from '../support/endWithTests.ts';
import { serverScript } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { healthOf, rootsOf } from '../support/sessions.ts';

describe('the editor that starts the server', () => {
  const scene = useScene(afterEach);

  async function launch(settings: Partial<Settings>, roots: readonly string[] = []): Promise<Launched> {
    const options = launchOptions(
      { ...DEFAULTS, port: 0, claude: false, codex: false, ...settings },
      serverScript,
      roots,
    );
    const launched = await launchServer(options, () => undefined);
    const { child } = launched;
    if (child === null) return launched;
    endWithTests(child);
    scene.atEnd(async () => {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    });
    return launched;
  }

  async function problem(settings: Partial<Settings>): Promise<ServerProblem> {
    const error = await launch(settings).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof ServerProblem, String(error));
    return error;
  }

  it('learns where it is, with its key, and has the folders watched', async () => {
    const [dataDir, root] = [scene.folder(), scene.folder()];
    const { endpoint, child } = await launch({ dataDir }, [root]);
    assert.equal(endpoint.pid, child?.pid);
    assert.ok(endpoint.token.length > 20);
    assert.deepEqual(await rootsOf(endpoint), [root]);
  });

  it('without a folder has none watched', async () => {
    const { endpoint } = await launch({ dataDir: scene.folder() });
    assert.deepEqual(await rootsOf(endpoint), []);
  });

  it('joins the one that runs, and adds its folders to it', async () => {
    const [dataDir, root] = [scene.folder(), scene.folder()];
    const running = await scene.server({ dataDir });
    const { endpoint, child } = await launch({ dataDir }, [root]);
    assert.equal(child, null);
    assert.equal(endpoint.pid, running.process.pid);
    assert.ok((await rootsOf(running)).includes(root));
    assert.equal((await healthOf(running)).status, 'healthy');
  });

  it('says which setting to change when another program has the port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    scene.atEnd(() => other.close());
    const { port } = other.address() as AddressInfo;
    const { message, setting } = await problem({ port, dataDir: scene.folder() });
    assert.match(message, new RegExp(`Port ${port} is used by another program`));
    assert.equal(setting, 'port');
  });

  it('says which setting to change when this machine has no such address', async () => {
    const { message, setting } = await problem({ host: '192.0.2.1', dataDir: scene.folder() });
    assert.match(message, /no address 192\.0\.2\.1/);
    assert.equal(setting, 'host');
  });

  it('says which setting to change when the data folder cannot be made', async () => {
    assert.equal((await problem({ dataDir: join(serverScript, 'data') })).setting, 'dataDir');
  });

  it('says which setting to change when the runtime is not there', async () => {
    assert.equal((await problem({ nodePath: join(scene.folder(), 'node') })).setting, 'nodePath');
  });
});
