import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { formatTokens } from '../../src/protocol/format.ts';
import { startedAt } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { chartFigure, emptyChart } from '../charts/chartFigure.ts';
import { cumulative } from '../charts/cumulative.ts';
import { whyButton } from '../why/whyButton.ts';
import type { Panel } from './panel.ts';

export const tokensChartPanel: Panel = {
  id: 'tokens-chart',
  title: 'Tokens so far',
  area: 'charts',
  aside: (_moment, actions) => whyButton({ of: 'tokens-chart' }, 'Tokens so far', actions),
  render: ({ state }) => html`${guard([state.usageSeries], () => tokensChart(state))}`,
};

function tokensChart(state: SessionState): TemplateResult {
  if (state.calls === 0) return emptyChart('No model call yet.');
  const { times, sums } = cumulative(state.usageSeries, startedAt(state));
  const lines = [
    { label: 'Input', colour: '--chart-blue', values: sums.input },
    { label: 'Output', colour: '--chart-orange', values: sums.output },
    { label: 'Cache', colour: '--chart-purple', values: sums.cache },
  ];
  const summary = lines
    .map(({ label, values }) => `${formatTokens(values.at(-1) ?? 0)} ${label.toLowerCase()}`)
    .join(', ');
  return chartFigure({ times, lines, marks: [], moments: [], atLeast: 1_000, format: formatTokens }, summary);
}
