import assert from 'node:assert/strict';
import { readMessage } from '../../../src/extension/readMessage.ts';
import type { Question } from '../../../src/protocol/questions.ts';

type Values = Readonly<Record<string, unknown>>;

/** What every question may hold, in full, and for each of its fields something that it must not. */
const QUESTIONS: { readonly [About in Question['about']]: readonly [right: Values, wrong: Values] } = {
  play_demo: [{}, { now: true }],
  health: [{}, { of: 'all' }],
  original: [
    { session: 'night', seq: 12 },
    { session: '', seq: '12/../../x' },
  ],
  lines: [
    { session: 'night', before: 7, after: 0, around: 7, limit: 100, levels: 'error', kinds: 'tool', q: 'disk' },
    { session: 7, before: -1, after: '0', around: 1.5, limit: 'all', levels: [], kinds: '', q: null },
  ],
  requests: [
    { session: 'night', offset: 200 },
    { session: null, offset: -1 },
  ],
  me: [{}, {}],
  sharing: [{}, {}],
  access: [{}, {}],
  share_on_lan: [{ address: '198.51.100.1' }, { address: 7 }],
  stop_lan: [{}, {}],
  open_tunnel: [{}, {}],
  close_tunnel: [{}, {}],
  pairing_code: [{ role: 'viewer' }, { role: 'local' }],
  share_link: [
    { session: 'night', expires_in: '1d' },
    { session: 1, expires_in: '1y' },
  ],
  token: [
    { name: 'ci', role: 'owner' },
    { name: 'x'.repeat(2_000), role: undefined },
  ],
  revoke: [{ id: 'a1' }, { id: '' }],
  add_user: [
    { name: 'ada', role: 'viewer', password: 'p' },
    { name: [], role: 'guest', password: '' },
  ],
  remove_user: [{ name: 'ada' }, { name: {} }],
  history: [
    {
      ...{ source: 'codex', project: 'x', state: 'failed', from: '2026-11-22', to: '2026-11-23' },
      ...{ min_cost: 0.5, max_cost: 10, sort: 'newest', limit: 50, after: 'x' },
    },
    {
      ...{ source: 1, project: '', state: null, from: 0, to: {}, min_cost: -1, max_cost: '10' },
      ...{ sort: 'id; drop table', limit: 1.5, after: 3 },
    },
  ],
  search: [
    { q: 'timeout', limit: 20, before: 7 },
    { q: '', limit: NaN, before: '7' },
  ],
  report: [
    { from: '2026-11-22T18:00:00Z', to: '2026-11-23T09:00:00Z' },
    { from: 5, to: '' },
  ],
  pin: [
    { session: 'night', pinned: true },
    { session: undefined, pinned: 1 },
  ],
  delete: [{ session: 'night' }, { session: ['night'] }],
  replay: [
    { session: 'night', at: 0, seq: 3, events: 1_000 },
    { session: '', at: -5, seq: 'x', events: null },
  ],
  marks: [{ session: 'night' }, { session: 4 }],
  series: [{ session: 'night' }, { session: [] }],
  compare: [{ sessions: ['night', 'day'] }, { sessions: ['night', { path: 'api/shutdown' }] }],
  trends: [
    { by: 'model', from: '2026-11-01', to: '2026-11-23', tz: 'Europe/Berlin' },
    { by: 'password', from: 1, to: {}, tz: 60 },
  ],
  alerts: [{ before: 7 }, { before: 'x' }],
  channels: [{}, {}],
  mute: [
    { session: 'night', muted: false },
    { session: '', muted: 'yes' },
  ],
  test_channel: [{ channel: 'team' }, { channel: { name: 'team' } }],
};

const MAY_BE_LEFT_OUT: { readonly [About in Question['about']]?: readonly string[] } = {
  lines: ['before', 'after', 'around', 'levels', 'kinds', 'q'],
  share_on_lan: ['address'],
  history: ['source', 'project', 'state', 'from', 'to', 'min_cost', 'max_cost', 'after'],
  search: ['before'],
  report: ['from', 'to'],
  replay: ['at', 'seq'],
  alerts: ['before'],
  trends: ['from', 'to', 'tz'],
};

const asked = (question: Values): unknown => readMessage({ kind: 'ask', id: 1, question });

describe('a message of the page in the panel', () => {
  it('is taken when it is one that the page may send', () => {
    const messages = [
      { kind: 'ready' },
      { kind: 'followed', session: 'night' },
      { kind: 'export', session: 'night' },
      { kind: 'frame', frame: { type: 'subscribe', session: 'night' } },
      { kind: 'report', format: 'md', choice: {} },
      { kind: 'open_file', session: 'night', path: 'src/a.ts', line: 12 },
      { kind: 'open_file', session: 'night', path: 'src/a.ts', line: null },
      { kind: 'report', format: 'html', choice: { from: '2026-11-22T18:00:00Z', to: '2026-11-23T09:00:00Z' } },
    ];
    assert.deepEqual(messages.map(readMessage), messages);
  });

  it('is ignored when it is anything else', () => {
    const messages = [
      null,
      undefined,
      'ready',
      {},
      { kind: 'run' },
      { kind: 'export' },
      { kind: 'export', session: { summary: { id: 'night' } } },
      { kind: 'followed', session: '' },
      { kind: 'open_file', session: 'night', path: '', line: null },
      { kind: 'open_file', session: '', path: 'a.ts', line: null },
      { kind: 'open_file', session: 'night', path: 'x'.repeat(5_000), line: null },
      { kind: 'open_file', session: 'night', path: { scheme: 'command' }, line: null },
      { kind: 'open_file', session: 'night', path: 'a.ts', line: 0 },
      { kind: 'open_file', session: 'night', path: 'a.ts', line: '12' },
      { kind: 'open_file', session: 'night', path: 'a.ts' },
      { kind: 'frame' },
      { kind: 'frame', frame: 'list' },
      { kind: 'report', format: 'json', choice: {} },
      { kind: 'report', format: 'md' },
      { kind: 'report', format: 'md', choice: { from: 1 } },
      { kind: 'report', format: 'md', choice: { format: 'html' } },
      { kind: 'ask', id: 1 },
      { kind: 'ask', id: '1', question: { about: 'me' } },
      { kind: 'ask', id: 1, question: { about: 'shutdown', session: 'night' } },
      { kind: 'ask', id: 1, question: { about: '__proto__' } },
      { kind: 'ask', id: 1, question: { about: 'toString' } },
    ];
    for (const message of messages) assert.equal(readMessage(message), null, JSON.stringify(message));
  });

  for (const [about, [right, wrong]] of Object.entries(QUESTIONS)) {
    it(`is the question "${about}" when every field of it is right, and there is no other`, () => {
      const leftOut: readonly string[] = MAY_BE_LEFT_OUT[about as Question['about']] ?? [];
      const question = { about, ...right };
      assert.deepEqual(asked(question), { kind: 'ask', id: 1, question });
      assert.equal(asked({ ...question, path: 'api/shutdown' }), null, 'a field more');
      for (const name of Object.keys(right)) {
        assert.equal(asked({ ...question, [name]: wrong[name] }), null, `${name} is wrong`);
        const { [name as 'about']: _, ...rest } = question;
        assert.equal(asked(rest) !== null, leftOut.includes(name), `${name} is left out`);
      }
    });
  }
});
