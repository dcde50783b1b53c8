/** Two to four sessions side by side: a file of its own in the build, loaded when it is first wanted. */
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { COMPARED_AT_LEAST } from '../../src/protocol/comparison.ts';
import type { ToldComparison } from '../../src/protocol/comparison.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import { bones, emptyState, waitingOrWhyNot } from '../history/parts.ts';
import { plainText } from '../log/ansi.ts';
import type { Compare } from './compare.ts';
import { CompareModel } from './compareModel.ts';
import { comparedCards } from './comparedCards.ts';
import { compareCharts } from './compareCharts.ts';
import { compareTable } from './compareTable.ts';
import { differences } from './differences.ts';
import { phases } from './phases.ts';

class CompareView extends LitElement {
  static override readonly properties = { compare: { attribute: false } };

  declare compare: Compare | null;
  readonly #model = new CompareModel(() => this.requestUpdate());

  constructor() {
    super();
    this.compare = null;
  }

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('compare') && this.compare !== null) this.#model.show(this.compare.sessions, this.compare.ask);
  }

  override render(): TemplateResult | typeof nothing {
    const { compare } = this;
    if (compare === null) return nothing;
    if (compare.sessions.length < COMPARED_AT_LEAST) return nothingChosen(compare);
    const { asking, comparison } = this.#model;
    return html`
      ${waitingOrWhyNot(asking, t('The comparison could not be read:'), () => this.#model.load(compare.sessions, compare.ask))}
      ${asking.problem === null ? nothing : chooseOthers(compare)}
      ${comparison === null ? (asking.problem === null ? bones(t('Comparing…')) : nothing) : compared(compare, comparison)}
    `;
  }
}

function nothingChosen(compare: Compare): TemplateResult {
  const { length } = compare.sessions;
  return emptyState(
    length === 0 ? t('Nothing to compare yet') : t('One session is chosen, and a comparison needs two'),
    html`${t`Tick two to four sessions in the list of all sessions, then press “Compare”.`} <br /><button
        class="plain-button"
        @click=${compare.chooseOthers}
      >
        ${t`Choose sessions`}
      </button>`,
  );
}

function chooseOthers(compare: Compare): TemplateResult {
  return html`<button class="plain-button compare-others" @click=${compare.chooseOthers}>
    ${t`Choose other sessions`}
  </button>`;
}

function compared(compare: Compare, comparison: ToldComparison): TemplateResult {
  const { sessions } = comparison;
  return html`<div class="compare">
    ${comparedCards(compare, sessions)} ${chooseOthers(compare)}
    ${guard([comparison], () => [
      differences(comparison),
      compareTable(sessions),
      phases(sessions),
      compareCharts(sessions),
      html`<p class="history-note">
        ≈ ${plainText(said(comparison.price_basis))} ${t`A time that goes on is counted up to the last sign of life.`}
      </p>`,
    ])}
  </div>`;
}

customElements.define('livestream-compare', CompareView);
