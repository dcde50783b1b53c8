import assert from 'node:assert/strict';
import { ITERATIONS } from '../../src/server/demo/script.ts';
import { runCommand } from '../support/commandLine.ts';
import { ask } from '../support/http.ts';
import { useScene } from '../support/scene.ts';
import { diagnosticsOf, eventsOf, statusOf, statusWhen } from '../support/sessions.ts';

describe('livestream demo', () => {
  const scene = useScene(after);

  it('plays a whole night into the running server: everything arrives, once and without a problem', async () => {
    const server = await scene.server();
    const { code, stdout } = await runCommand(['demo', '--speed', '20000', '--no-open', '--data-dir', server.dataDir]);
    assert.equal(code, 0);
    const session = /The demo session (\S+) is complete/.exec(stdout)![1]!;
    await statusWhen(server, session, 'the session is complete', ({ is_complete }) => is_complete);
    const total = ITERATIONS.reduce((sum, { input, output }) => sum + input + output, 0);
    await statusWhen(server, session, 'all model calls were read', ({ tokens }) => tokens.total >= total);

    const status = await statusOf(server, session);
    assert.equal(status.iterations, ITERATIONS.length);
    assert.equal(status.iterations, 8);
    assert.equal(status.tasks.completed.length, 6);
    assert.deepEqual(status.tasks.remaining, []);
    assert.equal(status.tokens.total, total);
    assert.ok(status.cost.usd! > 0);
    assert.equal(status.cost.unpriced_tokens, 0);
    const starts = (await eventsOf(server, session)).filter(({ type }) => type === 'iteration_start');
    assert.equal(starts.length, 8);
    assert.deepEqual(await diagnosticsOf(server), []);
    assert.equal((await ask(server, '/api/sessions/completed')).json().count, 1);
    assert.equal(server.stderr(), '');
  });
});
