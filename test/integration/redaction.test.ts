import assert from 'node:assert/strict';
import { foundryFolder, producer } from '../support/foundry.ts';
import { ask, bearer, post } from '../support/http.ts';
import { openSocket } from '../support/openSocket.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { statusWhen } from '../support/sessions.ts';
import { until } from '../support/until.ts';
import { asOwner, enter, pairDevice, shareLink } from '../support/visitors.ts';

const SESSION = 'night_20261123_020000';
/** One for each way into the state. None is a real one. */
const SECRETS = {
  project: `sk-ant-api03-${'pR0jEcT'.repeat(6)}`,
  task: `ghp_${'tAsK12'.repeat(6)}`,
  line: 'hunter2-in-a-line',
  error: `AKIA${'E5R0R7X2'.repeat(2)}`,
  custom: `xoxb-${'cU5t0m'.repeat(5)}`,
  field: `AIza${'fI3lD'.repeat(7)}`,
  agent: `hf_${'aG3nTs'.repeat(6)}`,
  key: 'MHcCAQEEIJ3v1k2Pq8rT5sW7xZ0aB4cD6eF9gH1iJ3kL5mN7oP9qoAoGCCqGSM49',
  keyEnd: 'x7Y8zQ==',
};

/** Whoever is not the owner at this machine, and what they send with every request. */
type Headers = Record<string, string>;

describe('what a session says by accident', () => {
  const scene = useScene(after);
  let server: RunningServer;
  let masked: Readonly<Record<string, Headers>>;

  before(async () => {
    const root = scene.folder();
    server = await scene.server({ roots: [root] });
    const folder = foundryFolder(root, SESSION);
    const make = producer(SESSION);
    folder.state({ project_name: `P ${SECRETS.project}`, task_description: `T ${SECRETS.task}` });
    folder.event(make('log_line', { line: `DB_PASSWORD=${SECRETS.line}`, level: 'info' }));
    for (const line of ['-----BEGIN EC PRIVATE KEY-----', SECRETS.key, SECRETS.keyEnd, '-----END EC PRIVATE KEY-----'])
      folder.event(make('log_line', { line, level: 'info' }));
    folder.event(make('error', { message: `E ${SECRETS.error}` }));
    folder.event(make('my_event', { text: SECRETS.custom, [SECRETS.field]: 1 }));
    await post(server, '/api/agent-update', { session_id: SESSION, agent_id: 'a1', status: 'running', agent_name: SECRETS.agent }); // prettier-ignore
    await statusWhen(server, SESSION, 'all is read', ({ agents, custom_events }) => agents.length > 0 && custom_events.count > 0); // prettier-ignore
    const { token } = (await asOwner(server, '/api/access/tokens', { name: 'script', role: 'viewer' })) as {
      token: string;
    };
    masked = {
      'a viewer with a token, on this machine': { authorization: `Bearer ${token}` },
      'a paired device': (await pairDevice(server)).headers,
      'a device of the owner, elsewhere': (await pairDevice(server, 'owner')).headers,
      'the owner through a proxy': { ...(bearer(server) as Headers), 'x-forwarded-for': '198.51.100.7' },
      'a guest': (await enter(server, await shareLink(server, SESSION))).headers,
    };
  });

  /** The ways out, by which each is read whole. */
  const ways: Readonly<Record<string, (headers: Headers) => Promise<string>>> = {
    ...Object.fromEntries(
      ['status', 'logs', 'phases', 'agents', 'requests', 'export'].map((name) => [
        `/api/${name}`,
        async (headers: Headers) => (await ask(server, `/api/${name}/${SESSION}?lines=500`, { headers })).text,
      ]),
    ),
    '/ws': async (headers) => {
      const socket = await openSocket(server, '/ws', headers);
      scene.atEnd(socket.terminate);
      socket.send({ type: 'list' });
      socket.send({ type: 'subscribe', session: SESSION });
      await until('the session has come', () => socket.messages.some(({ type }) => type === 'snapshot'));
      return JSON.stringify(socket.messages);
    },
    '/ws/{id}': async (headers) => {
      const socket = await openSocket(server, `/ws/${SESSION}`, headers);
      scene.atEnd(socket.terminate);
      await until('the status has come', () => socket.messages.length > 0);
      return JSON.stringify(socket.messages);
    },
  };
  const everybodys = Object.keys(ways);
  const lists = ['/api/sessions', '/api/sessions/active'];
  const list = async (path: string, headers: Headers) => (await ask(server, path, { headers })).text;

  it('is seen by the owner and by programs at this machine', async () => {
    for (const headers of [{}, bearer(server) as Headers]) {
      const told = await Promise.all([...everybodys.map((way) => ways[way]!(headers)), list('/api/sessions', headers)]);
      for (const [name, secret] of Object.entries(SECRETS)) assert.ok(told.join().includes(secret), name);
    }
  });

  for (const who of [
    'a viewer with a token, on this machine',
    'a paired device',
    'a device of the owner, elsewhere',
    'the owner through a proxy',
    'a guest',
  ]) {
    it(`is not seen by ${who}, by no way out`, async () => {
      const headers = masked[who]!;
      for (const way of everybodys) {
        const told = await ways[way]!(headers);
        assert.ok(told.includes(SESSION), `${way} tells of the session: ${told.slice(0, 200)}`);
        for (const [name, secret] of Object.entries(SECRETS)) assert.ok(!told.includes(secret), `${way}: ${name}`);
      }
      if (who === 'a guest') return;
      for (const path of lists) {
        const told = await list(path, headers);
        assert.ok(told.includes(SESSION));
        for (const secret of Object.values(SECRETS)) assert.ok(!told.includes(secret), path);
      }
    });
  }

  it('is not seen live either, while the owner sees it at the same moment', async () => {
    const viewer = masked['a paired device']!;
    const sockets = await Promise.all(
      [{}, viewer].flatMap((headers) => ['/ws', `/ws/${SESSION}`].map((path) => openSocket(server, path, headers))),
    );
    for (const socket of sockets) {
      scene.atEnd(socket.terminate);
      socket.send({ type: 'subscribe', session: SESSION });
    }
    const secret = `glpat-${'l1Ve'.repeat(6)}`;
    await until('the sessions are there', () =>
      [0, 2].every((n) => sockets[n]!.messages.some(({ type }) => type === 'snapshot')),
    );
    await post(
      server,
      `/api/broadcast/${SESSION}`,
      producer(SESSION)('log_line', { line: `got ${secret}`, level: 'info' }),
    );
    const texts = () => sockets.map(({ messages }) => JSON.stringify(messages));
    await until('all have heard', () =>
      texts().every((text) => text.includes(`got ${secret}`) || text.includes('got [GitLab token hidden]')),
    );
    assert.deepEqual(
      texts().map((text) => text.includes(secret)),
      [true, true, false, false],
    );
  });

  it('is kept in the journal as it was said', async () => {
    const answer = await ask(server, `/api/export/${SESSION}`);
    assert.ok(answer.text.includes(SECRETS.custom));
  });

  it('does not keep the owner elsewhere from reading the credentials that they make', async () => {
    const device = masked['a device of the owner, elsewhere']!;
    const made = await ask(server, '/api/access/tokens', {
      method: 'POST',
      headers: { ...device, 'content-type': 'application/json' },
      body: { name: 'another', role: 'viewer' },
    });
    const { token } = made.json() as { token: string };
    assert.equal((await ask(server, '/api/sessions', { headers: { authorization: `Bearer ${token}` } })).status, 200);
  });
});
