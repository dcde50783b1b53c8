import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, post, tokenOf } from '../../support/http.ts';
import { openSocket } from '../../support/openSocket.ts';
import type { RunningServer } from '../../support/runServer.ts';
import { useScene } from '../../support/scene.ts';
import { upgradeStatus } from '../../support/sessionClient.ts';
import { startIteration } from '../../support/sessions.ts';
import { within } from '../../support/until.ts';
import { asOwner, cookieOf, ELSEWHERE, enter, pairDevice, pairingCode } from '../../support/visitors.ts';

const BROWSER = { ...ELSEWHERE, accept: 'text/html', 'user-agent': 'Mozilla/5.0 (iPhone) Version/18.0 Safari/604.1' };

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly address: string;
  readonly last_seen: string;
  readonly current: boolean;
}

describe('a device that is paired', () => {
  const scene = useScene(after);
  let server: RunningServer;
  const devices = async (): Promise<readonly Listed[]> => (await asOwner(server, '/api/access')).grants;

  before(async () => {
    server = await scene.server();
    await startIteration(server, 'night', 1);
  });

  it('is let in by a code, once, and the code stays in no address', async () => {
    const code = await pairingCode(server);
    const looked = await ask(server, `/pair?code=${code}`, { method: 'HEAD', headers: BROWSER });
    assert.deepEqual([looked.status, looked.headers['set-cookie']], [200, undefined]);
    const answer = await ask(server, `/pair?code=${code}`, { headers: BROWSER });
    assert.deepEqual([answer.status, answer.headers.location], [302, './enter']);
    assert.ok(!answer.text.includes(code));
    const headers = { ...ELSEWHERE, cookie: `theme=dark; ${cookieOf(answer)}` };
    assert.equal((await ask(server, '/api/status/night', { headers })).status, 200);
    assert.equal((await ask(server, '/', { headers })).status, 200);
    assert.equal(await upgradeStatus(server, '/ws', headers), 101);
    assert.equal(await upgradeStatus(server, '/ws/night', headers), 101);
    const second = await ask(server, `/pair?code=${code}`, { headers: BROWSER });
    assert.equal(second.status, 401);
    assert.equal(second.headers['set-cookie'], undefined);
    assert.match(second.text, /used already.*fresh QR code/);
  });

  it('gets a cookie that no script reads, that no other site sends, and that outlives the browser', async () => {
    const { answer } = await pairDevice(server);
    const cookie = answer.headers['set-cookie']![0]!;
    assert.match(cookie, new RegExp(`^livestream_${server.port}=[\\w-]{43};`));
    assert.match(cookie, /; HttpOnly/);
    assert.match(cookie, /; SameSite=Strict/);
    assert.match(cookie, /; Path=\//);
    assert.match(cookie, /; Max-Age=34560000/);
    assert.doesNotMatch(cookie, /; (Domain|Secure)/);
  });

  it('gets a cookie for https only, where a proxy on this machine says that it is https', async () => {
    const path = async (): Promise<string> => `/pair?code=${await pairingCode(server)}`;
    const { answer } = await enter(server, await path(), { 'x-forwarded-proto': 'https' });
    assert.match(answer.headers['set-cookie']![0]!, /; Secure/);
    const plain = await enter(server, await path(), { 'x-forwarded-proto': 'http' });
    assert.doesNotMatch(plain.answer.headers['set-cookie']![0]!, /; Secure/);
  });

  it('comes to the dashboard by a page of the server’s own, so that a link from another site works at once', async () => {
    const { text, headers, status } = await ask(server, '/enter', { headers: BROWSER });
    assert.equal(status, 200);
    assert.match(text, /<meta http-equiv="refresh" content="0; url=\.\/">/);
    assert.doesNotMatch(text, /<script/);
    assert.equal(headers['referrer-policy'], 'no-referrer');
    const hostile = await ask(server, `/enter?session=${encodeURIComponent('"><script>alert(1)</script>')}`);
    assert.doesNotMatch(hostile.text, /<script|"">/);
    const elsewhere = await ask(server, `/enter?session=${encodeURIComponent('//evil.example')}`);
    assert.match(elsewhere.text, /url=\.\/#session=%2F%2Fevil\.example"/);
  });

  it('is told what to do when it is not let in; programs are told in JSON', async () => {
    const page = await ask(server, '/', { headers: BROWSER });
    assert.equal(page.status, 401);
    assert.match(String(page.headers['content-type']), /html/);
    assert.match(page.text, /scan the QR code/);
    assert.doesNotMatch(page.text, /href="\.\/sign-in"/, 'there are no users');
    const program = await ask(server, '/api/sessions', { headers: ELSEWHERE });
    assert.equal(program.status, 401);
    assert.match(program.json().error, /Authorization: Bearer/);
    for (const path of ['/pair', '/pair?code=', `/pair?code=${tokenOf(server)}`])
      assert.equal(
        (await ask(server, path, { headers: { ...BROWSER, 'x-forwarded-for': '203.0.113.1' } })).status,
        401,
      );
  });

  it('goes on when its code was used, if it is in already', async () => {
    const { headers } = await pairDevice(server);
    const again = await ask(server, '/pair?code=used', { headers: { ...headers, 'x-forwarded-for': '203.0.113.2' } });
    assert.deepEqual([again.status, again.headers.location], [302, './']);
  });

  it('is listed with its name, role and place, and loses everything at once when it is revoked', async () => {
    const { headers } = await enter(server, `/pair?code=${await pairingCode(server)}`, BROWSER);
    const me = (await ask(server, '/api/me', { headers })).json();
    assert.deepEqual([me.role, me.session, me.name], ['viewer', null, 'Safari on iPhone']);
    const device = (await devices()).at(-1)!;
    assert.deepEqual([device.name, device.role, device.address], ['Safari on iPhone', 'viewer', '198.51.100.7']);
    assert.ok(Date.parse(device.last_seen) > 0);
    const other = await pairDevice(server);
    const sockets = await Promise.all(['/ws', '/ws/night'].map((path) => openSocket(server, path, headers)));
    const others = await openSocket(server, '/ws', other.headers);
    await asOwner(server, '/api/access/revoke', { id: device.id });
    for (const socket of sockets) {
      const { code, reason } = await within('the end of a revoked socket', socket.closed);
      assert.equal(code, 4401);
      assert.match(reason, /revoked/);
    }
    assert.equal((await ask(server, '/api/status/night', { headers })).status, 401);
    assert.equal(await upgradeStatus(server, '/ws', headers), 401);
    assert.ok(others.isOpen(), 'nobody else is concerned');
    others.terminate();
    assert.ok(!(await devices()).some(({ id }) => id === device.id));
  });

  it('is not made an owner by anyone but an owner', async () => {
    assert.equal((await post(server, '/api/access/pairing', { role: 'owner' })).status, 401);
    assert.equal((await post(server, '/api/access/pairing', { role: 'viewer' })).status, 200);
    const owner = await pairDevice(server, 'owner');
    const { id } = (await devices()).at(-1)!;
    assert.equal((await post(server, '/api/access/revoke', { id })).status, 401, 'a program here revokes no owner');
    const change = { method: 'POST', headers: { ...owner.headers, origin: 'http://laptop.example' }, body: { id } };
    assert.equal((await ask(server, '/api/access/revoke', change)).status, 200);
  });

  it('leaves by itself, and its cookie is worth nothing then', async () => {
    const { headers } = await pairDevice(server);
    const socket = await openSocket(server, '/ws', headers);
    const out = { method: 'POST', headers: { ...headers, origin: 'http://laptop.example' } };
    const { status, headers: answered } = await ask(server, '/sign-out', out);
    assert.deepEqual([status, answered.location], [303, './sign-in']);
    assert.match(answered['set-cookie']![0]!, /=; .*Expires=Thu, 01 Jan 1970/);
    assert.equal((await within('the end', socket.closed)).code, 4401);
    assert.equal((await ask(server, '/api/sessions', { headers })).status, 401);
  });

  it('is still let in after a restart; its secret, its code and the owner’s token are nowhere to be read', async () => {
    const dataDir = scene.folder();
    let own = await scene.server({ dataDir });
    const code = await pairingCode(own);
    const { headers } = await enter(own, `/pair?code=${code}`);
    const token = tokenOf(own);
    await ask(own, '/api/sessions', { headers: { ...ELSEWHERE, authorization: 'Bearer wrong-secret' } });
    await own.stop();
    own = await scene.server({ dataDir, port: own.port });
    assert.equal((await ask(own, '/api/sessions', { headers })).status, 200);
    await own.stop();
    const secret = headers['cookie']!.split('=')[1]!;
    for (const file of ['access.json', 'logs/server.log']) {
      const text = readFileSync(join(dataDir, file), 'utf8');
      for (const hidden of [secret, code, token, 'wrong-secret']) assert.ok(!text.includes(hidden), file);
    }
    if (process.platform !== 'win32') assert.equal(statSync(join(dataDir, 'access.json')).mode & 0o777, 0o600);
  });

  it('finds no way to another session or file by what it asks for', async () => {
    const { headers } = await pairDevice(server);
    for (const id of ['..%2f..%2faccess.json', '%2e%2e', '..%5caccess', '%00', 'x%0d%0aSet-Cookie:%20a=b'])
      for (const path of [`/api/status/${id}`, `/api/export/${id}`, `/api/requests/${id}`]) {
        const answer = await ask(server, path, { headers });
        assert.equal(answer.status, 400, path);
        assert.equal(answer.headers['set-cookie'], undefined);
      }
    for (const path of [
      '/..%2f..%2faccess.json',
      '/%2e%2e/%2e%2e/package.json',
      '/../access.json',
      '/link/..%2f..%2fpair',
    ])
      assert.ok([400, 401, 403, 404].includes((await ask(server, path, { headers })).status), path);
    assert.equal(await upgradeStatus(server, '/ws/..%2f..%2faccess.json', headers), 400);
  });

  it('is refused by a server whose list of devices is damaged', async () => {
    const dataDir = scene.folder();
    writeFileSync(join(dataDir, 'access.json'), '{"grants": [');
    await assert.rejects(scene.server({ dataDir }), /access\.json is damaged.*delete it/);
  });
});
