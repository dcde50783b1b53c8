import type { Connection } from '../src/protocol/client.ts';
import { t } from '../src/protocol/language.ts';
import { LIVE_STATUSES, sessionStatus } from '../src/protocol/selectors.ts';
import type { StatusFacts, StatusName } from '../src/protocol/selectors.ts';
import { formatMinute, formatMoment } from './clock.ts';
import type { IconName } from './icons.ts';
import { isUpToDate } from './moment.ts';

export type Tone = 'accent' | 'good' | 'warning' | 'bad' | 'neutral';

interface StatusWords {
  readonly word: string;
  /** The word among others, in the middle of a line. */
  readonly inLine: string;
  /** Answers "does it need me?" */
  readonly verdict: string;
  readonly icon: IconName;
  readonly tone: Tone;
}

/** The words of a session, by what is known: while the server is out of reach only a recorded end is sure. */
export function wordsOf(facts: StatusFacts, now: number, connection: Connection): StatusWords {
  const { name } = sessionStatus(facts, now);
  if (!isUpToDate(connection) && facts.end === null) return wasOnce(name);
  return name === 'backing_off' && facts.backoff !== null ? backingOff(facts.backoff.until, now) : wordsFor(name);
}

/** The words of a state that was told by its name. */
export function wordsOfState(name: StatusName, connection: Connection = 'connected'): StatusWords {
  return isUpToDate(connection) || !LIVE_STATUSES.includes(name) ? wordsFor(name) : wasOnce(name);
}

function wordsFor(name: StatusName): StatusWords {
  switch (name) {
    case 'running':
      return {
        ...{ word: t('Running'), inLine: t('running'), verdict: t('Nothing needed from you') },
        ...{ icon: 'running', tone: 'accent' },
      };
    case 'waiting':
      return {
        ...{ word: t('Waiting for you'), inLine: t('waiting for you'), verdict: t('It goes on when you answer') },
        ...{ icon: 'waiting', tone: 'warning' },
      };
    case 'idle':
      return {
        ...{ word: t('Idle'), inLine: t('idle'), verdict: t('Its turn is over; it takes your next prompt') },
        ...{ icon: 'waiting', tone: 'neutral' },
      };
    case 'backing_off':
      return {
        ...{ word: t('Backing off'), inLine: t('backing off') },
        ...{ verdict: t('The provider refused; it tries again by itself'), icon: 'stalled', tone: 'warning' },
      };
    case 'stalled':
      return {
        ...{ word: t('Stalled'), inLine: t('stalled'), verdict: t('Silent for unusually long: worth a look') },
        ...{ icon: 'stalled', tone: 'warning' },
      };
    case 'complete':
      return {
        ...{ word: t('Complete'), inLine: t('complete'), verdict: t('Finished, nothing needed from you') },
        ...{ icon: 'complete', tone: 'good' },
      };
    case 'failed':
      return {
        ...{ word: t('Failed'), inLine: t('failed'), verdict: t('It gave up and needs you') },
        ...{ icon: 'failed', tone: 'bad' },
      };
    case 'interrupted':
      return {
        ...{ word: t('Interrupted'), inLine: t('interrupted'), verdict: t('Somebody stopped it before it was done') },
        ...{ icon: 'stopped', tone: 'warning' },
      };
    case 'killed':
      return {
        ...{ word: t('Killed'), inLine: t('killed'), verdict: t('Its process is gone and the work is not done') },
        ...{ icon: 'failed', tone: 'bad' },
      };
    case 'stopped':
      return {
        ...{ word: t('Stopped'), inLine: t('stopped'), verdict: t('No longer working, and not finished') },
        ...{ icon: 'stopped', tone: 'neutral' },
      };
  }
}

function wasOnce(name: StatusName): StatusWords {
  const [word, inLine] = wordsOnce(name);
  const verdict = t('No connection: what it does now is unknown');
  return { word, inLine, verdict, icon: 'unknown', tone: 'neutral' };
}

/** The word that stands alone, and the one in the middle of a line. */
function wordsOnce(name: StatusName): readonly [string, string] {
  switch (name) {
    case 'running':
      return [t('Was running'), t('was running')];
    case 'waiting':
      return [t('Was waiting for you'), t('was waiting for you')];
    case 'idle':
      return [t('Was idle'), t('was idle')];
    case 'backing_off':
      return [t('Was backing off'), t('was backing off')];
    case 'stalled':
      return [t('Was stalled'), t('was stalled')];
    case 'complete':
      return [t('Was complete'), t('was complete')];
    case 'failed':
      return [t('Was failed'), t('was failed')];
    case 'interrupted':
      return [t('Was interrupted'), t('was interrupted')];
    case 'killed':
      return [t('Was killed'), t('was killed')];
    case 'stopped':
      return [t('Was stopped'), t('was stopped')];
  }
}

const DAY_MS = 86_400_000;

/** A session that waits for its next try says until when. */
function backingOff(until: number, now: number): StatusWords {
  const when = (Math.abs(until - now) < DAY_MS ? formatMinute : formatMoment)(until);
  return {
    ...wordsFor('backing_off'),
    ...{ word: t`Backing off until ${when}`, inLine: t`backing off until ${when}` },
  };
}
