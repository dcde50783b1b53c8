import assert from 'node:assert/strict';
import { readMessage } from '../../../src/extension/readMessage.ts';

describe('a message of the page in the panel', () => {
  it('is taken when it is one that the page may send', () => {
    const messages = [
      { kind: 'ready' },
      { kind: 'followed', session: 'night' },
      { kind: 'export', session: 'night' },
      { kind: 'frame', frame: { type: 'subscribe', session: 'night' } },
      { kind: 'ask', id: 1, question: { about: 'original', session: 'night', seq: 12 } },
      { kind: 'ask', id: 2, question: { about: 'requests', session: 'night', offset: 200 } },
      { kind: 'ask', id: 3, question: { about: 'sharing' } },
      { kind: 'ask', id: 4, question: { about: 'share_on_lan' } },
      { kind: 'ask', id: 5, question: { about: 'share_on_lan', address: '198.51.100.1' } },
      { kind: 'ask', id: 6, question: { about: 'pairing_code', role: 'viewer' } },
      { kind: 'ask', id: 7, question: { about: 'share_link', session: 'night', expires_in: '1d' } },
      { kind: 'ask', id: 8, question: { about: 'revoke', id: 'a1' } },
      { kind: 'ask', id: 9, question: { about: 'add_user', name: 'ada', role: 'viewer', password: 'p' } },
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
      { kind: 'frame' },
      { kind: 'frame', frame: 'list' },
      { kind: 'ask', id: 1 },
      { kind: 'ask', id: 1, question: { about: 'shutdown', session: 'night' } },
      { kind: 'ask', id: 1, question: { about: 'original', session: '', seq: 12 } },
      { kind: 'ask', id: 1, question: { about: 'original', session: 'night', seq: '12/../../x' } },
      { kind: 'ask', id: 1, question: { about: 'requests', session: 'night', offset: -1 } },
      { kind: 'ask', id: 1, question: { about: '__proto__' } },
      { kind: 'ask', id: 1, question: { about: 'toString' } },
      { kind: 'ask', id: 1, question: { about: 'sharing', path: 'api/shutdown' } },
      { kind: 'ask', id: 1, question: { about: 'share_on_lan', address: 7 } },
      { kind: 'ask', id: 1, question: { about: 'pairing_code', role: 'local' } },
      { kind: 'ask', id: 1, question: { about: 'pairing_code' } },
      { kind: 'ask', id: 1, question: { about: 'share_link', session: 'night', expires_in: '1y' } },
      { kind: 'ask', id: 1, question: { about: 'revoke', id: '' } },
      { kind: 'ask', id: 1, question: { about: 'token', name: 'x'.repeat(2_000), role: 'viewer' } },
      { kind: 'ask', id: '1', question: { about: 'requests', session: 'night', offset: 0 } },
    ];
    for (const message of messages) assert.equal(readMessage(message), null, JSON.stringify(message));
  });
});
