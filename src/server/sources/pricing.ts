import { calcPrice } from '@pydantic/genai-prices';
import { NO_TOKENS } from '../../protocol/events.ts';
import type { Tokens } from '../../protocol/events.ts';
import type { ModelPrice, ModelPrices } from '../../protocol/prices.ts';
import type { ModelFacts } from './transcripts/transcriptFormat.ts';

/** What tokens of a model cost at a time (ms since the Unix epoch), USD; null when that is not known. */
export type Price = (model: string, tokens: Tokens, time: number, speed?: string) => number | null;

/**
 * How much dearer a model's faster service is. Providers publish it for these models only, so any other model's fast
 * service is unpriced. The tables of prices do not have it.
 */
const FAST_FACTOR: readonly (readonly [model: RegExp, factor: number])[] = [
  [/^claude-opus-4-[67]/, 6],
  [/^claude-opus-4-8/, 2],
  [/^gpt-5\.5/, 2.5],
  [/^gpt-5\.4/, 2],
  [/^gpt-5\.3-codex/, 2],
];

/** Prices from the table of @pydantic/genai-prices, with their history by date, and those a person gave. */
export function pricing(given: ModelPrices): Price {
  const tablePrice = tablePrices();
  return (model, tokens, time, speed) => {
    const own = Object.hasOwn(given, model) ? given[model] : undefined;
    const cost = own === undefined ? tablePrice(model, tokens, time) : ownPrice(own, tokens);
    if (cost === null || speed === undefined || speed === 'standard') return cost;
    const factor = FAST_FACTOR.find(([name]) => name.test(model))?.[1];
    return factor === undefined ? null : cost * factor;
  };
}

function ownPrice(price: ModelPrice, tokens: Tokens): number {
  const { input, output, cacheRead = input, cacheWrite5m = input, cacheWrite1h = input } = price;
  const micros =
    tokens.input * input +
    tokens.output * output +
    tokens.cache_read * cacheRead +
    tokens.cache_write_5m * cacheWrite5m +
    tokens.cache_write_1h * cacheWrite1h;
  return micros / 1_000_000;
}

/** USD of a million tokens of each kind, as long as a request has at most `limit` input tokens. */
interface Rates {
  readonly input: number;
  readonly output: number;
  readonly cache_read: number;
  readonly cache_write_5m: number;
  readonly cache_write_1h: number;
  readonly limit: number;
}

/** Prices change by date, some by the time of day: never within a quarter of an hour. */
const SLOT_MS = 15 * 60_000;
/** Rates kept, of a model in such a time each. */
const RATES_KEPT = 5_000;
/** Tokens by which rates are found: few enough that none of the tiers for large requests begins below. */
const SAMPLE = 1_000;

/** The table is slow to ask, and a night has thousands of requests: each rate is asked for once. */
function tablePrices(): (model: string, tokens: Tokens, time: number) => number | null {
  const known = new Map<string, Rates | null>();
  return (model, tokens, time) => {
    const key = `${Math.floor(time / SLOT_MS)} ${model}`;
    let rates = known.get(key);
    if (rates === undefined) {
      rates = ratesOf(model, time);
      if (known.size >= RATES_KEPT) known.clear();
      known.set(key, rates);
    }
    if (rates === null) return null;
    const input = tokens.input + tokens.cache_read + tokens.cache_write_5m + tokens.cache_write_1h;
    if (input > rates.limit) return tablePrice(model, tokens, time);
    const millionths =
      tokens.input * rates.input +
      tokens.output * rates.output +
      tokens.cache_read * rates.cache_read +
      tokens.cache_write_5m * rates.cache_write_5m +
      tokens.cache_write_1h * rates.cache_write_1h;
    return Number.isFinite(millionths) ? millionths / 1_000_000 : null;
  };
}

function ratesOf(model: string, time: number): Rates | null {
  const rate = (kind: keyof Tokens): number | null => {
    const price = tablePrice(model, { ...NO_TOKENS, [kind]: SAMPLE }, time);
    // Prices are given to the cent or a fraction of it: what the division adds beyond is no part of them.
    return price === null ? null : Number(((price / SAMPLE) * 1_000_000).toFixed(9));
  };
  const input = rate('input');
  const output = rate('output');
  const cache_read = rate('cache_read');
  const cache_write_5m = rate('cache_write_5m');
  const cache_write_1h = rate('cache_write_1h');
  if (input === null || output === null || cache_read === null) return null;
  if (cache_write_5m === null || cache_write_1h === null) return null;
  return { input, output, cache_read, cache_write_5m, cache_write_1h, limit: firstTier(model, time) };
}

/** The input tokens above which the table charges another rate. */
function firstTier(model: string, time: number): number {
  const prices = calcPrice({ input_tokens: 1 }, model, { timestamp: new Date(time) })?.model_price ?? {};
  const starts = Object.values(prices).flatMap((price) =>
    typeof price === 'object' ? price.tiers.map(({ start }) => start) : [],
  );
  return Math.min(...starts, Infinity);
}

function tablePrice(model: string, tokens: Tokens, time: number): number | null {
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
}

/** What is known of models: prices, and how much their context windows hold. */
export function modelFacts(given: ModelPrices): ModelFacts {
  const windows = new Map<string, number | null>();
  return {
    price: pricing(given),
    contextWindow: (model) => {
      if (windows.size > 1_000) windows.clear();
      let known = windows.get(model);
      // null is an answer too: a model that is not known is asked for once.
      if (known === undefined) windows.set(model, (known = contextWindow(model)));
      return known;
    },
  };
}

function contextWindow(model: string): number | null {
  try {
    return calcPrice({ input_tokens: 1 }, model)?.model.context_window ?? null;
  } catch {
    return null;
  }
}
