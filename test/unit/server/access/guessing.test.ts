import assert from 'node:assert/strict';
import { GuessingGuard } from '../../../../src/server/access/guessingGuard.ts';
import type { Shown } from '../../../../src/server/access/access.ts';
import { bearer, from, local, openDoor, outcome, OWNER_TOKEN } from './support/door.ts';
import type { Door } from './support/door.ts';

/** The status of a credential that was not taken. */
function refused(shown: Shown): number {
  assert.ok(!shown.ok);
  return shown.status;
}

describe('Guessing', () => {
  let door: Door;
  beforeEach(() => (door = openDoor()));
  afterEach(() => door.remove());

  it('of a code, link, password or token is free five times, and then costs time that doubles', async () => {
    const ways: Readonly<Record<string, (address: string) => number | Promise<number>>> = {
      code: (address) => refused(door.access.pairing.use('wrong', from({}, { address }))),
      link: (address) => refused(door.access.openLink('wrong', from({}, { address }))),
      password: async (address) => refused(await door.access.signIn('ada', 'wrong', from({}, { address }))),
      token: (address) => {
        const authorization = door.access.authorize(from(bearer('wrong'), { address }));
        return authorization.ok ? 401 : authorization.status;
      },
    };
    for (const [index, [way, attempt]] of Object.entries(ways).entries()) {
      const address = `192.0.2.${index + 10}`;
      for (let failure = 1; failure <= 5; failure++) assert.equal(await attempt(address), 401, `${way} ${failure}`);
      assert.equal(await attempt(address), 429, way);
      for (const wait of [1_000, 2_000, 4_000, 8_000]) {
        door.clock.now += wait - 1;
        assert.equal(await attempt(address), 429, `${way}, just before ${wait} ms`);
        door.clock.now += 1;
        assert.equal(await attempt(address), 401, `${way}, after ${wait} ms`);
      }
    }
  }).timeout(20_000);

  it('says when to come back', () => {
    for (let failure = 0; failure < 5; failure++) door.access.pairing.use('wrong', from());
    const shown = door.access.pairing.use('wrong', from());
    assert.ok(!shown.ok);
    assert.deepEqual([shown.status, shown.retryAfterSeconds], [429, 1]);
    assert.match(shown.message, /Try again in 1 s/);
  });

  it('counts all ways in together, but each address by itself', () => {
    for (let failure = 0; failure < 3; failure++) door.access.pairing.use('wrong', from());
    for (let failure = 0; failure < 2; failure++) door.access.openLink('wrong', from());
    const { code } = door.access.pairing.create('viewer');
    assert.equal(refused(door.access.pairing.use(code, from())), 429);
    assert.ok(door.access.pairing.use(code, from({}, { address: '192.0.2.99' })).ok);
  });

  it('through a tunnel keeps only the one who guesses waiting', () => {
    const through = (address: string) => local({ host: 'x.example', 'x-forwarded-for': `6.6.6.6, ${address}` });
    for (let failure = 0; failure < 5; failure++) door.access.pairing.use('wrong', through('198.51.100.4'));
    const { code } = door.access.pairing.create('viewer');
    assert.equal(refused(door.access.pairing.use(code, through('198.51.100.4'))), 429);
    assert.ok(door.access.pairing.use(code, through('198.51.100.5')).ok);
  });

  it('does not keep out those with a secret that nobody guesses, nor this machine', () => {
    const link = door.access.addLink('night', 3_600_000).secret;
    const address = '127.0.0.1';
    for (let failure = 0; failure < 9; failure++) {
      door.access.pairing.use('wrong', from());
      door.access.pairing.use('wrong', from({}, { address }));
    }
    assert.equal(outcome(door.access.authorize(from(bearer(OWNER_TOKEN)))), 'owner');
    assert.ok(door.access.openLink(link, from()).ok);
    assert.equal(outcome(door.access.authorize(local())), 'local');
  });

  it('is not what a browser does whose access was revoked', () => {
    for (let request = 0; request < 20; request++)
      assert.equal(outcome(door.access.authorize(from({ cookie: 'livestream_8080=revoked' }))), 'nobody');
    assert.ok(door.access.pairing.use(door.access.pairing.create('viewer').code, from()).ok);
  });

  it('all at once counts too: passwords are not checked before the count', async () => {
    const tries = Array.from({ length: 30 }, () => door.access.signIn('ada', 'wrong', from()));
    const statuses = (await Promise.all(tries)).map(refused);
    assert.ok(statuses.filter((status) => status === 401).length <= 5, statuses.join());
  }).timeout(20_000);
});

describe('The wait after failures', () => {
  let now = 0;
  const guard = (): GuessingGuard => new GuessingGuard(() => now);

  beforeEach(() => (now = 0));

  it('is never longer than five minutes', () => {
    const guessing = guard();
    let longest = 0;
    for (let attempt = 0; attempt < 100; attempt++) {
      const wait = guessing.attempt('192.0.2.7');
      longest = Math.max(longest, wait);
      now += wait;
    }
    assert.equal(longest, 300_000);
  });

  it('is forgotten a quarter of an hour after the last failure', () => {
    const guessing = guard();
    for (let attempt = 0; attempt < 5; attempt++) guessing.attempt('192.0.2.7');
    assert.ok(guessing.attempt('192.0.2.7') > 0);
    now += 15 * 60_000;
    for (let attempt = 0; attempt < 5; attempt++) assert.equal(guessing.attempt('192.0.2.7'), 0);
  });

  it('is not shortened by a success in between', () => {
    const guessing = guard();
    for (let attempt = 0; attempt < 4; attempt++) guessing.attempt('192.0.2.7');
    guessing.attempt('192.0.2.7');
    guessing.succeeded('192.0.2.7');
    assert.equal(guessing.attempt('192.0.2.7'), 0);
    assert.ok(guessing.attempt('192.0.2.7') > 0);
  });

  it('counts an IPv6 network of 64 bits as one address', () => {
    const guessing = guard();
    for (let attempt = 0; attempt < 5; attempt++) guessing.attempt(`2001:db8::${attempt}:1`);
    assert.ok(guessing.attempt('2001:0db8:0:0:ffff:1:2:3') > 0);
    assert.equal(guessing.attempt('2001:db8:0:1::1'), 0);
  });

  it('is kept for a bounded number of addresses: the newest', () => {
    const guessing = guard();
    for (let failure = 0; failure < 5; failure++) guessing.attempt('first');
    for (let address = 0; address < 10_000; address++) guessing.attempt(`other ${address}`);
    assert.equal(guessing.attempt('first'), 0);
    for (let failure = 0; failure < 4; failure++) guessing.attempt('other 9999');
    assert.ok(guessing.attempt('other 9999') > 0);
  });
});
