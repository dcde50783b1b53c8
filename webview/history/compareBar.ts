import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { HistoryRow } from '../../src/protocol/historyQuestions.ts';
import { t } from '../../src/protocol/language.ts';
import { titleOf } from './parts.ts';
import type { Shown } from './parts.ts';

/** Leads to the comparison of those that are ticked; while it cannot, it says why. */
export function compareBar({ chosen, compare }: Shown): TemplateResult {
  const { ids, canBeCompared, hint } = chosen;
  return html`<div class="compare-bar">
    <span id="compare-hint" class="history-note" role="status">${hint}</span>
    ${
      ids.length > 0
        ? html`<button class="plain-button" @click=${() => chosen.choose([])}>${t`Untick ${ids.length}`}</button>`
        : nothing
    }
    <button
      class="plain-button"
      aria-disabled=${canBeCompared ? nothing : 'true'}
      aria-describedby="compare-hint"
      @click=${() => (canBeCompared ? compare() : undefined)}
    >
      ${canBeCompared ? t`Compare ${ids.length} sessions` : t('Compare')}
    </button>
  </div>`;
}

/** The row is pressed to open the session: the box is not. */
export function compareBox({ chosen }: Shown, row: HistoryRow): TemplateResult {
  return html`<label class="compare-box" @click=${(event: Event) => event.stopPropagation()}>
    <input type="checkbox" .checked=${chosen.ids.includes(row.id)} @change=${() => chosen.toggle(row.id)} /><span
      ><span class="compare-box-word">${t('Compare')}</span><span class="visually-hidden"> ${titleOf(row)}</span></span
    >
  </label>`;
}
