/** The views that few open: each is a file of its own in the build, which comes when it is wanted. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { icon } from '../icons.ts';
import { loadCompareView } from '../compare/loadCompareView.ts';
import { loadTrendsView } from '../trends/loadTrendsView.ts';
import type { HistoryView } from '../place.ts';

export class LazyViews {
  readonly #changed: () => void;
  failed: HistoryView | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  async load(view: HistoryView): Promise<void> {
    this.failed = null;
    try {
      if (view === 'compare') await loadCompareView();
      if (view === 'trends') await loadTrendsView();
    } catch {
      this.failed = view;
    }
    this.#changed();
  }
}

/** Why a view is empty. */
export function loadProblem(views: LazyViews, view: HistoryView): TemplateResult | typeof nothing {
  if (views.failed !== view) return nothing;
  return html`<div class="notice notice-bad" role="alert">
    ${icon('failed')}
    <p><strong>${t`This part of the page could not be loaded.`}</strong> ${t`Is the server there?`}</p>
    <button class="plain-button" @click=${() => views.load(view)}>${t`Try again`}</button>
  </div>`;
}
