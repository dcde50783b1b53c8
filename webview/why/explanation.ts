import type { Tokens } from '../../src/protocol/events.ts';
import { t } from '../../src/protocol/language.ts';
import type { CountedRequest } from '../../src/protocol/questions.ts';
import { isAgentSession } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';

/** Why a number is what it is. */
export interface Explanation {
  readonly title: string;
  readonly value: string;
  /** How it comes about. */
  readonly rule: readonly string[];
  /** What it is made of and who told of it, each with its name. */
  readonly facts: readonly Fact[];
  /** What it leaves out, or what may be wrong with it. */
  readonly caveats: readonly string[];
  /** The requests it is the sum of; null where it is not one of requests. */
  readonly requests: RequestChoice | null;
}

export type Fact = readonly [name: string, text: string];

export interface RequestChoice {
  /** What such requests are called. */
  readonly title: string;
  /** Which of the session's requests belong to it. */
  readonly includes: (request: CountedRequest) => boolean;
  /** How many those are. */
  readonly count: number;
  /** Of the whole session. */
  readonly total: number;
  /** The one kind of tokens that is summed up; null: all of them, and the cost. */
  readonly kind: keyof Tokens | null;
  /** What to say where none of them can be listed. */
  readonly unlisted: string;
}

/** An explanation of which most parts are empty. */
export function explanation(title: string, value: string, parts: Partial<Explanation>): Explanation {
  return { title, value, rule: [], facts: [], caveats: [], requests: null, ...parts };
}

/** Every request of the session, or those that `chosen` tells of. */
export function requestsOf(
  state: Pick<SessionState, 'calls' | 'source'>,
  chosen: Partial<RequestChoice> = {},
): RequestChoice {
  const { calls } = state;
  const isAgent = isAgentSession(state);
  return {
    title: isAgent ? t('Requests') : t('Model calls'),
    includes: () => true,
    count: calls,
    total: calls,
    kind: null,
    unlisted: isAgent
      ? t('Who told of these requests gave them no ids, so they are counted and not listed.')
      : t(
          'Context Foundry’s model calls carry no ids, so they are counted and not listed one by one. What each model used is told above.',
        ),
    ...chosen,
  };
}
