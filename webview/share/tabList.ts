import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import type { GrantInfo } from '../../src/protocol/sharingQuestions.ts';

export interface Tab {
  readonly id: string;
  readonly label: string;
  /** How much a grant adds to the number beside the label. */
  readonly count: (grant: GrantInfo) => number;
}

const STEPS: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowRight: (index, last) => (index === last ? 0 : index + 1),
  ArrowLeft: (index, last) => (index === 0 ? last : index - 1),
  Home: () => 0,
  End: (_index, last) => last,
};

/** The dialog's parts by name. The arrow keys go from one to the next, as in any list of tabs. */
export function tabList(
  tabs: readonly Tab[],
  chosen: string,
  grants: readonly GrantInfo[],
  choose: (id: string) => void,
): TemplateResult {
  const step = (event: KeyboardEvent): void => {
    const move = STEPS[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const index = move(
      tabs.findIndex(({ id }) => id === chosen),
      tabs.length - 1,
    );
    choose(tabs[index]!.id);
    (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role="tab"]')[index]!.focus();
  };
  return html`
    <div class="tabs" role="tablist" aria-label=${t`Share`} @keydown=${step}>
      ${tabs.map(({ id, label, count }) => {
        const found = grants.reduce((sum, grant) => sum + count(grant), 0);
        return html`<button
          role="tab"
          id="share-tab-${id}"
          aria-controls="share-panel"
          aria-selected=${id === chosen}
          tabindex=${id === chosen ? 0 : -1}
          @click=${() => choose(id)}
        >
          ${label}${found > 0 ? html` <span class="tab-count">${found}</span>` : nothing}
        </button>`;
      })}
    </div>
  `;
}
