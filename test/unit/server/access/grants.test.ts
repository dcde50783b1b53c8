import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bearer, cookie, from, openDoor, outcome } from './support/door.ts';
import type { Door } from './support/door.ts';

const HOUR_MS = 3_600_000;
const ANDROID =
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36';

describe('A pairing code', () => {
  let door: Door;
  beforeEach(() => (door = openDoor()));
  afterEach(() => door.remove());

  it('lets one device in, with the role it was made for, and nobody after it', () => {
    const { code } = door.access.pairing.create('viewer');
    const first = door.access.pairing.use(code, from({ 'user-agent': ANDROID }));
    assert.ok(first.ok);
    assert.deepEqual(
      [first.grant.kind, first.grant.role, first.grant.name, first.grant.address],
      ['device', 'viewer', 'Chrome on Android', '192.0.2.7'],
    );
    const second = door.access.pairing.use(code, from());
    assert.ok(!second.ok);
    assert.match(second.message, /used already.*fresh QR code/);
  });

  it('is used up by a device that is in already, which is not listed twice', () => {
    const first = door.access.pairing.use(door.access.pairing.create('viewer').code, from());
    assert.ok(first.ok);
    const { code } = door.access.pairing.create('viewer');
    const again = door.access.pairing.use(code, from(cookie(first.secret)));
    assert.ok(again.ok);
    assert.equal(again.secret, first.secret);
    assert.equal(door.access.grants().length, 1);
    assert.ok(!door.access.pairing.use(code, from()).ok);
    const raised = door.access.pairing.use(door.access.pairing.create('owner').code, from(cookie(first.secret)));
    assert.ok(raised.ok && raised.grant.role === 'owner');
  });

  it('is void after five minutes', () => {
    const { code, expiresAt } = door.access.pairing.create('viewer');
    assert.equal(expiresAt, door.clock.now + 5 * 60_000);
    door.clock.now = expiresAt;
    assert.ok(!door.access.pairing.use(code, from()).ok);
  });

  it('is void after a restart, and so are the oldest of very many', () => {
    const { code } = door.access.pairing.create('viewer');
    assert.ok(!door.again().pairing.use(code, from()).ok);
    for (let more = 0; more < 50; more++) door.access.pairing.create('viewer');
    assert.ok(!door.access.pairing.use(code, from()).ok);
  });
});

describe('What was given out', () => {
  let door: Door;
  beforeEach(() => (door = openDoor()));
  afterEach(() => door.remove());

  it('lets in over a restart, and is on disk only as a hash, for its owner only', () => {
    const { secret, grant } = door.access.addToken('ci', 'viewer');
    const { code } = door.access.pairing.create('owner');
    assert.equal(outcome(door.again().authorize(from(bearer(secret)))), 'viewer');
    const file = join(door.dataDir, 'access.json');
    const text = readFileSync(file, 'utf8');
    assert.ok(text.includes(grant.secretHash));
    assert.ok(!text.includes(secret) && !text.includes(code));
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it('is over at the moment it is revoked, also after a restart, and whoever holds a socket is told', () => {
    const { secret, grant } = door.access.addToken('ci', 'owner');
    const told: string[] = [];
    door.access.onRevoked((id) => told.push(id));
    assert.equal(door.access.revoke(grant.id), true);
    assert.deepEqual(told, [grant.id]);
    assert.equal(outcome(door.access.authorize(from(bearer(secret)))), 'nobody');
    assert.equal(outcome(door.again().authorize(from(bearer(secret)))), 'nobody');
    assert.equal(door.access.revoke(grant.id), false);
  });

  it('ends by itself, at the millisecond', () => {
    const { secret } = door.access.addLink('night', HOUR_MS);
    door.clock.now += HOUR_MS - 1;
    assert.equal(outcome(door.access.authorize(from(cookie(secret)))), 'guest');
    assert.ok(door.access.openLink(secret, from()).ok);
    door.clock.now += 1;
    assert.equal(outcome(door.access.authorize(from(cookie(secret)))), 'nobody');
    assert.ok(!door.access.openLink(secret, from()).ok);
    assert.deepEqual(door.access.grants(), []);
  });

  it('says who was there last and from where, and writes that at most once a minute', () => {
    const { secret, grant } = door.access.addToken('ci', 'viewer');
    const written = (): string => readFileSync(join(door.dataDir, 'access.json'), 'utf8');
    const before = written();
    door.clock.now += 5_000;
    door.access.authorize(from(bearer(secret), { address: '192.0.2.44' }));
    const [seen] = door.access.grants();
    assert.deepEqual(
      [seen?.id, seen?.firstSeen, seen?.lastSeen, seen?.address],
      [grant.id, door.clock.now, door.clock.now, '192.0.2.44'],
    );
    assert.equal(written(), before);
    door.access.close();
    assert.match(written(), /192\.0\.2\.44/);
  });

  it('is bounded in number', () => {
    const text = readFileSync(filledFile(door, 1_000), 'utf8');
    const full = door.again();
    assert.equal(full.grants().length, 1_000);
    assert.throws(() => full.addToken('one more', 'viewer'), /Revoke some of them first/);
    assert.equal(readFileSync(join(door.dataDir, 'access.json'), 'utf8'), text);
  });

  it('is not let in by a file that is damaged: nothing starts, and it says what to do', () => {
    const file = join(door.dataDir, 'access.json');
    for (const damaged of [
      '',
      '{',
      '{}',
      '{"version":2,"grants":[],"users":[]}',
      '{"version":1,"grants":[{}],"users":[]}',
    ]) {
      writeFileSync(file, damaged);
      assert.throws(() => door.again(), /access\.json is damaged.*delete it/);
    }
  });
});

/** A data folder with this many grants; writing them one by one would take long. */
function filledFile(door: Door, count: number): string {
  const { grant } = door.access.addToken('ci', 'viewer');
  const grants = Array.from({ length: count }, (_, index) => ({ ...grant, id: `id${index}` }));
  const file = join(door.dataDir, 'access.json');
  writeFileSync(file, JSON.stringify({ version: 1, grants, users: [] }));
  return file;
}
