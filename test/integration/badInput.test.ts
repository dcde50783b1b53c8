import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { producer } from '../support/foundry.ts';
import { ask, post } from '../support/http.ts';
import type { Answer } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { eventsOf } from '../support/sessions.ts';

const MIB = 1024 * 1024;
const BROADCAST = '/api/broadcast/good';

describe('the server, given bad input,', () => {
  const scene = useScene(after);
  const make = producer('good');
  const posted: number[] = [];
  let server: RunningServer;

  before(async () => {
    server = await scene.server();
    await takesAnEvent();
  });

  // Whatever came before it: the next good event is taken, and all earlier ones are still there.
  afterEach(async () => {
    await takesAnEvent();
    const kept = (await eventsOf(server, 'good')).map(({ wire }) => wire!['sequence']);
    assert.deepEqual(kept, posted);
    assert.equal(server.stderr(), '');
  });

  it('answers 400 to a body that is not JSON', async () => {
    for (const body of ['{"type": "log_line"', 'hello', '\u0000', '{"a":1}{"b":2}'])
      refused(await post(server, BROADCAST, body), 400);
  });

  const WRONG: readonly (readonly [body: unknown, field: string])[] = [
    [[], 'body'],
    ['"text"', 'body'],
    ['null', 'body'],
    [{}, 'type'],
    [{ type: '' }, 'type'],
    [{ type: 7 }, 'type'],
    [{ type: 'x'.repeat(10_000) }, 'type'],
    [{ type: 'log_line', data: 'text' }, 'data'],
    [{ type: 'log_line', data: {} }, 'data.line'],
    [{ type: 'phase_change', data: { phase: 3 } }, 'data.phase'],
    [{ type: 'iteration_start', data: { iteration: 'one' } }, 'data.iteration'],
    [{ type: 'completion', data: { success: 'yes' } }, 'data.success'],
    [{ type: 'log_line', session_id: 'another', data: { line: 'x' } }, 'session_id'],
  ];
  for (const [body, field] of WRONG) {
    it(`answers 422 and names ${field} for ${JSON.stringify(body).slice(0, 60)}`, async () => {
      const answer = await post(server, BROADCAST, body);
      refused(answer, 422);
      assert.equal(answer.json().field, field);
    });
  }

  it('answers 422 and names the field of a phase or agent update', async () => {
    const phase = await post(server, '/api/phase-update', { session_id: 'good' });
    refused(phase, 422);
    assert.equal(phase.json().field, 'current_phase');
    const agent = await post(server, '/api/agent-update', { session_id: 'good' });
    refused(agent, 422);
    assert.equal(agent.json().field, 'agent_id');
    const nobody = await post(server, '/api/agent-update', { agent_id: 'a' });
    refused(nobody, 422);
    assert.equal(nobody.json().field, 'session_id');
  });

  it('answers 422 to JSON that is nested too deeply, however deep', async () => {
    for (const depth of [100, 5_000, 200_000]) {
      const nested = `{"type":"custom","data":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}`;
      refused(await post(server, BROADCAST, nested), 422);
    }
    const objects = `{"type":"custom","data":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`;
    refused(await post(server, BROADCAST, objects), 422);
    const update = `{"session_id":"good","current_phase":"Test","x":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    refused(await post(server, '/api/phase-update', update), 422);
  });

  it('answers 413 to a body above 1 MiB, and takes one just below', async () => {
    const event = (length: number) => make('log_line', { line: 'x'.repeat(length) });
    const big = event(MIB - 1_000);
    assert.equal((await post(server, BROADCAST, big)).status, 200);
    posted.push(big.sequence);
    refused(await post(server, BROADCAST, event(MIB)), 413);
  });

  it('answers 413 to a body above 1 MiB whose length was not announced', async () => {
    const status = await rawStatus(
      `POST ${BROADCAST} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n` +
        `${(2 * MIB).toString(16)}\r\n${'x'.repeat(2 * MIB)}\r\n0\r\n\r\n`,
    );
    assert.equal(status, 413);
  });

  for (const path of ['status', 'logs', 'phases', 'agents', 'export']) {
    it(`answers 404 with an error to /api/${path} of an unknown session`, async () => {
      const answer = await ask(server, `/api/${path}/nobody`);
      refused(answer, 404);
      assert.deepEqual(Object.keys(answer.json()), ['error']);
    });
  }

  const BAD_IDS = ['..%2f..%2fetc%2fpasswd', '%2e%2e', '..%5c..%5cwindows', 'a%2Fb', 'a%00b', 'a%0ab', 'a%1bb', 'a%7fb', '%80', 'x'.repeat(500)]; // prettier-ignore
  for (const id of BAD_IDS) {
    it(`answers 400 to the session id ${id.slice(0, 30)}, whatever is asked of it`, async () => {
      for (const path of ['status', 'logs', 'phases', 'agents', 'export'])
        refused(await ask(server, `/api/${path}/${id}`), 400);
      refused(await post(server, `/api/broadcast/${id}`, { type: 'log_line', data: { line: 'x' } }), 400);
    });
  }

  it('answers 404 to a session id with an undisguised ../, and shows no file', async () => {
    for (const path of ['/api/status/../../../../etc/passwd', '/api/export/../../package.json']) {
      const answer = await ask(server, path);
      assert.ok(answer.status === 404 || answer.status === 400, `${answer.status}`);
      assert.doesNotMatch(answer.text, /root:|devDependencies/);
    }
  });

  it('refuses a session id in a body that could not be an address', async () => {
    for (const session_id of ['../x', 'a\nb', '', 7])
      refused(await post(server, '/api/agent-update', { session_id, agent_id: 'a' }), 422);
    refused(await post(server, '/api/phase-update', { session_id: '../x', current_phase: 'Test' }), 422);
  });

  it('answers 422 to a number of log lines that is none', async () => {
    for (const lines of ['-1', 'many', '1e99', '2.5']) refused(await ask(server, `/api/logs/good?lines=${lines}`), 422);
  });

  it('answers 404 to what it does not have, and 404 to a method it does not take', async () => {
    refused(await ask(server, '/api/nothing'), 404);
    refused(await ask(server, BROADCAST), 404);
    refused(await ask(server, '/api/sessions', { method: 'DELETE' }), 404);
  });

  it('survives what is not HTTP at all', async () => {
    assert.equal(await rawStatus('\u0016\u0003\u0001 this is not HTTP\r\n\r\n'), 400);
    assert.equal(await rawStatus(`GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`), 431);
  });

  async function takesAnEvent(): Promise<void> {
    const event = make('log_line', { line: 'still here' });
    assert.equal((await post(server, BROADCAST, event)).status, 200);
    posted.push(event.sequence);
  }

  /** The status of the answer to these very bytes. */
  function rawStatus(bytes: string): Promise<number> {
    return new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (chunk) => {
        answer += String(chunk);
        const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
        if (status === undefined) return;
        resolve(Number(status));
        socket.destroy();
      });
      socket.on('error', reject);
      socket.on('close', () => reject(new Error(`closed after "${answer}"`)));
    });
  }
});

/** An answer with this status and a sentence for people. */
function refused(answer: Answer, status: number): void {
  assert.equal(answer.status, status, answer.text);
  assert.match(answer.json().error, /^[A-Z].{5,}/);
}
