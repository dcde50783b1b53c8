import assert from 'node:assert/strict';
import {
  grantDetail,
  grantName,
  sharedDetails,
  sharedWords,
  whoseNetwork,
} from '../../../src/extension/sharingTexts.ts';
import type { GrantInfo } from '../../../src/protocol/sharingQuestions.ts';

const NOW = Date.UTC(2026, 10, 23, 2);
const before = (ms: number): string => new Date(NOW - ms).toISOString();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const phone: GrantInfo = {
  ...{ id: 'a1', kind: 'device', role: 'viewer', name: 'Safari on iPhone', user: null, session: null },
  ...{ created_at: before(DAY), expires_at: null, first_seen: before(DAY), last_seen: before(3 * MINUTE) },
  ...{ address: '198.51.100.2', current: false },
};

describe('sharing in the status bar', () => {
  it('says by which ways others reach the server, and nothing while nobody does', () => {
    assert.equal(sharedWords({ lan: true, tunnel: false }), 'Shared on LAN');
    assert.equal(sharedWords({ lan: false, tunnel: true }), 'Shared by tunnel');
    assert.equal(sharedWords({ lan: true, tunnel: true }), 'Shared on LAN and by tunnel');
    assert.equal(sharedWords({ lan: false, tunnel: false }), null);
  });

  it('says at which addresses, and since when', () => {
    const lan = { address: '198.51.100.1', url: 'http://198.51.100.1:8080/', since: new Date(NOW).toISOString() };
    const state = { port: 8080, lan, interfaces: [], tunnel: null, advice: [] };
    const [line, ...others] = sharedDetails(state);
    assert.match(line!, /^On the LAN at http:\/\/198\.51\.100\.1:8080\/ since .*2026/);
    assert.deepEqual(others, []);
    const tunnel = { url: 'https://a.ngrok.example/', state: 'open', message: null } as const;
    assert.deepEqual(sharedDetails({ ...state, lan: null, tunnel }), ['By ngrok at https://a.ngrok.example/']);
  });
});

describe('a window whose server runs elsewhere', () => {
  it('says whose network it is that gets to see the sessions', () => {
    assert.match(whoseNetwork('ssh-remote', 'buildbox') ?? '', /runs on buildbox/);
    assert.match(whoseNetwork('wsl', 'laptop') ?? '', /Windows/);
    assert.equal(whoseNetwork(undefined, 'laptop'), null);
  });
});

describe('what lets somebody in', () => {
  it('is told by its name, and by when and from where it was last used', () => {
    assert.equal(grantName(phone), 'Safari on iPhone');
    assert.equal(grantDetail(phone, NOW), 'last seen 3 minutes ago from 198.51.100.2');
    assert.equal(grantDetail({ ...phone, last_seen: before(100) }, NOW), 'last seen just now from 198.51.100.2');
  });

  it('is told by who signed in, and by when it ends', () => {
    const signIn: GrantInfo = { ...phone, kind: 'sign_in', user: 'ada', expires_at: before(-5 * DAY) };
    assert.equal(grantName(signIn), 'ada');
    assert.match(grantDetail(signIn, NOW), / · ends in 5 days$/);
  });

  it('was never used where nobody came by it', () => {
    const link: GrantInfo = { ...phone, kind: 'link', role: 'guest', last_seen: null, address: null };
    assert.equal(grantDetail(link, NOW), 'never used');
  });
});
