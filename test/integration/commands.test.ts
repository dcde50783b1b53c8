import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { z } from 'zod';
import type * as schemas from '../../src/server/transports/http/schemas.ts';
import { producer } from '../support/foundry.ts';
import { post } from '../support/http.ts';
import { runCommand } from '../support/commandLine.ts';
import { copyRecorded, RECORDED_ID } from '../support/recordedFolder.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { eventsOf, statusOf, untilIndexed } from '../support/sessions.ts';
import { within } from '../support/until.ts';

type Exported = z.infer<typeof schemas.exported>;

describe('the command line', () => {
  const scene = useScene(after);
  let server: RunningServer;
  let here: readonly string[];

  before(async () => {
    server = await scene.server({ roots: [copyRecorded(scene.folder())] });
    here = ['--data-dir', server.dataDir];
    await untilIndexed(server);
  });

  it('emits an event, with numbers as numbers and words as words', async () => {
    const pairs = ['task=Write tests', 'context_percent=12.5', 'by={"name":"me"}', 'note=a=b'];
    const { code, stdout } = await runCommand(['emit', 'by_hand', 'task_complete', ...pairs, ...here]);
    assert.equal(code, 0);
    assert.match(stdout, /^Saved\. Told 0 clients\.\n$/);
    const [event] = await eventsOf(server, 'by_hand');
    assert.deepEqual(event?.data, { task: 'Write tests', context_percent: 12.5, by: { name: 'me' }, note: 'a=b' });
  });

  it('emits to the address it is given', async () => {
    const { code } = await runCommand([
      'emit',
      'by_url',
      'anything',
      '--url',
      server.url,
      '--data-dir',
      scene.folder(),
    ]);
    assert.equal(code, 0);
    assert.equal((await eventsOf(server, 'by_url')).length, 1);
  });

  it('says which field is wrong when the server refuses an event', async () => {
    const { code, stderr } = await runCommand(['emit', 'refused', 'iteration_start', 'iteration=one', ...here]);
    assert.equal(code, 1);
    assert.match(stderr, /data\.iteration/);
    assert.deepEqual(await eventsOf(server, 'refused'), []);
  });

  it('says what to do when there is no server to emit to', async () => {
    const { code, stderr } = await runCommand(['emit', 's', 'x', '--data-dir', scene.folder()]);
    assert.equal(code, 1);
    assert.match(stderr, /Start one with "livestream"/);
    const dead = await runCommand(['emit', 's', 'x', '--url', 'http://127.0.0.1:9/']);
    assert.equal(dead.code, 1);
    assert.match(dead.stderr, /does not answer/);
  });

  it('exports the same events from a running server and from a stopped one', async () => {
    const other = await scene.server({ roots: [copyRecorded(scene.folder())] });
    await untilIndexed(other);
    const make = producer(RECORDED_ID);
    await post(other, `/api/broadcast/${RECORDED_ID}`, make('log_line', { line: 'one more' }));
    const args = ['export', RECORDED_ID, '--data-dir', other.dataDir];
    const running = await runCommand(args);
    assert.equal(running.code, 0);
    assert.equal(await other.stop(), 0);
    const stopped = await runCommand(args);
    assert.equal(stopped.code, 0);
    const [before, after] = [running, stopped].map(({ stdout }) => JSON.parse(stdout) as Exported) as [
      Exported,
      Exported,
    ];
    assert.equal(before.format, 1);
    assert.deepEqual(after.events, before.events);
    assert.deepEqual(after.logs, before.logs);
    assert.deepEqual(after.session.tokens, before.session.tokens);
    assert.ok(before.logs.some(({ line }) => line === 'one more'));
  });

  it('says so when there is no such session to export, running or stopped', async () => {
    const running = await runCommand(['export', 'nobody', ...here]);
    assert.equal(running.code, 1);
    assert.equal(running.stdout, '');
    assert.match(running.stderr, /not found/i);
    const stopped = await runCommand(['export', 'nobody', '--data-dir', scene.folder()]);
    assert.equal(stopped.code, 1);
    assert.match(stopped.stderr, /no session "nobody"/);
  });

  it('tells the status of the running server, and ends with 1 when there is none', async () => {
    const { code, stdout } = await runCommand(['status', ...here]);
    assert.equal(code, 0);
    const status = JSON.parse(stdout);
    assert.equal(status.url, server.url);
    assert.equal(status.pid, server.process.pid);
    assert.equal(status.status, 'healthy');
    const none = await runCommand(['status', '--data-dir', scene.folder()]);
    assert.equal(none.code, 1);
    assert.match(none.stderr, /No livestream server runs/);
  });

  it('stops the running server, and is content when there is none', async () => {
    const other = await scene.server();
    const exited = once(other.process, 'exit');
    const { code, stdout } = await runCommand(['stop', '--data-dir', other.dataDir]);
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`Stopped .*process ${other.process.pid}`));
    const [exitCode] = await within('its end', exited);
    assert.equal(exitCode, 0);
    const again = await runCommand(['stop', '--data-dir', other.dataDir]);
    assert.equal(again.code, 0);
    assert.match(again.stdout, /No livestream server runs/);
  });

  const MISUSED = [
    ['--port', 'eighty'],
    ['--port', '70000'],
    ['--port'],
    ['--nonsense'],
    ['nonsense'],
    ['emit'],
    ['emit', 'session'],
    ['export'],
    ['demo', '--speed', '0'],
    ['demo', '--speed', 'fast'],
  ];
  for (const args of MISUSED) {
    it(`ends with 2 and says why for "livestream ${args.join(' ')}"`, async () => {
      const { code, stdout, stderr } = await runCommand(args, { LIVESTREAM_DATA_DIR: scene.folder() });
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, /^error: /);
    });
  }

  it('ends with 2 and says why for a port in the environment that is none', async () => {
    const { code, stderr } = await runCommand(['serve'], { LIVESTREAM_PORT: 'eighty' });
    assert.equal(code, 2);
    assert.match(stderr, /LIVESTREAM_PORT/);
  });

  it('tells its version and its commands', async () => {
    const version = await runCommand(['--version']);
    assert.equal(version.code, 0);
    assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
    const help = await runCommand(['--help']);
    assert.equal(help.code, 0);
    for (const command of ['serve', 'demo', 'emit', 'export', 'status', 'stop']) assert.match(help.stdout, new RegExp(`^  ${command}\\b`, 'm')); // prettier-ignore
  });

  it('leaves the running server as it was', async () => {
    assert.equal((await statusOf(server, RECORDED_ID)).iterations, 7);
    assert.equal(server.stderr(), '');
  });
});
