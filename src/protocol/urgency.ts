import { isLive, needsPerson, sessionStatus } from './selectors.ts';
import type { StatusFacts } from './selectors.ts';

/** How much a session asks for a person, the most urgent first. */
export const URGENCIES = ['needs_you', 'running', 'idle', 'over'] as const;

export type Urgency = (typeof URGENCIES)[number];

/** One of `muted` calls nobody: it idles until somebody comes by. `now`: ms since the Unix epoch. */
export function urgencyOf(
  facts: StatusFacts & { readonly id: string },
  now: number,
  muted: ReadonlySet<string>,
): Urgency {
  const needs = needsPerson(facts, now);
  if (needs && !muted.has(facts.id)) return 'needs_you';
  if (!isLive(facts, now)) return 'over';
  return needs || sessionStatus(facts, now).name === 'idle' ? 'idle' : 'running';
}
