import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { formatPercent } from '../../src/protocol/format.ts';
import { CONTEXT_CRITICAL_PERCENT, CONTEXT_WARNING_PERCENT } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { chartFigure, emptyChart } from '../charts/chartFigure.ts';
import { formatMoment } from '../clock.ts';
import type { Panel } from './panel.ts';

export const contextChartPanel: Panel = {
  id: 'context-chart',
  title: 'Context over time',
  area: 'charts',
  render: ({ state }) =>
    html`${guard([state.contextSeries, state.compactions, state.context], () => contextChart(state))}`,
};

function contextChart({ contextSeries: series, compactions, context }: SessionState): TemplateResult {
  const [first] = series;
  const last = series.at(-1);
  if (first === undefined || last === undefined) {
    if (context !== null) return emptyChart('The size of the context window is not known, so there is no percent.');
    return emptyChart('Nothing has told how full the context window is.');
  }
  const highest = series.reduce((a, b) => (b.percent > a.percent ? b : a));
  const compacted = compactions.length === 0 ? '' : `, compacted ${compactions.length} ×`;
  const summary = `last ${formatPercent(last.percent)}, highest ${formatPercent(highest.percent)} on ${formatMoment(highest.t)}${compacted}`;
  return chartFigure(
    {
      times: series.map((point) => point.t),
      lines: [{ label: 'Context', colour: '--chart-blue', values: series.map((point) => point.percent) }],
      marks: [
        { label: `filling up, ${CONTEXT_WARNING_PERCENT} %`, colour: '--chart-yellow', value: CONTEXT_WARNING_PERCENT },
        { label: `too full, ${CONTEXT_CRITICAL_PERCENT} %`, colour: '--chart-red', value: CONTEXT_CRITICAL_PERCENT },
      ],
      moments: compactions.map(({ at }) => ({ label: 'compacted', at })),
      atLeast: CONTEXT_CRITICAL_PERCENT * 1.2,
      format: formatPercent,
    },
    summary,
  );
}
