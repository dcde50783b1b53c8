import { formatPercent, formatTokens } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { CONTEXT_CRITICAL_PERCENT, CONTEXT_WARNING_PERCENT } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { contextCourse } from '../charts/contextCourse.ts';
import type { ChartMark } from '../charts/chartData.ts';
import type { TimeRange } from '../charts/timeRange.ts';
import { formatMoment } from '../clock.ts';
import { heldTo, untold } from './course.ts';
import type { Course, ToldCourse } from './course.ts';

export const contextOverTime: Course = {
  id: 'context-chart',
  get title() {
    return t('Context over time');
  },
  parts: ({ contextSeries, compactions, context }) => [contextSeries, compactions, context],
  told: contextTold,
};

function thresholds(): readonly ChartMark[] {
  return [
    { label: t`filling up, ${CONTEXT_WARNING_PERCENT} %`, colour: '--chart-yellow', value: CONTEXT_WARNING_PERCENT },
    { label: t`too full, ${CONTEXT_CRITICAL_PERCENT} %`, colour: '--chart-red', value: CONTEXT_CRITICAL_PERCENT },
  ];
}

function contextTold(state: SessionState, { to }: TimeRange): ToldCourse {
  const course = contextCourse(state);
  if (course === null) return untold(t('Nothing has told how full the context window is.'));
  const { compactions } = state;
  const { points, last, highest, unit } = course;
  const isPercent = unit === 'percent';
  const say = isPercent ? formatPercent : (tokens: number): string => t`${formatTokens(tokens)} tokens`;
  const words = [
    t`last ${say(last.value)}`,
    t`highest ${say(highest.value)} on ${formatMoment(highest.t)}`,
    ...(compactions.length === 0 ? [] : [t`compacted ${compactions.length} ×`]),
    ...(isPercent ? [] : [t('of unknown size')]),
  ];
  const { times, lines } = heldTo(
    to,
    points.map(({ t }) => t),
    [points.map(({ value }) => value)],
  );
  return {
    words: words.join(', '),
    data: {
      times,
      lines: [{ label: t('Context'), colour: '--chart-blue', values: lines[0]! }],
      // The thresholds are percents: a window of unknown size has none.
      marks: isPercent ? thresholds() : [],
      moments: compactions.map(({ at }) => ({ label: t('compacted'), at, colour: '--chart-purple' })),
      atLeast: isPercent ? CONTEXT_CRITICAL_PERCENT * 1.2 : 1_000,
      format: isPercent ? formatPercent : formatTokens,
    },
  };
}
