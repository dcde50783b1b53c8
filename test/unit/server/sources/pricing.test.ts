import assert from 'node:assert/strict';
import { NO_TOKENS } from '../../../../src/protocol/events.ts';
import { pricing } from '../../../../src/server/sources/pricing.ts';

const AT = Date.UTC(2026, 10, 23);
const cost = (tokens: object, model = 'claude-sonnet-4-20250514') => {
  const usd = price(model, { ...NO_TOKENS, ...tokens }, AT);
  return usd === null ? null : Math.round(usd * 1e6);
};

const price = pricing({});

describe('The price of a model call', () => {
  it('counts every kind of token once, at its own price per million', () => {
    assert.equal(cost({ input: 1_000 }), 3_000);
    assert.equal(cost({ output: 1_000 }), 15_000);
    assert.equal(cost({ cache_read: 1_000 }), 300);
    assert.equal(cost({ cache_write_5m: 1_000 }), 3_750);
    assert.equal(cost({ cache_write_1h: 1_000 }), 6_000);
    const all = { input: 1_000, output: 1_000, cache_read: 1_000, cache_write_5m: 1_000, cache_write_1h: 1_000 };
    assert.equal(cost(all), 28_050);
  });

  it('does not bill reasoning twice: it is a part of the output', () => {
    assert.equal(cost({ output: 1_000, reasoning: 900 }), 15_000);
  });

  it('is unknown, not zero, for a model without a price', () => {
    assert.equal(cost({ input: 1_000 }, 'nobody-knows-1'), null);
    assert.equal(cost({ input: Number.NaN }), null);
  });

  it('is that of a large request where the model charges more for one', () => {
    const usd = (input: number) => price('claude-sonnet-4-5-20250929', { ...NO_TOKENS, input }, AT)!;
    assert.equal(usd(100_000).toFixed(6), '0.300000');
    assert.ok(usd(300_000) > 0.9, `${usd(300_000)} USD`);
  });

  it('is a multiple for a faster service where that is published, and unknown where it is not', () => {
    const usd = (model: string, speed?: string) => price(model, { ...NO_TOKENS, input: 1_000_000 / 10 }, AT, speed);
    assert.equal(usd('claude-opus-4-6', 'fast')!.toFixed(6), (6 * usd('claude-opus-4-6')!).toFixed(6));
    assert.equal(usd('claude-opus-4-6', 'standard'), usd('claude-opus-4-6'));
    assert.equal(usd('claude-haiku-4-5', 'fast'), null);
  });

  it('is the one a person gave, before any other', () => {
    const own = pricing({ 'my-model': { input: 2, output: 8, cacheRead: 0.5 } });
    const tokens = {
      ...NO_TOKENS,
      input: 1_000_000,
      output: 1_000_000,
      cache_read: 1_000_000,
      cache_write_5m: 1_000_000,
    };
    assert.equal(own('my-model', tokens, AT), 2 + 8 + 0.5 + 2);
    assert.equal(price('my-model', tokens, AT), null);
  });
});
