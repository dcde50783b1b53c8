/** The tabs that few open: each is a file of its own in the build, which comes when it is wanted. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { loadCompareView } from '../compare/loadCompareView.ts';
import { loadTrendsView } from '../trends/loadTrendsView.ts';
import type { TabId } from './tabs.ts';

export class LazyTabs {
  readonly #changed: () => void;
  failed: TabId | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  async load(tab: TabId): Promise<void> {
    this.failed = null;
    try {
      if (tab === 'compare') await loadCompareView();
      if (tab === 'trends') await loadTrendsView();
    } catch {
      this.failed = tab;
    }
    this.#changed();
  }
}

/** Why a tab is empty. */
export function loadProblem(tabs: LazyTabs, tab: TabId): TemplateResult | typeof nothing {
  if (tabs.failed !== tab) return nothing;
  return html`<div class="notice notice-bad" role="alert">
    ${icon('failed')}
    <p><strong>This part of the page could not be loaded.</strong> Is the server there?</p>
    <button class="plain-button" @click=${() => tabs.load(tab)}>Try again</button>
  </div>`;
}
