import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerQuestion } from '../../../src/extension/answerQuestion.ts';
import type { ServerState } from '../../../src/extension/serverConnection.ts';

/** A server that answers everything so, and what it was asked. */
async function withServer<T>(status: number, body: string, act: (state: ServerState) => Promise<T>) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let posted = '';
    request.on('data', (chunk) => (posted += String(chunk)));
    request.on('end', () => {
      asked.push(`${request.headers.authorization} ${request.method} ${request.url}${posted && ` ${posted}`}`);
      response.writeHead(status).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = { url: `http://127.0.0.1:${port}/`, port, pid: 1, dataDir: '/x', token: 'secret' };
  const answer = await act({ kind: 'connected', endpoint });
  server.closeAllConnections();
  server.close();
  return { answer, asked };
}

describe('a question of the page in the panel', () => {
  it('is asked with the key, which the page does not have', async () => {
    const question = { about: 'original', session: 'a/../b', seq: 12 } as const;
    const { answer, asked } = await withServer(200, '{"text":"whole"}', (state) => answerQuestion(state, question));
    assert.deepEqual(answer, { ok: true, answer: { text: 'whole' } });
    assert.deepEqual(asked, ['Bearer secret GET /api/original/a%2F..%2Fb/12']);
  });

  it('is asked a page at a time where the answer is long', async () => {
    const question = { about: 'requests', session: 'night', offset: 400 } as const;
    const { asked } = await withServer(200, '{}', (state) => answerQuestion(state, question));
    assert.deepEqual(asked, ['Bearer secret GET /api/requests/night?limit=200&offset=400']);
  });

  it('is posted where it changes something', async () => {
    const question = { about: 'pairing_code', role: 'viewer' } as const;
    const { asked } = await withServer(200, '{}', (state) => answerQuestion(state, question));
    assert.deepEqual(asked, ['Bearer secret POST /api/access/pairing {"role":"viewer"}']);
  });

  it('is refused in the server’s words, or told that there is no server', async () => {
    const question = { about: 'original', session: 'night', seq: 12 } as const;
    const refused = await withServer(404, '{"error":"The file is gone."}', (state) => answerQuestion(state, question));
    assert.deepEqual(refused.answer, { ok: false, message: 'The file is gone.' });
    const broken = await withServer(502, '<html>', (state) => answerQuestion(state, question));
    assert.deepEqual(broken.answer, { ok: false, message: 'The server answered 502.' });
    assert.equal((await answerQuestion({ kind: 'off' }, question)).ok, false);
  });
});
