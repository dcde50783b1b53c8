/** Why the charts run as they do, and what their captions say. */
import { totalTokens } from '../../src/protocol/events.ts';
import { formatCost, formatPercent, formatTokens } from '../../src/protocol/format.ts';
import { rateWindow } from '../../src/protocol/rates.ts';
import { SERIES_LIMIT } from '../../src/protocol/series.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { elapsedTime } from '../charts/axisTime.ts';
import { contextCourse } from '../charts/contextCourse.ts';
import { wholeRange } from '../charts/timeRange.ts';
import { formatSecond } from '../clock.ts';
import { exactNumber } from '../exactNumber.ts';
import { explanation, requestsOf } from './explanation.ts';
import type { Explanation } from './explanation.ts';
import { countedRule, modelFacts, sumCaveats, tokenFacts, unpricedCaveat } from './parts.ts';

const THINNED = `Beyond ${SERIES_LIMIT} points each two neighbours become one`;

export function explainContextChart(state: SessionState): Explanation {
  const course = contextCourse(state);
  if (course === null) {
    return explanation('Context over time', 'unknown', { rule: ['Nothing has told how full it is.'] });
  }
  const { unit, points, last, highest } = course;
  const say = (value: number): string => (unit === 'percent' ? formatPercent(value) : `${exactNumber(value)} tokens`);
  return explanation('Context over time', `highest ${say(highest.value)}`, {
    rule: [
      'One point for each time that something told how full the main thread’s window is. It stays so until the next.',
      `${THINNED}, the fuller of them, so that no peak is lost.`,
      ...(unit === 'percent' ? [] : ['The size of the window is not known, so the chart shows tokens and no percent.']),
    ],
    facts: [
      ['Last', `${say(last.value)}, ${formatSecond(last.t)}`],
      ['Highest', `${say(highest.value)}, ${formatSecond(highest.t)}`],
      ['First point', formatSecond(points[0]!.t)],
      ['Points', exactNumber(points.length)],
      ['Compactions', exactNumber(state.compactionCount)],
    ],
  });
}

export function explainCostChart(state: SessionState): Explanation {
  return explanation('Cost so far', formatCost(state.cost), {
    rule: [
      'Each request adds its cost at the time of its answer; the last point is the cost of the session.',
      `${THINNED} with the sum of both.`,
      countedRule(state),
    ],
    caveats: [...unpricedCaveat(state), ...sumCaveats(state)],
    requests: requestsOf(state),
  });
}

export function explainTokensChart(state: SessionState): Explanation {
  return explanation('Tokens so far', `${formatTokens(totalTokens(state.tokens))} tokens`, {
    rule: [
      'Each request adds its tokens at the time of its answer. Cache is what was read from it and written to it, together.',
      `${THINNED} with the sum of both.`,
      countedRule(state),
    ],
    facts: [...tokenFacts(state.tokens), ...modelFacts(state, totalTokens)],
    caveats: sumCaveats(state),
    requests: requestsOf(state),
  });
}

export function explainRateChart(state: SessionState, now: number): Explanation {
  const window = elapsedTime(windowOf(state, now));
  return explanation('Tokens per minute', `over ${window} each`, {
    rule: [
      `For each moment, the tokens of all requests that were answered in the ${window} before it, by the minute. The longer a session runs, the longer is that time.`,
      `${THINNED} with the sum of both.`,
      countedRule(state),
    ],
    facts: [['Phases', 'a line where each began']],
    caveats: sumCaveats(state),
    requests: requestsOf(state),
  });
}

export function explainEventsChart(state: SessionState, now: number): Explanation {
  const window = elapsedTime(windowOf(state, now));
  const { eventCount, eventSeries } = state;
  const dated = eventSeries.reduce((sum, { events }) => sum + events, 0);
  return explanation('Events per minute', `over ${window} each`, {
    rule: [
      `For each moment, the facts that the session’s sources told of the ${window} before it, by the minute: log lines, tool calls, requests, phases and all others.`,
      'Facts that only a file’s date gives a time are left out, since a copy changes it. Alerts are no sign of life and are not counted.',
    ],
    facts: [
      ['Facts with a time', exactNumber(dated)],
      ['All facts, alerts included', exactNumber(eventCount)],
      ['Marked', 'alerts, and the last error'],
    ],
  });
}

function windowOf(state: SessionState, now: number): number {
  const { from, to } = wholeRange(state, now, true);
  return rateWindow(to - from);
}
