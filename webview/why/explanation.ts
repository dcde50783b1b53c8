import { uncountedCompactions } from '../../src/protocol/selectors.ts';
import type { CountedRequest } from '../../src/protocol/questions.ts';
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
  /** Which of the session's requests belong to it. */
  readonly includes: (request: CountedRequest) => boolean;
  /** How many those are. */
  readonly count: number;
  /** Of the whole session. */
  readonly total: number;
}

/** An explanation of which most parts are empty. */
export function explanation(title: string, value: string, parts: Partial<Explanation>): Explanation {
  return { title, value, rule: [], facts: [], caveats: [], requests: null, ...parts };
}

/** Every request of the session. */
export function allRequests({ calls }: SessionState): RequestChoice {
  return { includes: () => true, count: calls, total: calls };
}

/** What sums over requests cannot know. */
export function sumCaveats(state: SessionState): readonly string[] {
  const compactions = uncountedCompactions(state);
  const { incompleteCalls: cut } = state;
  return [
    compactions > 0 &&
      `${compactions === 1 ? '1 compaction: its request is' : `${compactions} compactions: their requests are`} not in the transcript, so what ${compactions === 1 ? 'it' : 'they'} used is missing here. Telemetry of the agent would tell.`,
    cut > 0 &&
      `${cut === 1 ? '1 answer was' : `${cut} answers were`} cut off: of ${cut === 1 ? 'its' : 'their'} output only what had been told by then is counted, so the sum is a lower bound.`,
  ].filter((text) => text !== false);
}
