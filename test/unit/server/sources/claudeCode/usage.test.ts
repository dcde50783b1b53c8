import assert from 'node:assert/strict';
import { ofType } from '../support/transcripts.ts';
import { FILE, lines, MODELS, readLines } from './support/recordings.ts';
import { answer, attachment, queue, system, USAGE, user } from './support/made.ts';

const read = (...records: readonly object[]) => readLines(lines(...records), FILE).events;
const calls = (...records: readonly object[]) => ofType(read(...records), 'model_call');

describe('The tokens of a Claude Code session', () => {
  it('count once for a message of several lines', () => {
    const blocks = ['one', 'two', 'three'].map((text) =>
      answer(0, { request: 'r', content: [{ type: 'text', text }] }),
    );
    assert.equal(calls(...blocks).length, 1);
  });

  it('count again under another id when a later line of the message tells of more output', () => {
    const told = [3, 120, 120].map((output) => answer(0, { request: 'r', usage: { output_tokens: output } }));
    assert.deepEqual(
      calls(...told).map(({ id, data }) => [id, data.output, data.request]),
      [
        ['request:r', 3, 'r'],
        ['request:r:120', 120, 'r'],
      ],
    );
  });

  it('come from the message where the request has no name, and are never counted for what the program wrote', () => {
    const nameless = answer(0, { request: 'r', more: { requestId: null } });
    assert.equal(calls(nameless)[0]?.data.request, 'msg-of-r');
    assert.deepEqual(calls(answer(0, { model: '<synthetic>' })), []);
  });

  it('keep what is written to the cache for five minutes and for an hour apart', () => {
    const split = { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 7 };
    const kinds = (usage: object) => {
      const { cache_write_5m, cache_write_1h } = calls(answer(0, { usage }))[0]!.data;
      return [cache_write_5m, cache_write_1h];
    };
    assert.deepEqual(kinds({ cache_creation: split, cache_creation_input_tokens: 999 }), [100, 7]);
    assert.deepEqual(kinds({ cache_creation: undefined, cache_creation_input_tokens: 999 }), [999, 0]);
  });

  it('tell of reasoning as a part of the output', () => {
    const usage = { output_tokens: 120, output_tokens_details: { thinking_tokens: 90 } };
    const { output, reasoning } = calls(answer(0, { usage }))[0]!.data;
    assert.deepEqual([output, reasoning], [120, 90]);
  });

  it('are a lower bound where the answer was cut off', () => {
    assert.equal(calls(answer(0, {}))[0]?.data.incomplete, undefined);
    assert.equal(calls(answer(0, { stop: null }))[0]?.data.incomplete, true);
    assert.equal(calls(answer(0, { more: { isAbortedMidStream: true } }))[0]?.data.incomplete, true);
  });

  it('are priced by model, time and speed', () => {
    const asked: unknown[] = [];
    const price: typeof MODELS.price = (model, _, time, speed) => {
      asked.push([model, new Date(time).getUTCFullYear(), speed]);
      return 1;
    };
    const fast = answer(0, { usage: { speed: 'fast' } });
    const { events } = readLines(lines(fast, answer(1, {})), FILE, undefined, { ...MODELS, price });
    assert.deepEqual(asked, [
      ['claude-sonnet-4-6', 2026, 'fast'],
      ['claude-sonnet-4-6', 2026, undefined],
    ]);
    const told = ofType(events, 'model_call').map(({ data }) => [data.cost_usd, data.speed]);
    assert.deepEqual(told, [
      [1, 'fast'],
      [1, undefined],
    ]);
  });

  it('have no price, which is not zero, for a model nobody knows', () => {
    assert.equal(calls(answer(0, { model: 'nobody-knows-1' }))[0]?.data.cost_usd, null);
  });
});

describe('The context window of a Claude Code session', () => {
  const held = (...records: readonly object[]) => ofType(read(...records), 'context_use').map(({ data }) => data);

  it('holds what the newest request sent and wrote to the cache', () => {
    assert.deepEqual(held(answer(0, {})), [{ tokens: 14_904, window: 200_000, window_source: 'catalogue' }]);
  });

  it('has no size where the model is not known, and a million where the large window was asked for', () => {
    assert.deepEqual(held(answer(0, { model: 'nobody-knows-1' })), [
      { tokens: 14_904, window: null, window_source: 'unknown' },
    ]);
    const large = answer(0, { more: { requestedModel: 'claude-sonnet-4-6[1m]' } });
    assert.equal(held(large)[0]?.window, 1_000_000);
  });

  it('is estimated after a compaction, whose own request is not told of', () => {
    const metadata = { trigger: 'auto', preTokens: 74_242, postTokens: 582, durationMs: 79 };
    const events = read(answer(0, {}), system(1, 'compact_boundary', { compactMetadata: metadata }));
    assert.deepEqual(ofType(events, 'compaction')[0]?.data, {
      trigger: 'auto',
      tokens_before: 74_242,
      tokens_after: 582,
      duration_ms: 79,
      counted: false,
    });
    const after = { tokens: 582, window: 200_000, window_source: 'catalogue', estimate: true };
    assert.deepEqual(ofType(events, 'context_use').at(-1)?.data, after);
  });
});

describe('Requests in a forked Claude Code session', () => {
  const copied = (...records: readonly object[]) => calls(...records).map(({ data }) => data.copied ?? false);

  it('are copies where they name another session', () => {
    const theirs = answer(0, { request: 'a', more: { requestSessionId: 'another' } });
    const own = answer(1, { request: 'b', more: { requestSessionId: 's' } });
    assert.deepEqual(copied(user(0, 'Go'), theirs, own), [true, false]);
    const info = ofType(read(user(0, 'Go'), theirs, own), 'session_info').at(-1);
    assert.equal(info?.data.forked_from, 'another');
  });

  it('are copies where they are older than the process that wrote the file, up to its own first line', () => {
    const head = [queue(50, 'enqueue', 'Go on'), queue(50, 'dequeue')];
    const history = [user(0, 'Go'), answer(1, {}), user(2, 'More'), answer(3, {})];
    assert.deepEqual(copied(...head, ...history, user(51, 'Go on'), answer(52, {})), [true, true, false]);
  });

  it('are no copies where a block streamed while a prompt was typed', () => {
    const told = copied(queue(0, 'enqueue', 'Go'), user(1, 'Go'), queue(9, 'enqueue', 'And?'), answer(5, {}));
    assert.deepEqual(told, [false]);
    const within = attachment(8, { type: 'queued_command', prompt: 'And?', commandMode: 'prompt' });
    assert.deepEqual(copied(queue(0, 'enqueue', 'Go'), user(1, 'Go'), within, answer(5, {})), [false]);
  });

  it('leave the figure of the program as one of both sessions', () => {
    const costs = { type: 'cost-state', totalCostUSD: 1, modelUsage: { m: { inputTokens: USAGE.input_tokens } } };
    const own = ofType(read(user(0, 'Go'), answer(1, {}), costs), 'reported_cost')[0]?.data;
    assert.deepEqual(own, { usd: 1, basis: 'cost-state', tokens: 4 });
    const theirs = answer(0, { more: { requestSessionId: 'another' } });
    const both = ofType(read(user(0, 'Go'), theirs, costs), 'reported_cost')[0]?.data;
    assert.notEqual(both?.basis, 'cost-state');
  });
});
