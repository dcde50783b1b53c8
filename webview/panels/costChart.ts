import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { formatCost, formatUsd } from '../../src/protocol/format.ts';
import { startedAt } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { chartFigure, emptyChart } from '../charts/chartFigure.ts';
import { cumulative } from '../charts/cumulative.ts';
import { requestWords } from '../requestWords.ts';
import { whyButton } from '../why/whyButton.ts';
import type { Panel } from './panel.ts';

export const costChartPanel: Panel = {
  id: 'cost-chart',
  title: 'Cost so far',
  area: 'charts',
  aside: (_moment, actions) => whyButton({ of: 'cost-chart' }, 'Cost so far', actions),
  render: ({ state }) => html`${guard([state.usageSeries], () => costChart(state))}`,
};

function costChart(state: SessionState): TemplateResult {
  if (state.calls === 0) return emptyChart('No model call yet.');
  if (state.cost.usd === null) return emptyChart('No model call has a known price.');
  const { times, sums } = cumulative(state.usageSeries, startedAt(state));
  return chartFigure(
    {
      times,
      lines: [{ label: 'Cost', colour: '--chart-green', values: sums.usd }],
      marks: [],
      moments: [],
      atLeast: 0.01,
      format: formatUsd,
    },
    `${formatCost(state.cost)} after ${requestWords(state, state.calls)}`,
  );
}
