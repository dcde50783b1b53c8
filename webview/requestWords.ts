import { isAgentSession } from '../src/protocol/selectors.ts';
import type { SessionState } from '../src/protocol/state.ts';
import { exactNumber } from './exactNumber.ts';

/** "12 requests"; Context Foundry's own word for them is "calls". */
export function requestWords(session: Pick<SessionState, 'source'>, count: number): string {
  const word = isAgentSession(session) ? 'request' : 'call';
  return `${exactNumber(count)} ${word}${count === 1 ? '' : 's'}`;
}

/** What their number is called. */
export function requestTitle(session: Pick<SessionState, 'source'>): string {
  return isAgentSession(session) ? 'Model requests' : 'Model calls';
}
