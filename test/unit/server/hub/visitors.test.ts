import assert from 'node:assert/strict';
import type { JournaledEvent } from '../../../../src/protocol/events.ts';
import type { ClientFrame, ServerFrame } from '../../../../src/protocol/frames.ts';
import { reduce } from '../../../../src/protocol/reducer.ts';
import { initialState } from '../../../../src/protocol/state.ts';
import type { SessionState } from '../../../../src/protocol/state.ts';
import { summarize } from '../../../../src/protocol/summary.ts';
import type { Visitor } from '../../../../src/server/access/visitor.ts';
import { Hub } from '../../../../src/server/hub/hub.ts';

const OWNER: Visitor = { role: 'owner', session: null, grant: null, address: '127.0.0.1', seesSecrets: true };
const VIEWER: Visitor = { role: 'viewer', session: null, grant: 'v', address: '192.0.2.7', seesSecrets: false };
const GUEST: Visitor = { role: 'guest', session: 'shown', grant: 'g', address: '192.0.2.8', seesSecrets: false };
const NOBODY: Visitor = { role: 'nobody', session: null, grant: null, address: '192.0.2.9', seesSecrets: false };

const SECRET = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;

/** A hub over sessions in memory. */
class Scene {
  readonly #states = new Map<string, SessionState>();
  #seq = 0;
  #lan = false;
  #muted: readonly string[] = ['other'];
  readonly hub = new Hub({
    epoch: 'e',
    version: '1',
    now: () => 0,
    session: (id) => {
      const state = this.#states.get(id);
      return state && { seq: this.#seq, state };
    },
    summary: (id) => {
      const state = this.#states.get(id);
      return state && summarize(state);
    },
    page: () => ({ sessions: [...this.#states.values()].map(summarize), next: null }),
    sessionCount: () => this.#states.size,
    load: () => Promise.resolve(),
    indexing: () => null,
    eventsAfter: () => [],
    countAfter: () => 0,
    diagnostics: () => [{ place: `/x/${SECRET}`, session: 'other', message: 'broken', count: 1, at: 0, active: true }],
    sharing: () => ({ lan: this.#lan, tunnel: false }),
    muted: () => this.#muted,
  });

  happens(session: string, type: string, data: object): void {
    const base = { seq: ++this.#seq, session, id: `e${this.#seq}`, time: 0, clock: 'producer', source: 'test' };
    const event = { ...base, type, data } as unknown as JournaledEvent;
    this.#states.set(session, reduce(this.#states.get(session) ?? initialState(session), event));
    this.hub.publish([event]);
  }

  share(): void {
    this.#lan = true;
    this.hub.publishSharing();
  }

  mute(...sessions: readonly string[]): void {
    this.#muted = sessions;
    this.hub.publishMuted();
  }

  comes(visitor: Visitor, ...asks: readonly ClientFrame[]) {
    const buffers: Buffer[] = [];
    const client = { visitor, send: (frame: Buffer) => void buffers.push(frame), buffered: () => 0 };
    this.hub.connect(client);
    for (const frame of asks) this.hub.request(client, frame);
    const frames = (): ServerFrame[] => buffers.map((buffer) => JSON.parse(String(buffer)) as ServerFrame);
    const of = <T extends ServerFrame['type']>(type: T) =>
      frames().filter((frame): frame is Extract<ServerFrame, { type: T }> => frame.type === type);
    return { buffers, frames, of, text: () => buffers.join('\n') };
  }
}

describe('Those who are told of sessions', () => {
  let scene: Scene;
  beforeEach(() => (scene = new Scene()));
  afterEach(() => scene.hub.close());

  it('hear who they are and what they may do, and by which ways the server is shared', () => {
    const guest = scene.comes(GUEST);
    const [hello] = guest.of('hello');
    assert.deepEqual(hello?.you, { role: 'guest', session: 'shown', may: ['load_asset', 'sign_in', 'read_session'] });
    assert.deepEqual(hello.sharing, { lan: false, tunnel: false });
    scene.share();
    assert.deepEqual(guest.of('sharing'), [{ type: 'sharing', lan: true, tunnel: false }]);
  });

  it('hear which sessions are muted, of those that they may see', () => {
    const [owner, guest] = [scene.comes(OWNER), scene.comes(GUEST)];
    assert.deepEqual([owner.of('hello')[0]?.muted, guest.of('hello')[0]?.muted], [['other'], []]);
    scene.mute('other', 'shown');
    assert.deepEqual(owner.of('muted'), [{ type: 'muted', sessions: ['other', 'shown'] }]);
    assert.deepEqual(guest.of('muted'), [{ type: 'muted', sessions: ['shown'] }]);
  });

  it('see secrets at the owner’s own machine only: in what was, in what comes, in lists and in problems', () => {
    scene.happens('shown', 'session_info', { project: `P ${SECRET}`, task: `password=hunter22` });
    const asks = [{ type: 'list' }, { type: 'subscribe', session: 'shown' }] as const;
    const owner = scene.comes(OWNER, ...asks);
    const viewer = scene.comes(VIEWER, ...asks);
    scene.happens('shown', 'log_line', { line: `token ${SECRET}`, level: 'info' });
    scene.happens('shown', 'my_event', { [SECRET]: { deep: [`-p ${SECRET}`] } });
    assert.equal(owner.of('snapshot')[0]?.state.project, `P ${SECRET}`);
    assert.equal(owner.of('events').length, 2);
    assert.equal(viewer.of('events').length, 2);
    assert.equal(viewer.of('snapshot')[0]?.state.project, 'P [GitHub token hidden]');
    assert.equal(viewer.of('snapshot')[0]?.state.task, 'password=[password hidden]');
    assert.equal(viewer.of('sessions')[0]?.sessions[0]?.project, 'P [GitHub token hidden]');
    assert.match(viewer.of('diagnostics')[0]?.diagnostics[0]?.place ?? '', /hidden/);
    assert.ok(!viewer.text().includes(SECRET) && !viewer.text().includes('hunter22'));
  });

  it('do not see a private key that comes line by line, also when they came in the middle of it', () => {
    const key = ['MHcCAQEEIJ3v1k2Pq8rT5sW7xZ0aB4cD6eF9gH1i', 'AwEHoUQDQgAEx1y2z3A4b5C6d7E8f9G0h1I2j3K4'];
    scene.happens('shown', 'log_line', { line: '-----BEGIN EC PRIVATE KEY-----', level: 'info' });
    scene.happens('shown', 'log_line', { line: key[0], level: 'info' });
    const viewer = scene.comes(VIEWER, { type: 'subscribe', session: 'shown' });
    scene.happens('shown', 'log_line', { line: key[1], level: 'info' });
    assert.equal(viewer.of('events').length, 1);
    for (const line of key) assert.ok(!viewer.text().includes(line));
  });

  it('share one encoding, and another one without secrets', () => {
    scene.happens('shown', 'iteration_start', { iteration: 1 });
    const all = [OWNER, OWNER, VIEWER, GUEST].map((each) => scene.comes(each, { type: 'subscribe', session: 'shown' }));
    scene.happens('shown', 'log_line', { line: SECRET, level: 'info' });
    const [a, b, c, d] = all.map(({ buffers }) => buffers.at(-1));
    assert.equal(a, b);
    assert.equal(c, d);
    assert.notEqual(a, c);
  });

  it('as guests see the one session they were given, and no problem of the machine', () => {
    scene.happens('shown', 'session_info', { project: 'mine' });
    scene.happens('other', 'session_info', { project: 'not for guests' });
    const guest = scene.comes(GUEST, { type: 'list' }, { type: 'subscribe', session: 'shown' });
    const [list] = guest.of('sessions');
    assert.deepEqual(
      list?.sessions.map(({ id }) => id),
      ['shown'],
    );
    assert.deepEqual([list?.total, list?.next], [1, null]);
    scene.happens('other', 'log_line', { line: 'not for guests', level: 'info' });
    scene.hub.publishDiagnostics();
    assert.deepEqual(guest.of('diagnostics'), []);
    assert.ok(!guest.text().includes('not for guests'));
    assert.ok(!guest.text().includes('other'));
  });

  it('as guests are told that another session is not theirs, and get nothing of it', () => {
    scene.happens('other', 'session_info', { project: 'not for guests' });
    const guest = scene.comes(
      GUEST,
      { type: 'subscribe', session: 'other' },
      { type: 'list', after: { at: 0, id: 'x' } },
    );
    scene.happens('other', 'log_line', { line: 'not for guests', level: 'info' });
    const [error] = guest.of('error');
    assert.equal(error?.session, 'other');
    assert.match(error.message, /one session/);
    assert.ok(!guest.text().includes('not for guests'));
  });

  it('get nothing at all where they are not let in', () => {
    scene.happens('shown', 'session_info', { project: 'mine' });
    const nobody = scene.comes(NOBODY, { type: 'list' }, { type: 'subscribe', session: 'shown' });
    scene.happens('shown', 'log_line', { line: 'a line', level: 'info' });
    assert.deepEqual(
      nobody.frames().map(({ type }) => type),
      ['hello', 'error', 'error'],
    );
  });
});
