import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { formatDuration, formatPercent, formatTokens } from '../../src/protocol/format.ts';
import { contextLevel } from '../../src/protocol/selectors.ts';
import type { ContextUse } from '../../src/protocol/state.ts';
import { CONTEXT_WORDS } from '../contextWords.ts';
import type { SessionMoment } from '../moment.ts';
import { gauge } from './gauge.ts';
import type { Panel } from './panel.ts';

export const contextPanel: Panel = {
  id: 'context',
  title: 'Context window',
  area: 'facts',
  render: ({ state, clock }: SessionMoment) => (state.context === null ? unknown() : known(state.context, clock)),
};

function unknown(): TemplateResult {
  return html`
    <div class="context tone-neutral">
      ${gauge(null)}
      <div class="context-words">
        <p><strong class="context-percent">unknown</strong></p>
        <p>Nothing has told how full it is.</p>
      </div>
    </div>
  `;
}

function known(context: ContextUse, clock: number): TemplateResult {
  const { word, meaning, tone } = CONTEXT_WORDS[contextLevel(context.percent)];
  return html`
    <div class="context tone-${tone}">
      ${gauge(context.percent)}
      <div class="context-words">
        <p>
          <strong class="context-percent">${formatPercent(context.percent)}</strong>
          <span class="context-level">${word}</span>
        </p>
        <p>${meaning}</p>
        <p>${tokensOf(context)}</p>
      </div>
    </div>
    <p class="source">${context.source}, ${formatDuration(clock - context.at)} ago</p>
  `;
}

function tokensOf({ tokens, window }: ContextUse): string {
  if (tokens === null) return 'tokens unknown';
  return `${formatTokens(tokens)} of ${window === null ? 'an unknown number of' : formatTokens(window)} tokens`;
}
