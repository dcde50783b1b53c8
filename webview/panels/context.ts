import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { contextParts } from '../../src/protocol/contextParts.ts';
import { formatDuration, formatPercent, formatTokens } from '../../src/protocol/format.ts';
import { contextLevel } from '../../src/protocol/selectors.ts';
import type { Compaction, ContextUse, SessionState } from '../../src/protocol/state.ts';
import { formatMoment } from '../clock.ts';
import { CONTEXT_UNKNOWN, CONTEXT_WORDS } from '../contextWords.ts';
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
  title: 'Context window',
  area: 'facts',
  aside: (_moment, actions) => whyButton({ of: 'context' }, 'Context window', actions),
  render: ({ state, clock }: SessionMoment, actions) => html`
    ${state.context === null ? unknown() : known(state, state.context, clock)} ${compactions(state, clock, actions)}
  `,
};

function unknown(): TemplateResult {
  return html`
    <div class="context tone-neutral">
      <p class="context-words"><strong class="context-percent">unknown</strong></p>
      ${contextBar(null, null)}
      <p class="quiet">Nothing has told how full it is.</p>
    </div>
  `;
}

function known(state: SessionState, context: ContextUse, clock: number): TemplateResult {
  const { percent, tokens, window } = context;
  const { word, meaning, tone } = percent === null ? CONTEXT_UNKNOWN : CONTEXT_WORDS[contextLevel(percent)];
  const withoutPercent = percent === null && tokens !== null;
  const of = window === null ? 'of an unknown number of tokens' : `of ${formatTokens(window)} tokens`;
  const parts = contextParts(state);
  return html`
    <div class="context tone-${tone}">
      <p class="context-words">
        <strong class="context-percent">${withoutPercent ? formatTokens(tokens) : formatPercent(percent)}</strong>
        <span class="context-level">${withoutPercent ? 'tokens' : word}</span>
        <span class="quiet">${meaning}</span>
      </p>
      ${contextBar(percent, parts)}
      ${
        withoutPercent
          ? nothing
          : html`<p class="quiet">${tokens === null ? 'tokens unknown' : `${formatTokens(tokens)} ${of}`}</p>`
      }
      ${parts === null ? nothing : contextPartList(parts)}
    </div>
    <p class="source">${context.source}, ${formatDuration(clock - context.at)} ago</p>
  `;
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
        <strong>Compacted ${count} ×</strong>, last ${formatDuration(clock - last.at)}
        ago${sizes === '' ? '' : `: ${sizes}`}
      </p>
      ${whyButton({ of: 'compactions' }, 'Compactions', actions)}
    </div>
    ${kept.length > 1 ? compactionList(kept.toReversed()) : nothing}
  `;
}

function compactionList(newestFirst: readonly Compaction[]): TemplateResult {
  return html`<details class="fold">
    <summary>All compactions</summary>
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
