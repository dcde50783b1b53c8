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
});
