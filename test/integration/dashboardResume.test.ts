import assert from 'node:assert/strict';
import { DashboardClient } from '../support/dashboardClient.ts';
import { foundryFolder, producer } from '../support/foundry.ts';
import { post } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { startIteration, statusWhen } from '../support/sessions.ts';
import { until } from '../support/until.ts';

describe('a dashboard that was away', () => {
  const scene = useScene(after);
  let server: RunningServer;
  let root: string;

  before(async () => {
    root = scene.folder();
    server = await scene.server({ roots: [root] });
  });

  it('gets only what it missed when it comes back', async () => {
    await startIteration(server, 'missed', 1);
    const dashboard = await DashboardClient.open(scene, server);
    await dashboard.follow('missed');
    await dashboard.disconnect();
    assert.equal(dashboard.view.connection, 'lost');
    assert.equal(dashboard.view.followed?.state.iteration, 1, 'what is known stays on view');
    for (const iteration of [2, 3, 4]) await startIteration(server, 'missed', iteration);
    await dashboard.connect(server);
    await until('the missed events have come', () => dashboard.view.followed?.state.iteration === 4);
    assert.deepEqual(dashboard.framesOf('snapshot'), []);
    const got = dashboard.framesOf('events').flatMap(({ events }) => events.map(({ data }) => data));
    assert.deepEqual(got, [{ iteration: 2 }, { iteration: 3 }, { iteration: 4 }]);
  });

  it('gets a snapshot instead when it missed more than is worth sending one by one', async () => {
    await startIteration(server, 'long_away', 1);
    const dashboard = await DashboardClient.open(scene, server);
    await dashboard.follow('long_away');
    await dashboard.disconnect();
    const make = producer('long_away');
    const folder = foundryFolder(root, 'long_away');
    for (let line = 0; line < 1_500; line++) folder.event(make('log_line', { line: `${line}` }));
    folder.event(make('iteration_start', { iteration: 9 }));
    await statusWhen(server, 'long_away', 'the lines were read', ({ iterations }) => iterations === 9);
    await dashboard.connect(server);
    await until('it knows', () => dashboard.view.followed?.state.iteration === 9);
    assert.deepEqual(dashboard.framesOf('events'), []);
    assert.equal(dashboard.framesOf('snapshot').length, 1);
  });

  it('goes on where it was after the server was killed and started again', async () => {
    const folders = { roots: [scene.folder()], dataDir: scene.folder() };
    const first = await scene.server(folders);
    await startIteration(first, 'survivor', 1);
    const dashboard = await DashboardClient.open(scene, first);
    await dashboard.follow('survivor');
    await first.kill();
    await until('the connection is lost', () => dashboard.view.connection === 'lost');
    const second = await scene.server(folders);
    await startIteration(second, 'survivor', 2);
    await dashboard.connect(second);
    await until('it knows', () => dashboard.view.followed?.state.iteration === 2);
    assert.deepEqual(dashboard.framesOf('snapshot'), []);
    assert.equal(dashboard.framesOf('events').flatMap(({ events }) => events).length, 1);
  });

  it('starts anew when the server has lost its data, though the numbers look as if they went on', async () => {
    const [before, other] = [await scene.server(), await scene.server()];
    await startIteration(before, 'reborn', 1);
    const dashboard = await DashboardClient.open(scene, before);
    await dashboard.follow('reborn');
    assert.equal(dashboard.view.followed?.seq, 1);
    await dashboard.disconnect();
    for (const iteration of [11, 12, 13]) await startIteration(other, 'reborn', iteration);
    await dashboard.connect(other);
    await until('it knows', () => dashboard.view.followed?.state.iteration === 13);
    assert.deepEqual(dashboard.framesOf('events'), []);
    assert.deepEqual(dashboard.known, await snapshotOf(other, 'reborn'));
  });

  it('gets a snapshot when what it says it has is not of this server, or not yet there', async () => {
    for (const iteration of [1, 2, 3]) await startIteration(server, 'claims', iteration);
    const dashboard = await DashboardClient.open(scene, server);
    const { epoch } = dashboard.framesOf('hello')[0]!;
    const claims = [{ after: 1, epoch: 'another' }, { after: 1 }, { after: 1_000_000, epoch }];
    for (const [index, claim] of claims.entries()) {
      dashboard.socket.send(JSON.stringify({ type: 'subscribe', session: 'claims', ...claim }));
      await until('the snapshot has come', () => dashboard.framesOf('snapshot').length === index + 1);
    }
    assert.deepEqual(dashboard.framesOf('events'), []);
  });

  it('that is too slow gets a snapshot when it is ready again, not all that it was too slow for', async () => {
    await startIteration(server, 'torrent', 1);
    const dashboard = await DashboardClient.open(scene, server);
    await dashboard.follow('torrent');
    dashboard.socket.pause();
    const make = producer('torrent');
    const line = 'x'.repeat(500_000);
    for (let n = 0; n < 80; n++) await post(server, '/api/broadcast/torrent', make('log_line', { line }));
    await startIteration(server, 'torrent', 2);
    dashboard.socket.resume();
    await until('it is in sync', () => dashboard.view.followed?.state.iteration === 2);
    assert.equal(dashboard.framesOf('snapshot').length, 2, 'one at the start, one now');
    assert.ok(dashboard.bytes < 40 * line.length, `${dashboard.bytes} bytes were kept for it`);
    assert.deepEqual(dashboard.known, await snapshotOf(server, 'torrent'));
    // And from here on it gets events again.
    await startIteration(server, 'torrent', 3);
    await until('the next event has come', () => dashboard.view.followed?.state.iteration === 3);
    assert.equal(dashboard.framesOf('events').at(-1)?.events.length, 1);
  });

  async function snapshotOf(on: RunningServer, session: string) {
    const dashboard = await DashboardClient.open(scene, on);
    await dashboard.follow(session);
    return dashboard.known;
  }
});
