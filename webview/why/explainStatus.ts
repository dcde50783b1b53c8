/** Why a session counts as running, stalled or over, and how long it has taken. */
import { formatDuration } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { recordedLine, said } from '../../src/protocol/said.ts';
import {
  elapsed,
  endedAt,
  GONE_AFTER_MS,
  isAgentSession,
  isLive,
  sessionStatus,
  STALLED_AFTER_MS,
  startedAt,
  worked,
} from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { formatMoment, formatSecond } from '../clock.ts';
import type { SessionMoment } from '../moment.ts';
import { wordsOf } from '../statusWords.ts';
import { explanation } from './explanation.ts';
import type { Explanation, Fact } from './explanation.ts';
import { outcomeWord } from './parts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function toldBy(state: SessionState): string {
  return isAgentSession(state)
    ? t(
        'What its transcript says last, what the agent’s own list of processes says, and whether that process lives, are weighed against each other. What none of them tells is not guessed.',
      )
    : t(
        'What its files and posts say last: a phase that goes on, a question to a person, an end. Whether a process still runs is not known.',
      );
}

export function explainStatus({ state, now, lostFor }: Pick<SessionMoment, 'state' | 'now' | 'lostFor'>): Explanation {
  const status = sessionStatus(state, now);
  const { word, verdict } = wordsOf(state, now, lostFor === null ? 'connected' : 'lost');
  return explanation(t('Status'), word, {
    rule: [
      toldBy(state),
      t`Silent for ${STALLED_AFTER_MS / MINUTE_MS} minutes counts as stalled, unless its process is known to be busy; silent for ${GONE_AFTER_MS / HOUR_MS} hours as stopped.`,
    ],
    facts: [
      [t('Does it need you?'), verdict],
      [t('Evidence'), status.evidence],
      ...(status.since === null ? [] : [[t('Since'), formatSecond(status.since)] as const]),
      ...signFacts(state),
    ],
    caveats: lostFor === null ? [] : [t`No connection: this is what was known ${formatDuration(lostFor)} ago.`],
  });
}

function signFacts({ activity, process, end }: SessionState): readonly Fact[] {
  return [
    ...(activity === null
      ? []
      : [[t('Newest sign of life'), `${formatSecond(activity.at)}: ${recordedLine(activity.text)}`] as const]),
    ...(process === null ? [] : [[t('Process'), `${said(process.evidence)}, ${formatSecond(process.at)}`] as const]),
    ...(end === null
      ? []
      : [[t({ message: 'End', comment: 'time' }), `${outcomeWord(end.outcome)}, ${formatSecond(end.at)}`] as const]),
  ];
}

export function explainElapsed(state: SessionState, now: number): Explanation | null {
  const ran = elapsed(state, now);
  const from = startedAt(state);
  if (ran === null || from === null) return null;
  const ended = endedAt(state);
  const goesOn = isLive(state, now);
  const working = worked(state, now);
  return explanation(t('Elapsed time'), formatDuration(ran), {
    rule: [
      goesOn
        ? t('From the start until now. Time in which it waits for a person counts.')
        : t(
            'From the start to the end, or to the last sign of life where no end was told. Time in which it waited for a person counts.',
          ),
      state.startedAt === null
        ? t('Nobody told of the start, so the earliest dated fact counts as it.')
        : t('The start is what the session’s own files say.'),
    ],
    facts: [
      [t('Start'), formatSecond(from)],
      ...(goesOn
        ? []
        : [
            [
              ended === null ? t('Last sign of life') : t({ message: 'End', comment: 'time' }),
              formatMoment(from + ran),
            ] as const,
          ]),
      ...(working === null
        ? []
        : [[isAgentSession(state) ? t('In turns') : t('In iterations'), formatDuration(working)] as const]),
    ],
  });
}
