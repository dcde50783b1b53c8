import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { formatPercent } from '../../src/protocol/format.ts';
import { CONTEXT_CRITICAL_PERCENT, CONTEXT_WARNING_PERCENT } from '../../src/protocol/selectors.ts';
import type { ContextSeries } from '../../src/protocol/series.ts';
import { chartFigure, emptyChart } from '../charts/chartFigure.ts';
import { formatMoment } from '../clock.ts';
import type { Panel } from './panel.ts';

export const contextChartPanel: Panel = {
  id: 'context-chart',
  title: 'Context over time',
  area: 'charts',
  render: ({ state }) => html`${guard([state.contextSeries], () => contextChart(state.contextSeries))}`,
};

function contextChart(series: ContextSeries): TemplateResult {
  const [first] = series;
  const last = series.at(-1);
  if (first === undefined || last === undefined) return emptyChart('Nothing has told how full the context window is.');
  const highest = series.reduce((a, b) => (b.percent > a.percent ? b : a));
  const summary = `last ${formatPercent(last.percent)}, highest ${formatPercent(highest.percent)} on ${formatMoment(highest.t)}`;
  return chartFigure(
    {
      times: series.map((point) => point.t),
      lines: [{ label: 'Context', colour: '--chart-blue', values: series.map((point) => point.percent) }],
      marks: [
        { label: `filling up, ${CONTEXT_WARNING_PERCENT} %`, colour: '--chart-yellow', value: CONTEXT_WARNING_PERCENT },
        { label: `too full, ${CONTEXT_CRITICAL_PERCENT} %`, colour: '--chart-red', value: CONTEXT_CRITICAL_PERCENT },
      ],
      atLeast: CONTEXT_CRITICAL_PERCENT * 1.2,
      format: formatPercent,
    },
    summary,
  );
}
