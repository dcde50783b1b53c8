import type { SessionState } from '../src/protocol/state.ts';

/** True where the person pays for a plan and not by the token: dollars then say what the tokens would cost. */
export function isSubscription({ billing, rateLimits }: SessionState): boolean {
  return billing === 'subscription' || (rateLimits !== null && rateLimits.plan !== null);
}
