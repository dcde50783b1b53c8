import { calcPrice } from '@pydantic/genai-prices';
import type { Tokens } from '../../protocol/events.ts';

/** What tokens of a model cost at a time (ms since the Unix epoch), USD; null when that is not known. */
export type Price = (model: string, tokens: Tokens, time: number) => number | null;

/** Prices from the table of @pydantic/genai-prices, with their history by date. */
export const price: Price = (model, tokens, time) => {
  const cacheWrite = tokens.cache_write_5m + tokens.cache_write_1h;
  try {
    // There `input_tokens` is all input, and the more particular kinds are parts of it.
    const usage = {
      input_tokens: tokens.input + tokens.cache_read + cacheWrite,
      cache_read_tokens: tokens.cache_read,
      cache_write_tokens: cacheWrite,
      cache_write_1h_tokens: tokens.cache_write_1h,
      output_tokens: tokens.output,
    };
    const cost = calcPrice(usage, model, { timestamp: new Date(time) })?.total_price;
    return cost !== undefined && Number.isFinite(cost) ? cost : null;
  } catch {
    // The table throws on usage it cannot price; then the price is not known.
    return null;
  }
};
