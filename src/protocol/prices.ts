import { inEnglish } from './language.ts';
/** A price a person gave, USD per million tokens. What is left out of the cache's kinds costs as input. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly cacheWrite5m?: number;
  readonly cacheWrite1h?: number;
}

/** Prices a person gave, by model. They go before the table's. */
export type ModelPrices = Readonly<Record<string, ModelPrice>>;

/** What every sum of cost rests on, for people. */
export const PRICE_BASIS = inEnglish`API list prices at the time of each request, each kind of token at its own rate; tokens of models without a known price are named as unpriced. A subscription is not billed by the token.`;
