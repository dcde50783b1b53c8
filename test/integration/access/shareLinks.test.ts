import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, post } from '../../support/http.ts';
import { openSocket } from '../../support/openSocket.ts';
import type { RunningServer } from '../../support/runServer.ts';
import { useScene } from '../../support/scene.ts';
import { upgradeStatus } from '../../support/sessionClient.ts';
import { startIteration } from '../../support/sessions.ts';
import { within } from '../../support/until.ts';
import { asOwner, ELSEWHERE, enter, OWN_ORIGIN, pairDevice, shareLink } from '../../support/visitors.ts';

describe('a share link', () => {
  const scene = useScene(after);
  let server: RunningServer;

  before(async () => {
    server = await scene.server();
    await startIteration(server, 'night', 1);
    await startIteration(server, 'other', 1);
  });

  it('leads to its session, and stays in no address', async () => {
    const path = await shareLink(server, 'night');
    const { answer, headers } = await enter(server, path);
    assert.equal(answer.headers.location, '../enter?session=night');
    assert.match(answer.headers['set-cookie']![0]!, /Max-Age=3(600|59\d);/);
    const { text } = await ask(server, '/enter?session=night', { headers });
    assert.match(text, /content="0; url=\.\/#session=night"/);
    const me = (await ask(server, '/api/me', { headers })).json();
    assert.deepEqual([me.role, me.session, me.may], ['guest', 'night', ['load_asset', 'sign_in', 'read_session']]);
  });

  it('shows that session and no other, by no request and no socket', async () => {
    const { headers } = await enter(server, await shareLink(server, 'night'));
    const read = async (path: string): Promise<number> => (await ask(server, path, { headers })).status;
    for (const what of ['status', 'logs', 'phases', 'agents', 'requests', 'export']) {
      assert.equal(await read(`/api/${what}/night`), 200, what);
      assert.equal(await read(`/api/${what}/other`), 403, what);
      assert.equal(await read(`/api/${what}/there-is-none`), 403, `${what}: whether there is one is not told`);
    }
    assert.equal(await read('/api/original/other/1'), 403);
    for (const list of ['', '/active', '/completed', '/failed']) assert.equal(await read(`/api/sessions${list}`), 403);
    for (const path of ['/api/health', '/api/access', '/api/sharing']) assert.equal(await read(path), 403, path);
    assert.equal(await upgradeStatus(server, '/ws/night', headers), 101);
    assert.equal(await upgradeStatus(server, '/ws/other', headers), 403);
  });

  it('shows nothing of another session on the socket it may have', async () => {
    const { headers } = await enter(server, await shareLink(server, 'night'));
    const socket = await openSocket(server, '/ws', headers);
    interface Told {
      readonly type: string;
      readonly total?: number;
      readonly sessions?: readonly { readonly id: string }[];
    }
    const answerTo = async (frame: object): Promise<Told> => {
      const answer = socket.next('snapshot', 'events', 'sessions', 'error');
      socket.send(frame);
      return (await answer) as Told;
    };
    assert.equal((await answerTo({ type: 'subscribe', session: 'other' })).type, 'error');
    const list = await answerTo({ type: 'list' });
    assert.deepEqual([list.type, list.total, list.sessions?.map(({ id }) => id)], ['sessions', 1, ['night']]);
    assert.equal((await answerTo({ type: 'subscribe', session: 'night' })).type, 'snapshot');
    const told = socket.next('events');
    await startIteration(server, 'other', 2);
    await startIteration(server, 'night', 2);
    assert.equal((await told).session, 'night');
    const answers = (socket.messages as readonly Told[]).filter(({ type }) => type !== 'error');
    assert.ok(!JSON.stringify(answers).includes('other'));
    socket.terminate();
  });

  it('changes nothing', async () => {
    const { headers } = await enter(server, await shareLink(server, 'night'));
    const asked = { method: 'POST', headers: { ...headers, origin: OWN_ORIGIN }, body: { type: 'log_line', data: {} } };
    assert.equal((await ask(server, '/api/broadcast/night', asked)).status, 403);
    assert.equal((await ask(server, '/api/access/links', asked)).status, 403);
    assert.equal((await ask(server, '/api/access/pairing', asked)).status, 403);
  });

  it('takes nothing from who may see more already', async () => {
    const { headers } = await pairDevice(server);
    const { status, headers: answered } = await ask(server, await shareLink(server, 'night'), { headers });
    assert.deepEqual([status, answered.location], [302, '../enter?session=night']);
    assert.equal(answered['set-cookie'], undefined);
  });

  it('ends what its guests hold when it is revoked, and when it expires', async () => {
    const link = (await asOwner(server, '/api/access/links', { session: 'night', expires_in: '1d' })) as { id: string; path: string; expires_at: string }; // prettier-ignore
    assert.ok(Math.abs(Date.parse(link.expires_at) - Date.now() - 86_400_000) < 60_000);
    const { headers } = await enter(server, `/${link.path}`);
    const socket = await openSocket(server, '/ws/night', headers);
    await asOwner(server, '/api/access/revoke', { id: link.id });
    assert.equal((await within('its end', socket.closed)).code, 4401);
    assert.equal((await ask(server, '/api/status/night', { headers })).status, 401);
    const gone = await ask(server, `/${link.path}`, { headers: { ...ELSEWHERE, accept: 'text/html' } });
    assert.equal(gone.status, 401);
    assert.match(gone.text, /expired or was revoked/);
  });

  it('that expires closes its sockets by itself', async () => {
    const dataDir = scene.folder();
    let own = await scene.server({ dataDir });
    await startIteration(own, 'night', 1);
    const path = await shareLink(own, 'night');
    await own.stop();
    const file = join(dataDir, 'access.json');
    const soon = Date.now() + 8_000;
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"expiresAt": \d+/, `"expiresAt": ${soon}`));
    own = await scene.server({ dataDir });
    const { headers } = await enter(own, path);
    const socket = await openSocket(own, '/ws/night', headers);
    assert.equal((await within('its end', socket.closed)).code, 4401);
    assert.ok(Date.now() >= soon);
    assert.equal((await ask(own, '/api/status/night', { headers })).status, 401);
  });

  it('is made only for a session that there is, and for a time that is offered', async () => {
    assert.equal((await post(server, '/api/access/links', { session: 'none', expires_in: '1h' })).status, 404);
    assert.equal((await post(server, '/api/access/links', { session: 'night', expires_in: '1y' })).status, 422);
    assert.equal((await post(server, '/api/access/links', { session: '../x', expires_in: '1h' })).status, 404);
  });
});
