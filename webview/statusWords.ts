import type { Connection } from '../src/protocol/client.ts';
import { LIVE_STATUSES, sessionStatus } from '../src/protocol/selectors.ts';
import type { StatusFacts, StatusName } from '../src/protocol/selectors.ts';
import { formatMinute, formatMoment } from './clock.ts';
import type { IconName } from './icons.ts';
import { isUpToDate } from './moment.ts';

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
  idle: { word: 'Idle', verdict: 'Its turn is over; it takes your next prompt', icon: 'waiting', tone: 'neutral' },
  backing_off: {
    word: 'Backing off',
    verdict: 'The provider refused; it tries again by itself',
    icon: 'stalled',
    tone: 'warning',
  },
  stalled: { word: 'Stalled', verdict: 'Silent for unusually long: worth a look', icon: 'stalled', tone: 'warning' },
  complete: { word: 'Complete', verdict: 'Finished, nothing needed from you', icon: 'complete', tone: 'good' },
  failed: { word: 'Failed', verdict: 'It gave up and needs you', icon: 'failed', tone: 'bad' },
  interrupted: {
    word: 'Interrupted',
    verdict: 'Somebody stopped it before it was done',
    icon: 'stopped',
    tone: 'warning',
  },
  killed: { word: 'Killed', verdict: 'Its process is gone and the work is not done', icon: 'failed', tone: 'bad' },
  stopped: { word: 'Stopped', verdict: 'No longer working, and not finished', icon: 'stopped', tone: 'neutral' },
};

/** The words of a session, by what is known: while the server is out of reach only a recorded end is sure. */
export function wordsOf(facts: StatusFacts, now: number, connection: Connection): StatusWords {
  const { name } = sessionStatus(facts, now);
  if (isUpToDate(connection) || facts.end !== null) return { ...WORDS[name], word: wordOf(name, facts, now) };
  return wasOnce(name);
}

/** The words of a state that was told by its name. */
export function wordsOfState(name: StatusName, connection: Connection = 'connected'): StatusWords {
  return isUpToDate(connection) || !LIVE_STATUSES.includes(name) ? WORDS[name] : wasOnce(name);
}

function wasOnce(name: StatusName): StatusWords {
  return {
    word: `Was ${WORDS[name].word.toLowerCase()}`,
    verdict: 'No connection: what it does now is unknown',
    icon: 'unknown',
    tone: 'neutral',
  };
}

const DAY_MS = 86_400_000;

/** A session that waits for its next try says until when. */
function wordOf(name: StatusName, { backoff }: StatusFacts, now: number): string {
  if (name !== 'backing_off' || backoff === null) return WORDS[name].word;
  const soon = Math.abs(backoff.until - now) < DAY_MS;
  return `${WORDS[name].word} until ${(soon ? formatMinute : formatMoment)(backoff.until)}`;
}
