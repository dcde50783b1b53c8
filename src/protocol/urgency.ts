import { isLive, needsPerson, sessionStatus } from './selectors.ts';
import type { StatusFacts } from './selectors.ts';

/** How much a session asks for a person, the most urgent first. */
export const URGENCIES = ['needs_you', 'running', 'idle', 'over'] as const;

export type Urgency = (typeof URGENCIES)[number];

/** `now`: ms since the Unix epoch. */
export function urgencyOf(facts: StatusFacts, now: number): Urgency {
  if (needsPerson(facts, now)) return 'needs_you';
  if (!isLive(facts, now)) return 'over';
  return sessionStatus(facts, now).name === 'idle' ? 'idle' : 'running';
}
