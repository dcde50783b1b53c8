import assert from 'node:assert/strict';
import { Originals, readable } from '../../../webview/log/originals.ts';
import type { Ask } from '../../../webview/transports/host.ts';

describe('the whole of a log line', () => {
  it('is laid out where it is JSON, and left as it is where it is not', () => {
    assert.equal(readable('{"a":[1]}'), '{\n  "a": [\n    1\n  ]\n}');
    assert.equal(readable(' [half'), ' [half');
    assert.equal(readable('12 passed'), '12 passed');
  });

  it('is cut where nobody could read it all, and says how much is missing', () => {
    const shown = readable('x'.repeat(1_234_567));
    assert.ok(shown.length < 210_000);
    assert.match(shown, /\n… and 1,034,567 characters more$/);
  });

  it('has the line breaks of its texts as line breaks, and no escapes of the terminal', () => {
    assert.equal(readable('{"a":"one\\n\\u001b[31mtwo\\u001b[0m"}'), '{\n  "a": "one\n    two"\n}');
    assert.equal(readable('{"path":"C:\\\\new"}'), '{\n  "path": "C:\\\\new"\n}');
    assert.equal(readable('\u001b[1m12 passed\u001b[0m'), '12 passed');
  });

  it('is kept for the lines that were asked for last, whatever comes when', async () => {
    const answers: PromiseWithResolvers<{ text: string }>[] = [];
    const ask = (() => {
      const answer = Promise.withResolvers<{ text: string }>();
      answers.push(answer);
      return answer.promise;
    }) as unknown as Ask;
    const originals = new Originals(() => undefined);
    const first = originals.fetch('s', 1, ask);
    const second = originals.fetch('s', 2, ask);
    answers[1]!.resolve({ text: 'second' });
    answers[0]!.resolve({ text: 'first' });
    await Promise.all([first, second]);
    assert.deepEqual(originals.of(1), { kind: 'text', text: 'first' });
    assert.deepEqual(originals.of(2), { kind: 'text', text: 'second' });
    for (let seq = 3; seq <= 8; seq++) void originals.fetch('s', seq, ask);
    assert.equal(originals.of(1), null);
    assert.equal(originals.of(2), null);
    assert.equal(originals.of(3)?.kind, 'loading');
  });
});
