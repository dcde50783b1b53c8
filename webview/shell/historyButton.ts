import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import type { Moment } from '../moment.ts';
import type { Actions } from './actions.ts';

/** Leads to all sessions there ever were, and to what happened last night; for those who may see more than one session. */
export function historyButton({ view }: Moment, actions: Actions): TemplateResult | typeof nothing {
  if (!view.you?.may.includes('read_all')) return nothing;
  return html`
    <button
      class="header-button history-button"
      title="All sessions, search, and the report of the night"
      @click=${() => actions.history(true)}
    >
      ${icon('history')}<span>History</span>
    </button>
  `;
}
