import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { contextParts } from '../../src/protocol/contextParts.ts';
import { formatDuration, formatPercent, formatTokens } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import type { Compaction, ContextUse, SessionState } from '../../src/protocol/state.ts';
import { formatMoment } from '../clock.ts';
import { contextWords } from '../contextWords.ts';
import { markup } from '../markup.ts';
import type { SessionMoment } from '../moment.ts';
import type { Actions } from '../shell/actions.ts';
import { compactionWords } from '../why/explainContext.ts';
import { whyButton } from '../why/whyButton.ts';
import { contextBar } from './contextBar.ts';
import { contextPartList } from './contextParts.ts';
import type { Panel } from './panel.ts';

/** Compactions in the list; the explanation has all that are kept. */
const LISTED = 10;

export const contextPanel: Panel = {
  id: 'context',
  get title() {
    return t('Context window');
  },
  area: 'facts',
  aside: (_moment, actions) => whyButton({ of: 'context' }, t('Context window'), actions),
  render: ({ state, clock }: SessionMoment, actions) => html`
    ${state.context === null ? unknown() : known(state, state.context, clock)} ${compactions(state, clock, actions)}
  `,
};

function unknown(): TemplateResult {
  return html`
    <div class="context tone-neutral">
      <p class="context-words"><strong class="context-percent">${t`unknown`}</strong></p>
      ${contextBar(null, null)}
      <p class="quiet">${t`Nothing has told how full it is.`}</p>
    </div>
  `;
}

function known(state: SessionState, context: ContextUse, clock: number): TemplateResult {
  const { percent, tokens, window } = context;
  const { word, meaning, tone } = contextWords(percent);
  const withoutPercent = percent === null && tokens !== null;
  const parts = contextParts(state);
  return html`
    <div class="context tone-${tone}">
      <p class="context-words">
        <strong class="context-percent">${withoutPercent ? formatTokens(tokens) : formatPercent(percent)}</strong>
        <span class="context-level">${withoutPercent ? t('tokens') : word}</span>
        <span class="quiet">${meaning}</span>
      </p>
      ${contextBar(percent, parts)}
      ${withoutPercent ? nothing : html`<p class="quiet">${heldWords(tokens, window)}</p>`}
      ${parts === null ? nothing : contextPartList(parts)}
    </div>
    <p class="source">${t`${said(context.source)}, ${formatDuration(clock - context.at)} ago`}</p>
  `;
}

function heldWords(tokens: number | null, window: number | null): string {
  if (tokens === null) return t('tokens unknown');
  const held = formatTokens(tokens);
  return window === null ? t`${held} of an unknown number of tokens` : t`${held} of ${formatTokens(window)} tokens`;
}

/** "compacted 2 ×, last 40 m ago: 74.2 k → 3.0 k tokens, auto" */
function compactions(
  { compactions: kept, compactionCount: count }: SessionState,
  clock: number,
  actions: Actions,
): TemplateResult | typeof nothing {
  const last = kept.at(-1);
  if (last === undefined) return nothing;
  const sizes = compactionWords(last);
  return html`
    <div class="compacted">
      <p>
        ${markup(t('{compacted}, last {time} ago'), { compacted: html`<strong>${t`Compacted ${count} ×`}</strong>`, time: formatDuration(clock - last.at) })}${sizes === '' ? '' : `: ${sizes}`}
      </p>
      ${whyButton({ of: 'compactions' }, t('Compactions'), actions)}
    </div>
    ${kept.length > 1 ? compactionList(kept.toReversed()) : nothing}
  `;
}

function compactionList(newestFirst: readonly Compaction[]): TemplateResult {
  return html`<details class="fold">
    <summary>${t`All compactions`}</summary>
    <dl class="rows">
      ${newestFirst.slice(0, LISTED).map(
        (each) =>
          html`<div class="row">
            <dt>${formatMoment(each.at)}</dt>
            <dd>${compactionWords(each)}</dd>
          </div>`,
      )}
    </dl>
  </details>`;
}
