import assert from 'node:assert/strict';
import type { AccessRequest } from '../../../../src/server/access/request.ts';
import { bearer, cookie, from, local, openDoor, outcome, OWNER_TOKEN } from './support/door.ts';
import type { Door } from './support/door.ts';

describe('Who a request is from', () => {
  let door: Door;
  const who = (request: AccessRequest): string | number => outcome(door.access.authorize(request));
  const paired = (role: 'viewer' | 'owner'): string => {
    const shown = door.access.pairing.use(door.access.pairing.create(role).code, from());
    assert.ok(shown.ok);
    return shown.secret;
  };

  beforeEach(() => (door = openDoor()));
  afterEach(() => door.remove());

  it('is local only on this machine, by its own name, and not through a proxy', () => {
    assert.equal(who(local()), 'local');
    assert.equal(who(local({ host: '127.0.0.1:8080' })), 'local');
    assert.equal(who(local({ host: '[::1]:8080' })), 'local');
    assert.equal(who(local({ host: 'evil.example:8080' })), 'nobody');
    assert.equal(who(local({ host: 'localhost.evil.example' })), 'nobody');
    assert.equal(who(local({ 'x-forwarded-for': '198.51.100.4' })), 'nobody');
    assert.equal(who(local({ 'x-forwarded-anything': '1' })), 'nobody');
    assert.equal(who(local({ forwarded: 'for=198.51.100.4' })), 'nobody');
    assert.equal(who(from({ host: 'localhost:8080' })), 'nobody');
  });

  it('is nobody on this machine too, where everybody needs a credential', () => {
    door.remove();
    door = openDoor({ requireToken: true });
    assert.equal(who(local()), 'nobody');
    assert.equal(who(local(bearer(OWNER_TOKEN))), 'owner');
    assert.equal(who(local(cookie(paired('viewer')))), 'viewer');
  });

  it('is told by the credential, wherever it comes from', () => {
    assert.equal(who(from(bearer(OWNER_TOKEN))), 'owner');
    assert.equal(who(from(bearer(door.access.addToken('ci', 'viewer').secret))), 'viewer');
    assert.equal(who(from(bearer(door.access.addToken('ops', 'owner').secret))), 'owner');
    assert.equal(who(from(cookie(paired('viewer')))), 'viewer');
    assert.equal(who(from(cookie(paired('owner')))), 'owner');
    const link = door.access.addLink('night', 3_600_000).secret;
    const visit = door.access.authorize(from(cookie(link)));
    assert.ok(visit.ok);
    assert.deepEqual([visit.visitor.role, visit.visitor.session], ['guest', 'night']);
  });

  it('is not raised by a credential that is wrong', () => {
    const { code } = door.access.pairing.create('owner');
    const [grant] = [door.access.addToken('ci', 'viewer').grant];
    for (const wrong of ['x', OWNER_TOKEN.slice(1), `${OWNER_TOKEN}x`, code, grant.id, grant.secretHash, 'undefined'])
      assert.equal(who(from(cookie(wrong))), 'nobody', wrong);
    assert.equal(who(from(bearer(grant.secretHash))), 'nobody');
    assert.equal(who(local(cookie('stale'))), 'local');
    assert.equal(who(local(bearer('stale'))), 'local');
  });

  it('is not less on this machine for an invitation that was opened there', () => {
    assert.equal(who(local(cookie(paired('viewer')))), 'local');
    assert.equal(who(local(cookie(paired('owner')))), 'owner');
  });

  it('is refused to pages of other sites, whoever runs them', () => {
    for (const origin of ['https://evil.example', 'http://localhost:3000', 'null', 'file://'])
      for (const headers of [{}, bearer(OWNER_TOKEN), cookie(paired('owner'))])
        assert.equal(who(local({ origin, ...headers })), 403, origin);
    assert.equal(who(local({ origin: 'http://localhost:8080' })), 'local');
    assert.equal(who(local({ host: 'laptop.test', origin: 'https://laptop.test', ...bearer(OWNER_TOKEN) })), 'owner');
  });

  it('is refused to pages of other sites also where browsers send no Origin', () => {
    const image = { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    assert.equal(who(local({ ...image, 'sec-fetch-site': 'cross-site' })), 403);
    assert.equal(who(local({ ...image, 'sec-fetch-site': 'same-site' })), 403);
    assert.equal(who(local({ ...image, 'sec-fetch-site': 'same-origin' })), 'local');
    assert.equal(who(local({ 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' })), 'local');
  });

  it('changes nothing by a cookie alone: the page that asks has to be known', () => {
    const secret = paired('owner');
    const change = (headers: AccessRequest['headers']): string | number =>
      who(from({ ...cookie(secret), ...headers }, { method: 'POST' }));
    assert.equal(change({}), 403);
    assert.equal(change({ origin: 'http://192.0.2.1:8080' }), 'owner');
    assert.equal(who(from(bearer(secret), { method: 'POST' })), 'owner');
  });

  it('sees secrets only as the owner, or locally, at this very machine', () => {
    const sees = (request: AccessRequest): boolean => {
      const authorization = door.access.authorize(request);
      return authorization.ok && authorization.visitor.seesSecrets;
    };
    assert.equal(sees(local()), true);
    assert.equal(sees(local(bearer(OWNER_TOKEN))), true);
    assert.equal(sees(from(bearer(OWNER_TOKEN))), false);
    assert.equal(sees(local({ 'x-forwarded-for': '198.51.100.4', ...bearer(OWNER_TOKEN) })), false);
    assert.equal(sees(local(bearer(door.access.addToken('ci', 'viewer').secret))), false);
  });
});

describe('Where a visitor is', () => {
  let door: Door;
  const address = (request: AccessRequest): string => {
    const authorization = door.access.authorize(request);
    assert.ok(authorization.ok);
    return authorization.visitor.address;
  };
  beforeEach(() => (door = openDoor()));
  afterEach(() => door.remove());

  it('is what a proxy on this machine says, and of that only what it saw itself', () => {
    assert.equal(address(from({}, { address: '::ffff:192.0.2.7' })), '192.0.2.7');
    assert.equal(address(local({ 'x-forwarded-for': '198.51.100.4' })), '198.51.100.4');
    assert.equal(address(local({ 'x-forwarded-for': '10.0.0.1, 203.0.113.9, 198.51.100.4' })), '198.51.100.4');
    assert.equal(address(local({ 'x-forwarded-for': '<script>' })), '127.0.0.1');
  });

  it('is not what a visitor from elsewhere claims', () => {
    assert.equal(address(from({ 'x-forwarded-for': '127.0.0.1' })), '192.0.2.7');
  });
});
