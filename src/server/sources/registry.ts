import { createContextFoundrySource } from './contextFoundry/contextFoundrySource.ts';
import { price } from './pricing.ts';
import type { Source, SourceContext } from './source.ts';

/** All sources there are, one line each, and the folders they watch. */
export function createSources(context: SourceContext, roots: readonly string[]): readonly Source[] {
  return [createContextFoundrySource({ ...context, price }, roots)];
}
