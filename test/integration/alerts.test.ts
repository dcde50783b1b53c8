import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { z } from 'zod';
import type * as schemas from '../../src/server/transports/http/alertSchemas.ts';
import { runCommand } from '../support/commandLine.ts';
import { DashboardClient } from '../support/dashboardClient.ts';
import { ask, bearer, post } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { diagnosticsOf } from '../support/sessions.ts';
import { until } from '../support/until.ts';

type AlertList = z.infer<typeof schemas.alertList>;

const SECRET = 'very-secret';

describe('alerts', () => {
  const scene = useScene(afterEach);

  /** A service that people are told by: what it was sent, and the status it answers with. */
  async function service() {
    const it = { received: [] as string[], status: 200, address: '' };
    const http = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => it.received.push(text));
      request.on('end', () => response.writeHead(it.status).end());
    }).listen(0, '127.0.0.1');
    await once(http, 'listening');
    scene.atEnd(() => {
      http.closeAllConnections();
      http.close();
    });
    it.address = `http://127.0.0.1:${(http.address() as AddressInfo).port}/${SECRET}`;
    return it;
  }

  const owner = (server: RunningServer, path: string, body: object) =>
    ask(server, path, { method: 'POST', headers: { ...bearer(server), 'content-type': 'application/json' }, body });

  const team = { channels: [{ name: 'team', type: 'slack', secret: 'env:TEAM', allowPrivate: true }] };

  const listed = async (server: RunningServer, query = ''): Promise<AlertList> =>
    (await ask(server, `/api/alerts${query}`)).json() as AlertList;

  const ends = (server: RunningServer, session: string, success = true) =>
    post(server, `/api/broadcast/${session}`, { type: 'completion', data: { success } });

  it('reach a channel, the dashboard and the list, and are told once over a kill', async () => {
    const slack = await service();
    slack.status = 500;
    const setup = { dataDir: scene.folder(), env: { TEAM: slack.address } };
    const server = await scene.server(setup);
    assert.equal((await owner(server, '/api/alerts/settings', team)).status, 200);
    await ends(server, 'night', false);
    const dashboard = await DashboardClient.open(scene, server);
    await dashboard.follow('night');
    await until('the first try is told', () => dashboard.view.followed?.state.alerts[0]?.deliveries[0]?.attempt === 1);
    await server.kill();
    slack.status = 200;
    const again = await scene.server(setup);
    await until(
      'it is delivered',
      async () => (await listed(again)).alerts[0]?.deliveries.at(-1)?.status === 'delivered',
    );
    const { alerts, next } = await listed(again);
    assert.deepEqual(alerts.map(({ rule, session_id: session, severity }) => [rule, session, severity]), [['failed', 'night', 'problem']]); // prettier-ignore
    assert.equal(next, null);
    assert.deepEqual(alerts[0]!.deliveries.map(({ status }) => status), ['retrying', 'delivered']); // prettier-ignore
    assert.equal(slack.received.length, 2);
  });

  it('are listed in pages, the newest first', async () => {
    const server = await scene.server();
    for (const session of ['a', 'b', 'c']) await ends(server, session);
    const first = await listed(server, '?limit=2');
    const second = await listed(server, `?limit=2&before=${first.next}`);
    assert.deepEqual([...first.alerts, ...second.alerts].map(({ session_id: session }) => session), ['c', 'b', 'a']); // prettier-ignore
    assert.equal(second.next, null);
  });

  it('are changed by their owner only: what a neighbour may ask for without the token tells no secret', async () => {
    const server = await scene.server({ env: { TEAM: 'https://hooks.example/very-secret' } });
    const bodies = { settings: team, mute: { session: 's', muted: true }, test: { channel: 'team' }, secrets: { channel: 'team', secret: 'x' } }; // prettier-ignore
    for (const [path, body] of Object.entries(bodies)) {
      assert.equal((await post(server, `/api/alerts/${path}`, body)).status, 401, path);
    }
    await owner(server, '/api/alerts/settings', team);
    const answer = await ask(server, '/api/alerts/settings');
    assert.equal(answer.status, 200);
    assert.ok(!answer.text.includes(SECRET));
  });

  it('refuse settings field by field, without repeating what may be a secret', async () => {
    const server = await scene.server();
    const { status, text, json } = await owner(server, '/api/alerts/settings', {
      channels: [{ name: 'team', type: 'slack', secret: `https://hooks.slack.com/${SECRET}` }],
    });
    assert.equal(status, 422);
    assert.equal((json() as { field: string }).field, 'channels.0.secret');
    assert.ok(!text.includes(SECRET));
  });

  it('are tested and listed from the terminal', async () => {
    const slack = await service();
    const server = await scene.server({ env: { TEAM: slack.address } });
    const here = ['--data-dir', server.dataDir];
    const none = await runCommand(['notify', 'test', ...here]);
    assert.equal(none.code, 1);
    assert.match(none.stderr, /There are no channels\. Add them to alerts\.json/);
    await owner(server, '/api/alerts/settings', team);
    const tested = await runCommand(['notify', 'test', 'team', ...here]);
    assert.deepEqual([tested.code, tested.stdout], [0, 'team: delivered, accepted (200)\n']);
    await ends(server, 'night');
    await until('it is delivered', async () => (await listed(server)).alerts[0]?.deliveries[0]?.status === 'delivered');
    const list = await runCommand(['notify', ...here]);
    assert.match(list.stdout, /team \(slack\): ready/);
    assert.match(list.stdout, /team {2}delivered: accepted \(200\) {2}night finished/);
    slack.status = 404;
    const failed = await runCommand(['notify', 'test', ...here]);
    assert.equal(failed.code, 1);
    assert.match(failed.stdout, /make a new one/);
    const nobody = await runCommand(['notify', 'test', 'nobody', ...here]);
    assert.equal(nobody.code, 1);
    assert.match(nobody.stderr, /no channel of this name/);
  });

  it('leave their secrets in no file and no export, whoever handed them over', async () => {
    const slack = await service();
    slack.status = 403;
    const server = await scene.server({ env: { TEAM: slack.address } });
    const given = { name: 'given', type: 'discord', secret: 'editor', allowPrivate: true };
    await owner(server, '/api/alerts/settings', { channels: [...team.channels, given] });
    assert.equal((await owner(server, '/api/alerts/secrets', { channel: 'given', secret: slack.address })).status, 200);
    await ends(server, 'night');
    await until('both are told', async () => (await listed(server)).alerts[0]?.deliveries.length === 2);
    const exported = await ask(server, '/api/export/night');
    await server.stop();
    const files = readdirSync(server.dataDir, { recursive: true, encoding: 'utf8' }).map((file) => join(server.dataDir, file)); // prettier-ignore
    const texts = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file).toString('latin1'));
    assert.ok(exported.text.includes('alert_delivery'));
    for (const text of [exported.text, server.stderr(), ...texts]) assert.ok(!text.includes(SECRET));
  });

  it('tell of damaged settings in the diagnostics', async () => {
    const server = await scene.server();
    await owner(server, '/api/alerts/settings', team);
    const dataDir = server.dataDir;
    await server.kill();
    writeFileSync(join(dataDir, 'alerts.json'), '{');
    const again = await scene.server({ dataDir });
    assert.match((await diagnosticsOf(again))[0]?.message ?? '', /settings of alerts cannot be used/);
    await owner(again, '/api/alerts/settings', team);
    assert.ok((await diagnosticsOf(again)).every(({ active }) => !active));
  });
});
