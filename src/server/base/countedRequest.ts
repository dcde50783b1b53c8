import type { Tokens } from '../../protocol/events.ts';

/** A request to a model as it was counted: once over all files, sessions and sources. */
export interface CountedRequest extends Tokens {
  /** The provider's id. */
  readonly key: string;
  readonly agent: string | null;
  /** ms since the Unix epoch. */
  readonly time: number;
  /** Who told of it: "transcript", "rollout", "otlp". */
  readonly source: string;
  readonly model: string | null;
  readonly speed: string | null;
  readonly purpose: string | null;
  /** null when the model's price is not known. */
  readonly cost_usd: number | null;
  /** 1 where the answer was cut off: `output` is a lower bound. */
  readonly incomplete: number;
}
