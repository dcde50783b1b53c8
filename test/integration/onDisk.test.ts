import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ask, bearer, tokenOf } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { startIteration } from '../support/sessions.ts';

describe('what the server keeps on disk', () => {
  const scene = useScene(after);
  let server: RunningServer;

  before(async () => {
    server = await scene.server();
    await startIteration(server, 'secret', 1);
  });

  it('is for this user only', function () {
    if (process.platform === 'win32') return this.skip();
    assert.equal(modeOf(server.dataDir), '700');
    const files = readdirSync(server.dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const modes = Object.fromEntries(files.map(({ parentPath, name }) => [name, modeOf(join(parentPath, name))]));
    assert.equal(modes['server.json'], '600');
    assert.equal(modes['journal.sqlite'], '600');
    assert.deepEqual(new Set(Object.values(modes)), new Set(['600']), JSON.stringify(modes));
  });

  it('is for this user only, also in a folder that was open to all before', async function () {
    if (process.platform === 'win32') return this.skip();
    const dataDir = scene.folder();
    chmodSync(dataDir, 0o755);
    await scene.server({ dataDir });
    assert.equal(modeOf(dataDir), '700');
  });

  it('has no token and no query string in the log, and neither has the terminal', async () => {
    const logged = await scene.server();
    const token = tokenOf(logged);
    for (const path of ['/', '//', '/api/sessions', '/api/nothing', '/api/status/%ff'])
      for (const query of [`token=${token}`, 'token=wrong-secret', 'search=my-secret'])
        await ask(logged, `${path}?${query}`);
    await ask(logged, '/api/sessions', { headers: { ...bearer(logged), host: 'elsewhere' } });
    assert.equal(await logged.stop(), 0);
    const log = readFileSync(join(logged.dataDir, 'logs', 'server.log'), 'utf8');
    assert.match(log, /"msg":"started"/);
    for (const text of [log, logged.stderr()]) {
      assert.ok(!text.includes(token));
      assert.doesNotMatch(text, /secret|\?/);
    }
  });
});

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}
