/** All sessions there ever were, and the report of a night: a file of its own in the build, loaded when it is first opened. */
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { ChosenSessions } from './chosenSessions.ts';
import type { History } from './history.ts';
import { LazyTabs, loadProblem } from './lazyTab.ts';
import type { Shown } from './parts.ts';
import { placeAddress, readPlace } from './place.ts';
import type { Place } from './place.ts';
import { ReportModel } from './reportModel.ts';
import { reportTab } from './reportTab.ts';
import { SearchModel } from './searchModel.ts';
import { SessionsModel } from './sessionsModel.ts';
import { sessionsTab } from './sessionsTab.ts';
import { tabs } from './tabs.ts';
import type { TabId } from './tabs.ts';

type Models = Omit<Shown, 'history' | 'compare'>;

class HistoryView extends LitElement {
  static override readonly properties = { history: { attribute: false }, tab: { attribute: false } };

  declare history: History | null;
  declare tab: TabId;
  /** Kept while a session is looked at: the way back leads to the same list. */
  #models: Models | null = null;
  readonly #lazy = new LazyTabs(() => this.requestUpdate());
  /** What the address last said of this place, and what the trends' tab keeps in it. */
  #address = '';
  #rest: Place['rest'] = {};
  /** What had the focus when the history was opened. */
  #cameFrom: HTMLElement | null = null;

  constructor() {
    super();
    this.history = null;
    this.tab = 'sessions';
  }

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const opened = changed.has('history') && this.history !== null && (changed.get('history') ?? null) === null;
    if (this.history !== null) this.#models ??= modelsFor(this);
    const moved = this.#followAddress();
    if (opened || moved) this.#load(this.tab);
  }

  override render(): TemplateResult | typeof nothing {
    if (this.history === null || this.#models === null) return nothing;
    const shown = { history: this.history, ...this.#models, compare: () => this.#choose('compare') };
    // A phone shows sessions first, and the filters when they are wanted.
    const foldedAway = matchMedia('(max-width: 640px)').matches;
    return html`
      <section class="history" aria-labelledby="history-title">
        <div class="history-head">
          <button class="plain-button history-back" @click=${shown.history.close}>
            ${icon('back')}<span>Back<span class="history-back-more"> to the session</span></span>
          </button>
          <h2 id="history-title" tabindex="-1">History</h2>
          ${tabs(this.tab, (tab) => this.#choose(tab))}
        </div>
        <div class="history-panel" role="tabpanel" id="history-panel" aria-labelledby="history-tab-${this.tab}">
          ${loadProblem(this.#lazy, this.tab)} ${this.#panel(shown, foldedAway)}
        </div>
      </section>
    `;
  }

  #panel(shown: Shown, foldedAway: boolean): TemplateResult {
    const { history, chosen } = shown;
    const { ask, open, moment } = history;
    switch (this.tab) {
      case 'sessions':
        return sessionsTab(shown, foldedAway);
      case 'report':
        return reportTab(shown);
      case 'compare':
        return html`<livestream-compare
          .compare=${{
            ...{ ask, open, now: moment.now, sessions: chosen.ids },
            choose: (sessions: readonly string[]) => this.#compare(sessions),
            chooseOthers: () => this.#choose('sessions'),
          }}
        ></livestream-compare>`;
      case 'trends':
        return html`<livestream-trends
          .trends=${{ ask, kept: this.#rest, keep: (rest: Place['rest']) => this.#keep(rest) }}
        ></livestream-trends>`;
    }
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('history')) return;
    const before = changed.get('history') ?? null;
    if (this.history !== null && before === null) this.#takeFocus();
    if (this.history === null && before !== null) this.#cameFrom?.focus();
  }

  /** Whoever opened it by the keyboard or listens to the page goes on at its beginning. */
  #takeFocus(): void {
    const { activeElement } = document;
    this.#cameFrom = activeElement instanceof HTMLElement && activeElement !== document.body ? activeElement : null;
    this.querySelector<HTMLElement>('#history-title')?.focus({ preventScroll: true });
  }

  #choose(tab: TabId): void {
    if (tab === this.tab) return;
    this.tab = tab;
    this.#load(tab);
    this.#tellAddress();
  }

  #compare(sessions: readonly string[]): void {
    this.#models?.chosen.choose(sessions);
    this.#tellAddress();
  }

  #keep(rest: Place['rest']): void {
    this.#rest = rest;
    this.#tellAddress();
  }

  /** True where somebody went to another place by the address: a link, or the browser's way back. */
  #followAddress(): boolean {
    const address = this.history?.place?.read();
    if (address === undefined || address === this.#address) return false;
    this.#address = address;
    const { tab, sessions, rest } = readPlace(address);
    this.tab = tab;
    if (tab === 'trends') this.#rest = rest;
    if (tab === 'compare' && sessions.length > 0) this.#models?.chosen.choose(sessions);
    return true;
  }

  #tellAddress(): void {
    const sessions = this.#models?.chosen.ids ?? [];
    this.#address = placeAddress({ tab: this.tab, sessions, rest: this.#rest });
    this.history?.place?.keep(this.#address);
    this.requestUpdate();
  }

  #load(tab: TabId): void {
    if (tab === 'sessions') void this.#models?.sessions.load();
    else if (tab === 'report') void this.#models?.report.load();
    else void this.#lazy.load(tab);
  }
}

function modelsFor(view: HistoryView): Models {
  const { ask } = view.history!;
  const changed = (): void => view.requestUpdate();
  return {
    sessions: new SessionsModel(ask, changed),
    search: new SearchModel(ask, changed),
    report: new ReportModel(ask, changed),
    chosen: new ChosenSessions(changed),
  };
}

customElements.define('livestream-history', HistoryView);
