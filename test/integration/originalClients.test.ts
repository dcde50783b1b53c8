import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ask } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { followSession } from '../support/sessionClient.ts';
import { eventsOf, statusOf } from '../support/sessions.ts';

const run = promisify(execFile);
const SCRIPT = join(import.meta.dirname, '../fixtures/python/producer.py');
const EVENTS_A_PROCESS = 7;
/** So that local time is not UTC, for the server and the program alike. */
const TZ = 'America/New_York';

describe('a Python program that reports as the original broadcaster does', function () {
  const scene = useScene(after);
  let server: RunningServer;
  let root: string;

  before(async function () {
    // Without Python there is nothing to try here.
    if (!(await hasPython())) return this.skip();
    root = scene.folder();
    server = await scene.server({ roots: [root], env: { TZ } });
  });

  it('shows up: both of its processes count, though each numbers from 1', async () => {
    for (const iteration of [1, 2]) await produce('by_post', iteration);
    assert.equal((await eventsOf(server, 'by_post')).length, 2 * EVENTS_A_PROCESS);
    const status = await statusOf(server, 'by_post');
    assert.equal(status.iterations, 2);
    assert.deepEqual(status.tasks.completed, ['1: Part 1', '2: Part 2']);
    assert.equal(status.context.percentage, 22);
    assert.equal(status.phase, 'builder', 'the "init" of the second process is no step back');
    const { logs } = (await ask(server, '/api/logs/by_post')).json() as { logs: string[] };
    assert.ok(logs.includes('Iteration 2: grüße 🌙'));
  });

  it('counts once when it writes its file as well', async () => {
    await produce('both_ways', 1, root);
    await produce('both_ways', 2, root);
    assert.equal((await eventsOf(server, 'both_ways')).length, 2 * EVENTS_A_PROCESS);
  });

  it('is dated by its own local time', async () => {
    const from = Date.now();
    await produce('dated', 1);
    const to = Date.now();
    for (const { time, clock } of await eventsOf(server, 'dated')) {
      assert.equal(clock, 'producer');
      assert.ok(time >= from - 1 && time <= to, new Date(time).toISOString());
    }
    assert.equal((await statusOf(server, 'dated')).state.name, 'running');
  });

  it('is told how many listen', async () => {
    const client = await followSession(server, 'listened');
    scene.atEnd(client.close);
    assert.deepEqual(await produce('listened', 1), Array(EVENTS_A_PROCESS).fill('1'));
  });

  /** One process of the program; what it printed. */
  async function produce(session: string, iteration: number, folder?: string): Promise<string[]> {
    const args = [SCRIPT, `http://localhost:${server.port}`, session, String(iteration), ...(folder ? [folder] : [])];
    const { stdout } = await run('python3', args, { env: { ...process.env, TZ, PYTHONUTF8: '1' }, timeout: 15_000 });
    return stdout.trim().split('\n');
  }
});

function hasPython(): Promise<boolean> {
  return run('python3', ['--version'], { timeout: 5_000 }).then(
    () => true,
    () => false,
  );
}
