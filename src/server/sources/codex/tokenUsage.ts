import type { Tokens } from '../../../protocol/events.ts';
import { fieldsOf, numberOf } from '../values.ts';
import type { Usage } from './carry.ts';

/** A number of things: whole and never below 0; 0 where the value is no number. */
export function roundedCount(value: unknown): number {
  return Math.max(0, Math.round(numberOf(value) ?? 0));
}

/** Tokens as Codex writes them; null where nothing is told. */
export function readUsage(value: unknown): Usage | null {
  const told = fieldsOf(value);
  if (told['input_tokens'] === undefined && told['output_tokens'] === undefined) return null;
  return {
    input: roundedCount(told['input_tokens']),
    cached: roundedCount(told['cached_input_tokens']),
    cacheWrite: roundedCount(told['cache_write_input_tokens']),
    output: roundedCount(told['output_tokens']),
    reasoning: roundedCount(told['reasoning_output_tokens']),
  };
}

/** All tokens: what was cached is a part of the input, reasoning of the output. */
export function sum(usage: Usage): number {
  return usage.input + usage.output;
}

/** What came on top; null where the totals do not grow from one to the other. */
export function difference(total: Usage, before: Usage): Usage | null {
  const grown: Usage = {
    input: total.input - before.input,
    cached: total.cached - before.cached,
    cacheWrite: total.cacheWrite - before.cacheWrite,
    output: total.output - before.output,
    reasoning: total.reasoning - before.reasoning,
  };
  return Object.values(grown).some((each) => each < 0) ? null : grown;
}

/** The disjoint kinds. Tokens read from the cache and written to it are parts of what Codex calls input. */
export function disjoint(usage: Usage): Tokens {
  const cacheRead = Math.min(usage.cached, usage.input);
  const cacheWrite = Math.min(usage.cacheWrite, usage.input - cacheRead);
  return {
    input: usage.input - cacheRead - cacheWrite,
    output: usage.output,
    cache_read: cacheRead,
    cache_write_5m: cacheWrite,
    cache_write_1h: 0,
    reasoning: Math.min(usage.reasoning, usage.output),
  };
}
