import assert from 'node:assert/strict';
import type { ClientFrame } from '../../../src/protocol/frames.ts';
import { ask, bearer } from '../../support/http.ts';
import { openSocket } from '../../support/openSocket.ts';
import type { RunningServer } from '../../support/runServer.ts';
import { useScene } from '../../support/scene.ts';
import { upgradeStatus } from '../../support/sessionClient.ts';
import { startIteration } from '../../support/sessions.ts';
import { asOwner, ELSEWHERE, enter, OWN_ORIGIN, pairingCode, shareLink } from '../../support/visitors.ts';

const ROLES = ['owner', 'local', 'viewer', 'guest', 'nobody'] as const;
type Role = (typeof ROLES)[number];

const EVERYBODY = ROLES;
const LET_IN: readonly Role[] = ['owner', 'local', 'viewer', 'guest'];
const SEE_ALL: readonly Role[] = ['owner', 'local', 'viewer'];
const HERE: readonly Role[] = ['owner', 'local'];
const OWNER: readonly Role[] = ['owner'];

/**
 * Who may ask what. This is written down a second time on purpose: a route that is new, or that somebody else may ask
 * from now on, is noticed here.
 */
const ROUTES: Readonly<Record<string, readonly Role[]>> = {
  'get /': LET_IN,
  'get /index.html': LET_IN,
  'get /docs': LET_IN,
  'get /api/openapi.json': LET_IN,
  'get /main.js': EVERYBODY,
  'get /api/sessions': SEE_ALL,
  'get /api/sessions/active': SEE_ALL,
  'get /api/sessions/completed': SEE_ALL,
  'get /api/sessions/failed': SEE_ALL,
  'get /api/status/{id}': LET_IN,
  'get /api/logs/{id}': LET_IN,
  'get /api/phases/{id}': LET_IN,
  'get /api/agents/{id}': LET_IN,
  'get /api/requests/{id}': LET_IN,
  'get /api/original/{id}/{seq}': LET_IN,
  'get /api/files/{id}': HERE,
  'get /api/export/{id}': LET_IN,
  'get /api/events/{id}': LET_IN,
  'get /api/lines/{id}': LET_IN,
  'get /api/replay/{id}': LET_IN,
  'get /api/marks/{id}': LET_IN,
  'get /api/series/{id}': LET_IN,
  'get /api/history': SEE_ALL,
  'get /api/search': SEE_ALL,
  'get /api/report': SEE_ALL,
  'get /api/compare': SEE_ALL,
  'get /api/trends': SEE_ALL,
  'get /api/alerts': SEE_ALL,
  'get /api/alerts/settings': HERE,
  'post /api/alerts/settings': OWNER,
  'post /api/alerts/mute': OWNER,
  'post /api/alerts/secrets': OWNER,
  'post /api/alerts/test': OWNER,
  'post /api/pin/{id}': OWNER,
  'post /api/delete/{id}': OWNER,
  'post /api/import': OWNER,
  'post /api/demo': HERE,
  'post /api/broadcast/{id}': HERE,
  'post /api/phase-update': HERE,
  'post /api/agent-update': HERE,
  'post /api/hooks/{agent}': HERE,
  'post /v1/logs': HERE,
  'post /v1/metrics': HERE,
  'post /v1/traces': HERE,
  'get /api/health': HERE,
  'get /pair': EVERYBODY,
  'get /link/{secret}': EVERYBODY,
  'get /enter': EVERYBODY,
  'get /sign-in': EVERYBODY,
  'post /sign-in': EVERYBODY,
  'post /sign-out': EVERYBODY,
  'get /api/me': EVERYBODY,
  'get /api/access': HERE,
  'post /api/access/pairing': HERE,
  'post /api/access/links': HERE,
  'post /api/access/tokens': OWNER,
  'post /api/access/revoke': HERE,
  'post /api/access/users': OWNER,
  'post /api/access/users/remove': OWNER,
  'get /api/sharing': HERE,
  'post /api/sharing/lan': HERE,
  'post /api/sharing/lan/stop': HERE,
  'post /api/sharing/tunnel': HERE,
  'post /api/sharing/tunnel/stop': HERE,
  'post /api/roots': OWNER,
  'post /api/shutdown': OWNER,
};

/** What is posted; all that is allowed is refused for another reason than access, or does no harm. */
const BODIES: Readonly<Record<string, object>> = {
  '/api/broadcast/{id}': { type: 'log_line', data: { line: 'x' } },
  '/api/sharing/lan': { address: 'no such interface' },
  '/sign-in': { name: 'ada', password: 'correct horse battery' },
};

const FRAMES: Readonly<Record<ClientFrame['type'], { readonly frame: ClientFrame; readonly may: readonly Role[] }>> = {
  list: { frame: { type: 'list' }, may: LET_IN },
  subscribe: { frame: { type: 'subscribe', session: 'night' }, may: LET_IN },
  unsubscribe: { frame: { type: 'unsubscribe', session: 'night' }, may: LET_IN },
  ping: { frame: { type: 'ping' }, may: LET_IN },
};

describe('the rights of each role', function () {
  this.timeout(120_000);
  const scene = useScene(after);
  let server: RunningServer;
  let headers: Readonly<Record<Role, Record<string, string>>>;
  let operations: readonly string[];

  before(async () => {
    // Without programs to run: no ngrok of this machine is started.
    server = await scene.server({ env: { PATH: scene.folder() } });
    await startIteration(server, 'night', 1);
    await startIteration(server, 'other', 1);
    await asOwner(server, '/api/access/users', { name: 'ada', role: 'viewer', password: 'correct horse battery' });
    const { token } = (await asOwner(server, '/api/access/tokens', { name: 'ci', role: 'viewer' })) as {
      token: string;
    };
    headers = {
      owner: { ...ELSEWHERE, ...bearer(server) } as Record<string, string>,
      local: {},
      viewer: { ...ELSEWHERE, authorization: `Bearer ${token}` },
      guest: (await enter(server, await shareLink(server, 'night'))).headers,
      nobody: { ...ELSEWHERE },
    };
    const document = (await ask(server, '/api/openapi.json')).json() as {
      paths: Record<string, Record<string, object>>;
    };
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
  });

  it('are written down for every route that there is, and for none that there is not', () => {
    const pages = ['get /', 'get /index.html', 'get /docs', 'get /api/openapi.json', 'get /main.js'];
    assert.deepEqual([...operations, ...pages].toSorted(), Object.keys(ROUTES).toSorted());
  });

  it('are what each role finds when it asks', async () => {
    const last = ([operation]: readonly [string, unknown]): number => Number(operation === 'post /api/shutdown');
    for (const [operation, allowed] of Object.entries(ROUTES).sort((a, b) => last(a) - last(b))) {
      // The owner comes last: what is allowed may be the server's end.
      for (const role of ROLES.toReversed()) {
        const status = await statusOf(operation, role);
        const answered = ![401, 403].includes(status);
        assert.equal(answered, allowed.includes(role), `${role}: ${operation}: ${status}`);
        if (!answered) assert.equal(status, ['nobody', 'local'].includes(role) ? 401 : 403, `${role}: ${operation}`);
      }
    }
  });

  it('of a guest are for one session only', async () => {
    const own = await scene.server();
    await startIteration(own, 'night', 1);
    const guest = (await enter(own, await shareLink(own, 'night'))).headers;
    const withSession = Object.keys(ROUTES).filter((operation) => operation.includes('{id}'));
    assert.ok(withSession.length > 5);
    for (const operation of withSession) {
      const [method, path] = split(operation);
      const address = path.replace('{id}', 'other').replace('{seq}', '1');
      const asked = { method, headers: { ...guest, origin: OWN_ORIGIN }, ...(method === 'POST' && { body: {} }) };
      assert.equal((await ask(own, address, asked)).status, 403, operation);
    }
  });

  it('are asked for every message of a socket, too', async () => {
    const own = await scene.server();
    await startIteration(own, 'night', 1);
    const { token } = (await asOwner(own, '/api/access/tokens', { name: 'ci', role: 'viewer' })) as { token: string };
    const holders: Readonly<Record<Exclude<Role, 'nobody'>, Record<string, string>>> = {
      owner: { ...ELSEWHERE, ...bearer(own) } as Record<string, string>,
      local: {},
      viewer: { ...ELSEWHERE, authorization: `Bearer ${token}` },
      guest: (await enter(own, await shareLink(own, 'night'))).headers,
    };
    for (const path of ['/ws', '/ws/night']) assert.equal(await upgradeStatus(own, path, { ...ELSEWHERE }), 401);
    for (const [role, holder] of Object.entries(holders)) {
      const socket = await openSocket(own, '/ws', holder);
      for (const [type, { frame, may }] of Object.entries(FRAMES)) {
        const pong = socket.next('pong');
        const before = socket.messages.length;
        socket.send(frame);
        socket.send({ type: 'ping' });
        await pong;
        const refused = socket.messages.slice(before).some((message) => (message as { type: string }).type === 'error');
        assert.equal(refused, !may.includes(role as Role), `${role}: ${type}`);
      }
      socket.terminate();
    }
  });

  function split(operation: string): readonly [method: string, path: string] {
    const [method, path] = operation.split(' ') as [string, string];
    return [method.toUpperCase(), path];
  }

  async function statusOf(operation: string, role: Role): Promise<number> {
    const [method, path] = split(operation);
    // What is deleted cannot be asked for again.
    const session = role === 'owner' && path === '/api/delete/{id}' ? 'other' : 'night';
    const address = path
      .replace('{id}', session)
      .replace('{agent}', 'claude')
      .replace('{seq}', '1')
      .replace('/link/{secret}', await shareLink(server, 'night'))
      .replace(/^\/pair$/, `/pair?code=${await pairingCode(server)}`);
    const origin = role === 'local' ? {} : { origin: OWN_ORIGIN };
    const asked = {
      method,
      headers: { ...headers[role], ...(method === 'POST' && { 'content-type': 'application/json', ...origin }) },
      ...(method === 'POST' && { body: BODIES[path] ?? {} }),
    };
    return (await ask(server, address, asked)).status;
  }
});
