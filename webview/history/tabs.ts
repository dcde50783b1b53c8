import { html } from 'lit';
import type { TemplateResult } from 'lit';

export const TABS = [
  { id: 'sessions', label: 'Sessions' },
  { id: 'report', label: 'Report' },
  { id: 'compare', label: 'Compare' },
  { id: 'trends', label: 'Trends' },
] as const;

export type TabId = (typeof TABS)[number]['id'];

/** The arrow keys go from one to the other, as in any list of tabs. */
export function tabs(chosen: TabId, choose: (tab: TabId) => void): TemplateResult {
  const step = (event: KeyboardEvent): void => {
    if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    const ends: Readonly<Record<string, number>> = { Home: 0, End: TABS.length - 1 };
    const by = event.key === 'ArrowLeft' ? TABS.length - 1 : 1;
    const index = ends[event.key] ?? (TABS.findIndex(({ id }) => id === chosen) + by) % TABS.length;
    choose(TABS[index]!.id);
    (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role="tab"]')[index]!.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label="History" @keydown=${step}>
    ${TABS.map(
      ({ id, label }) =>
        html`<button
          role="tab"
          id="history-tab-${id}"
          aria-controls="history-panel"
          aria-selected=${id === chosen}
          tabindex=${id === chosen ? 0 : -1}
          @click=${() => choose(id)}
        >
          ${label}
        </button>`,
    )}
  </div>`;
}
