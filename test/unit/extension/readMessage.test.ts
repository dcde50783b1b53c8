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
      { kind: 'ask', id: '1', question: { about: 'requests', session: 'night', offset: 0 } },
    ];
    for (const message of messages) assert.equal(readMessage(message), null, JSON.stringify(message));
  });
});
