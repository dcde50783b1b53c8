import { count } from '../src/protocol/count.ts';
import { t } from '../src/protocol/language.ts';
import { isAgentSession } from '../src/protocol/selectors.ts';
import type { SessionState } from '../src/protocol/state.ts';

/** "12 requests"; Context Foundry's own word for them is "calls". */
export function requestWords(session: Pick<SessionState, 'source'>, amount: number): string {
  return isAgentSession(session)
    ? count(amount, { one: t('1 request'), other: t('{0} requests') })
    : count(amount, { one: t('1 call'), other: t('{0} calls') });
}

/** What their number is called. */
export function requestTitle(session: Pick<SessionState, 'source'>): string {
  return isAgentSession(session) ? t('Model requests') : t('Model calls');
}
