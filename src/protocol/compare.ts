import { comparedSession } from './comparedSession.ts';
import type { ComparisonContext } from './comparedSession.ts';
import type { ToldComparison } from './comparison.ts';
import { nameDifferences } from './nameDifferences.ts';
import { PRICE_BASIS } from './prices.ts';
import type { SessionState } from './state.ts';

/** Two to four sessions side by side. The first one is what the others are compared with. */
export function compareSessions(states: readonly SessionState[], context: ComparisonContext): ToldComparison {
  const sessions = states.map((state, index) => comparedSession(state, String.fromCharCode(65 + index), context));
  const [first, ...others] = sessions;
  return {
    sessions,
    differences: others.flatMap((other) => nameDifferences(first!, other)),
    price_basis: PRICE_BASIS,
  };
}
