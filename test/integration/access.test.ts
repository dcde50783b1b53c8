import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { producer } from '../support/foundry.ts';
import { ask, bearer, post, tokenOf } from '../support/http.ts';
import type { Asked } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { upgradeStatus } from '../support/sessionClient.ts';
import { healthOf, rootsOf } from '../support/sessions.ts';

type Headers = Readonly<Record<string, string>>;

describe('access', () => {
  const scene = useScene(after);
  let server: RunningServer;
  let own: string;

  before(async () => {
    server = await scene.server();
    own = `127.0.0.1:${server.port}`;
    await post(server, '/api/broadcast/secret', producer('secret')('log_line', { line: 'what nobody else may read' }));
  });

  it('listens on this machine only, unless asked', function () {
    const file = JSON.parse(readFileSync(join(server.dataDir, 'server.json'), 'utf8'));
    assert.equal(file.host, '127.0.0.1');
    assert.equal(file.url, `http://127.0.0.1:${server.port}/`);
    if (process.platform !== 'linux') return this.skip();
    assert.deepEqual(listeningAddresses(server.port), ['0100007F']);
  });

  it('gives other devices no address while it listens on this machine only', async () => {
    assert.equal((await ask(server, '/api/sharing', { headers: bearer(server) })).json().lan, null);
  });

  describe('without the token', () => {
    const ALLOWED: readonly (readonly [what: string, headers: () => Headers])[] = [
      ['a program on this machine', () => ({})],
      ['a program that says localhost', () => ({ host: `localhost:${server.port}` })],
      ['the dashboard', () => ({ host: own, origin: `http://${own}` })],
    ];
    const REFUSED: readonly (readonly [what: string, status: number, headers: () => Headers])[] = [
      ['a page of another site', 403, () => ({ origin: 'https://evil.example' })],
      ['a page of another program on this machine', 403, () => ({ origin: 'http://127.0.0.1:3000' })],
      ['a page without an origin of its own', 403, () => ({ origin: 'null' })],
      ['a page opened from a file', 403, () => ({ origin: 'file://' })],
      ['a page whose name was made to point here', 401, () => ({ host: `evil.example:${server.port}` })],
      ['such a page that asks its own origin', 401, () => ({ host: 'evil.example', origin: 'http://evil.example' })],
      ['a name that only begins like ours', 401, () => ({ host: 'localhost.evil.example' })],
      ['an address that only begins like ours', 401, () => ({ host: '127.0.0.1.evil.example' })],
      ['what came through a proxy', 401, () => ({ 'x-forwarded-for': '203.0.113.9' })],
      ['what a proxy forwarded with another header', 401, () => ({ 'x-forwarded-proto': 'https' })],
      ['what came through a standard proxy', 401, () => ({ forwarded: 'for=203.0.113.9' })],
    ];
    for (const [what, headers] of ALLOWED) {
      it(`${what} is let in`, async () => {
        assert.equal((await ask(server, '/api/sessions', { headers: headers() })).status, 200);
        assert.equal(await upgradeStatus(server, '/ws', headers()), 101);
        assert.equal(await upgradeStatus(server, '/ws/secret', headers()), 101);
      });
    }
    for (const [what, status, headers] of REFUSED) {
      it(`${what} is refused with ${status}, for every page, request and socket`, async () => {
        for (const path of ['/', '/api/sessions', '/api/status/secret', '/api/openapi.json', '/docs', '/nothing']) {
          const answer = await ask(server, path, { headers: headers() });
          assert.equal(answer.status, status, path);
          assert.doesNotMatch(answer.text, /nobody else/);
        }
        // The dashboard's own files say nothing of any session; they are anybody's but another page's.
        const files = await ask(server, '/main.js', { headers: headers() });
        assert.equal(files.status, status === 401 ? 200 : status);
        const event = { method: 'POST', headers: headers(), body: { type: 'log_line', data: { line: 'x' } } };
        assert.equal((await ask(server, '/api/broadcast/secret', event)).status, status);
        assert.equal(await upgradeStatus(server, '/ws', headers()), status);
        assert.equal(await upgradeStatus(server, '/ws/secret', headers()), status);
      });
    }

    it('nobody can watch folders or stop the server, even on this machine', async () => {
      assert.equal((await post(server, '/api/roots', { roots: ['/'] })).status, 401);
      assert.equal((await post(server, '/api/shutdown', {})).status, 401);
      assert.ok(!(await rootsOf(server)).includes('/'));
      assert.equal((await healthOf(server)).pid, server.process.pid);
    });
  });

  describe('with the token', () => {
    const elsewhere = { host: 'laptop.example', 'x-forwarded-for': '203.0.113.9' };

    it('a request is let in from anywhere', async () => {
      const headers = { ...elsewhere, ...bearer(server) };
      assert.equal((await ask(server, '/api/status/secret', { headers })).status, 200);
      assert.equal(await upgradeStatus(server, '/ws', headers as Record<string, string>), 101);
    });

    it('a page of another site is refused all the same', async () => {
      const headers = { origin: 'https://evil.example', ...bearer(server) };
      assert.equal((await ask(server, '/api/sessions', { headers })).status, 403);
      assert.equal(await upgradeStatus(server, '/ws', headers as Record<string, string>), 403);
    });

    it('a wrong one does not count, whatever its length', async () => {
      const token = tokenOf(server);
      for (const wrong of ['', 'x', token.slice(1), `${token}x`, token.toUpperCase(), 'undefined']) {
        const asked = (headers: Headers): Asked => ({ headers: { ...elsewhere, ...headers } });
        const cookie = `livestream_${server.port}=${wrong}`;
        // After five wrong tokens it is 429: the guard against guessing.
        const status = (await ask(server, '/api/sessions', asked({ authorization: `Bearer ${wrong}` }))).status;
        assert.ok([401, 429].includes(status), String(status));
        assert.equal((await ask(server, '/api/sessions', asked({ cookie }))).status, 401);
      }
    });

    it('in an address is worth nothing: addresses stay in histories and logs', async () => {
      const token = tokenOf(server);
      for (const path of ['/', '//', '/\\', '/api/sessions', '/ws', '//evil.example/', '/pair']) {
        const answer = await ask(server, `${path}?token=${token}&code=${token}`, { headers: { ...elsewhere } });
        assert.ok([401, 404, 429].includes(answer.status), `${path}: ${answer.status}`);
        assert.deepEqual([answer.headers.location, answer.headers['set-cookie']], [undefined, undefined]);
        assert.ok(!answer.text.includes(token));
      }
      assert.equal(await upgradeStatus(server, `/ws?token=${token}`, elsewhere), 401);
    });

    it('each data folder has another one', async () => {
      const other = await scene.server();
      assert.notEqual(tokenOf(other), tokenOf(server));
      assert.match(tokenOf(other), /^[\w-]{43}$/);
      assert.equal((await ask(server, '/api/shutdown', { method: 'POST', headers: bearer(other) })).status, 401);
    });
  });
});

/** The local addresses, as Linux writes them, at which something listens on this port. */
function listeningAddresses(port: number): string[] {
  const LISTEN = '0A';
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFileSync(file, 'utf8'));
  return tables
    .flatMap((table) => table.trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTEN && local!.endsWith(`:${hexPort}`))
    .map(([, local]) => local!.split(':')[0]!);
}
