import assert from 'node:assert/strict';
import { ask, bearer } from '../../support/http.ts';
import type { Answer } from '../../support/http.ts';
import type { RunningServer } from '../../support/runServer.ts';
import { useScene } from '../../support/scene.ts';
import { upgradeStatus } from '../../support/sessionClient.ts';
import { asOwner, pairingCode } from '../../support/visitors.ts';

describe('guessing from one address', function () {
  // Each password takes as long to check as it is meant to take to guess.
  this.timeout(60_000);
  const scene = useScene(after);
  let server: RunningServer;
  let address = 0;
  /** A visitor at an address that nobody else in this test has. */
  const somebody = (): Record<string, string> => ({
    host: 'laptop.example',
    'x-forwarded-for': `198.51.100.${++address}`,
  });

  before(async () => {
    server = await scene.server();
    await asOwner(server, '/api/access/users', { name: 'ada', role: 'owner', password: 'correct horse battery' });
  });

  const WAYS: Readonly<Record<string, (headers: Record<string, string>) => Promise<Answer>>> = {
    'a pairing code': (headers) => ask(server, '/pair?code=wrong', { headers }),
    'a share link': (headers) => ask(server, '/link/wrong', { headers }),
    'a token': (headers) => ask(server, '/api/sessions', { headers: { ...headers, authorization: 'Bearer wrong' } }),
    'a password': (headers) =>
      ask(server, '/sign-in', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: { name: 'ada', password: 'a wrong password' },
      }),
  };

  for (const [way, attempt] of Object.entries(WAYS)) {
    it(`${way} is answered with 429 after five failures, and when to come back`, async () => {
      const headers = somebody();
      for (let failure = 0; failure < 5; failure++) assert.equal((await attempt(headers)).status, 401);
      const { status, headers: answered, text } = await attempt(headers);
      assert.equal(status, 429);
      assert.ok(Number(answered['retry-after']) >= 1);
      assert.match(text, /Try again in \d+ s/);
    });
  }

  it('keeps out even what is right and could have been guessed, and nobody else', async () => {
    const headers = somebody();
    for (let failure = 0; failure < 5; failure++) await ask(server, '/pair?code=wrong', { headers });
    const code = await pairingCode(server);
    assert.equal((await ask(server, `/pair?code=${code}`, { headers })).status, 429);
    assert.equal((await ask(server, `/pair?code=${code}`, { headers: somebody() })).status, 302);
    const owner = { ...headers, ...bearer(server) } as Record<string, string>;
    assert.equal((await ask(server, '/api/sessions', { headers: owner })).status, 200);
    assert.equal(await upgradeStatus(server, '/ws', owner), 101);
    assert.equal(await upgradeStatus(server, '/ws', { ...headers, authorization: 'Bearer wrong' }), 429);
  });

  it('through a tunnel is counted by what the tunnel saw, not by what the visitor claims', async () => {
    const claims = (claim: string) => ({ host: 'x.example', 'x-forwarded-for': `${claim}, 203.0.113.77` });
    for (let failure = 0; failure < 5; failure++)
      await ask(server, '/pair?code=wrong', { headers: claims(`10.0.0.${failure}`) });
    assert.equal((await ask(server, '/pair?code=wrong', { headers: claims('10.0.0.99') })).status, 429);
  });

  it('never keeps programs on this machine waiting', async () => {
    for (let failure = 0; failure < 8; failure++) await ask(server, '/pair?code=wrong');
    assert.equal((await ask(server, '/api/sessions')).status, 200);
    assert.equal((await ask(server, '/api/sessions', { headers: { authorization: 'Bearer stale' } })).status, 200);
  });
});
