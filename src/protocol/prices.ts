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
