/** Why the charts run as they do, and what their captions say. */
import { totalTokens } from '../../src/protocol/events.ts';
import { formatCost, formatExact, formatPercent, formatTokens } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { rateWindow } from '../../src/protocol/rates.ts';
import { SERIES_LIMIT } from '../../src/protocol/series.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { elapsedTime } from '../charts/axisTime.ts';
import { contextCourse } from '../charts/contextCourse.ts';
import { wholeRange } from '../charts/timeRange.ts';
import { formatSecond } from '../clock.ts';
import { explanation, requestsOf } from './explanation.ts';
import type { Explanation } from './explanation.ts';
import { countedRule, modelFacts, sumCaveats, tokenFacts, unpricedCaveat } from './parts.ts';

/** What becomes of two neighbours in a long course, where their sum is kept. */
function thinned(): string {
  return t`Beyond ${SERIES_LIMIT} points each two neighbours become one with the sum of both.`;
}

export function explainContextChart(state: SessionState): Explanation {
  const course = contextCourse(state);
  if (course === null) {
    return explanation(t('Context over time'), t('unknown'), { rule: [t('Nothing has told how full it is.')] });
  }
  const { unit, points, last, highest } = course;
  const say = (value: number): string => (unit === 'percent' ? formatPercent(value) : t`${formatExact(value)} tokens`);
  return explanation(t('Context over time'), t`highest ${say(highest.value)}`, {
    rule: [
      t(
        'One point for each time that something told how full the main thread’s window is. It stays so until the next.',
      ),
      t`Beyond ${SERIES_LIMIT} points each two neighbours become one, the fuller of them, so that no peak is lost.`,
      ...(unit === 'percent'
        ? []
        : [t('The size of the window is not known, so the chart shows tokens and no percent.')]),
    ],
    facts: [
      [t('Last'), `${say(last.value)}, ${formatSecond(last.t)}`],
      [t('Highest'), `${say(highest.value)}, ${formatSecond(highest.t)}`],
      [t('First point'), formatSecond(points[0]!.t)],
      [t('Points'), formatExact(points.length)],
      [t('Compactions'), formatExact(state.compactionCount)],
    ],
  });
}

export function explainCostChart(state: SessionState): Explanation {
  return explanation(t('Cost so far'), formatCost(state.cost), {
    rule: [
      t('Each request adds its cost at the time of its answer; the last point is the cost of the session.'),
      thinned(),
      countedRule(state),
    ],
    caveats: [...unpricedCaveat(state), ...sumCaveats(state)],
    requests: requestsOf(state),
  });
}

export function explainTokensChart(state: SessionState): Explanation {
  return explanation(t('Tokens so far'), t`${formatTokens(totalTokens(state.tokens))} tokens`, {
    rule: [
      t(
        'Each request adds its tokens at the time of its answer. Cache is what was read from it and written to it, together.',
      ),
      thinned(),
      countedRule(state),
    ],
    facts: [...tokenFacts(state.tokens), ...modelFacts(state, totalTokens)],
    caveats: sumCaveats(state),
    requests: requestsOf(state),
  });
}

export function explainRateChart(state: SessionState, now: number): Explanation {
  const window = elapsedTime(windowOf(state, now));
  return explanation(t('Tokens per minute'), t`over ${window} each`, {
    rule: [
      t`For each moment, the tokens of all requests that were answered in the ${window} before it, by the minute. The longer a session runs, the longer is that time.`,
      thinned(),
      countedRule(state),
    ],
    facts: [[t('Phases'), t('a line where each began')]],
    caveats: sumCaveats(state),
    requests: requestsOf(state),
  });
}

export function explainEventsChart(state: SessionState, now: number): Explanation {
  const window = elapsedTime(windowOf(state, now));
  const { eventCount, eventSeries } = state;
  const dated = eventSeries.reduce((sum, { events }) => sum + events, 0);
  return explanation(t('Events per minute'), t`over ${window} each`, {
    rule: [
      t`For each moment, the facts that the session’s sources told of the ${window} before it, by the minute: log lines, tool calls, requests, phases and all others.`,
      t(
        'Facts that only a file’s date gives a time are left out, since a copy changes it. Alerts are no sign of life and are not counted.',
      ),
    ],
    facts: [
      [t('Facts with a time'), formatExact(dated)],
      [t('All facts, alerts included'), formatExact(eventCount)],
      [t('Marked'), t('alerts, and the last error')],
    ],
  });
}

function windowOf(state: SessionState, now: number): number {
  const { from, to } = wholeRange(state, now, true);
  return rateWindow(to - from);
}
