import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { formatPercent, formatTokens } from '../../src/protocol/format.ts';
import { CONTEXT_CRITICAL_PERCENT, CONTEXT_WARNING_PERCENT } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import type { ChartData } from '../charts/chartData.ts';
import { chartFigure, emptyChart } from '../charts/chartFigure.ts';
import { contextCourse } from '../charts/contextCourse.ts';
import type { ContextCourse } from '../charts/contextCourse.ts';
import { formatMoment } from '../clock.ts';
import { whyButton } from '../why/whyButton.ts';
import type { Panel } from './panel.ts';

export const contextChartPanel: Panel = {
  id: 'context-chart',
  title: 'Context over time',
  area: 'charts',
  aside: (_moment, actions) => whyButton({ of: 'context-chart' }, 'Context over time', actions),
  render: ({ state }) =>
    html`${guard([state.contextSeries, state.compactions, state.context], () => contextChart(state))}`,
};

function contextChart(state: SessionState): TemplateResult {
  const course = contextCourse(state);
  if (course === null) return emptyChart('Nothing has told how full the context window is.');
  const { compactions } = state;
  const { last, highest, unit } = course;
  const say = unit === 'percent' ? formatPercent : (tokens: number): string => `${formatTokens(tokens)} tokens`;
  const words = [
    `last ${say(last.value)}`,
    `highest ${say(highest.value)} on ${formatMoment(highest.t)}`,
    ...(compactions.length === 0 ? [] : [`compacted ${compactions.length} ×`]),
    ...(unit === 'percent' ? [] : ['of unknown size']),
  ];
  const moments = compactions.map(({ at }) => ({ label: 'compacted', at }));
  return chartFigure({ ...scaleOf(course), moments }, words.join(', '));
}

/** The thresholds are percents: a window of unknown size has none. */
function scaleOf({ points, unit }: ContextCourse): Omit<ChartData, 'moments'> {
  const isPercent = unit === 'percent';
  const marks = [
    { label: `filling up, ${CONTEXT_WARNING_PERCENT} %`, colour: '--chart-yellow', value: CONTEXT_WARNING_PERCENT },
    { label: `too full, ${CONTEXT_CRITICAL_PERCENT} %`, colour: '--chart-red', value: CONTEXT_CRITICAL_PERCENT },
  ];
  return {
    times: points.map(({ t }) => t),
    lines: [{ label: 'Context', colour: '--chart-blue', values: points.map(({ value }) => value) }],
    marks: isPercent ? marks : [],
    atLeast: isPercent ? CONTEXT_CRITICAL_PERCENT * 1.2 : 1_000,
    format: isPercent ? formatPercent : formatTokens,
  };
}
