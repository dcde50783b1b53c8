import type { Connection } from '../src/protocol/client.ts';
import { sessionStatus } from '../src/protocol/selectors.ts';
import type { StatusFacts, StatusName } from '../src/protocol/selectors.ts';
import type { IconName } from './icons.ts';

export type Tone = 'accent' | 'good' | 'warning' | 'bad' | 'neutral';

interface StatusWords {
  readonly word: string;
  /** Answers "does it need me?" */
  readonly verdict: string;
  readonly icon: IconName;
  readonly tone: Tone;
}

const WORDS: Readonly<Record<StatusName, StatusWords>> = {
  running: { word: 'Running', verdict: 'Nothing needed from you', icon: 'running', tone: 'accent' },
  waiting: { word: 'Waiting for you', verdict: 'It goes on when you answer', icon: 'waiting', tone: 'warning' },
  stalled: { word: 'Stalled', verdict: 'Silent for unusually long: worth a look', icon: 'stalled', tone: 'warning' },
  complete: { word: 'Complete', verdict: 'Finished, nothing needed from you', icon: 'complete', tone: 'good' },
  failed: { word: 'Failed', verdict: 'It gave up and needs you', icon: 'failed', tone: 'bad' },
  stopped: { word: 'Stopped', verdict: 'No longer working, and not finished', icon: 'stopped', tone: 'neutral' },
};

/** The words of a session, by what is known: while the server is out of reach only a recorded end is sure. */
export function wordsOf(facts: StatusFacts, now: number, connection: Connection): StatusWords {
  const { name } = sessionStatus(facts, now);
  if (connection !== 'lost' || facts.end !== null) return WORDS[name];
  return {
    word: `Was ${name}`,
    verdict: 'No connection: what it does now is unknown',
    icon: 'unknown',
    tone: 'neutral',
  };
}
