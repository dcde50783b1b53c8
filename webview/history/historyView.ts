/** All sessions there ever were, and the report of a night: a file of its own in the build, loaded when it is first opened. */
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { NOW } from '../place.ts';
import type { HistoryView as ViewName, Place } from '../place.ts';
import { ChosenSessions } from './chosenSessions.ts';
import type { History } from './history.ts';
import { LazyViews, loadProblem } from './lazyViews.ts';
import type { Shown } from './parts.ts';
import { ReportModel } from './reportModel.ts';
import { reportTab } from './reportTab.ts';
import { SearchModel } from './searchModel.ts';
import { SessionsModel } from './sessionsModel.ts';
import { sessionsTab } from './sessionsTab.ts';

type Models = Omit<Shown, 'history' | 'compare'>;

function titles(): Readonly<Record<ViewName, string>> {
  return { history: t('History'), report: t('Report'), compare: t('Compare'), trends: t('Trends') };
}

class HistoryView extends LitElement {
  static override readonly properties = { history: { attribute: false } };

  declare history: History | null;
  /** Kept while a session is looked at: the way back leads to the same list. */
  #models: Models | null = null;
  readonly #lazy = new LazyViews(() => this.requestUpdate());
  /** The place that was last on view. */
  #place: Place | null = null;

  constructor() {
    super();
    this.history = null;
  }

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  override willUpdate(): void {
    const { history } = this;
    if (history === null) {
      this.#place = null;
      return;
    }
    this.#models ??= modelsFor(this);
    if (history.shown === this.#place) return;
    const { view, sessions } = history.shown;
    const cameIn = view !== this.#place?.view;
    this.#place = history.shown;
    if (view === 'compare' && sessions.length > 0) this.#models.chosen.choose(sessions);
    if (cameIn) this.#load(view);
  }

  override render(): TemplateResult | typeof nothing {
    if (this.history === null || this.#models === null) return nothing;
    const { history } = this;
    const { view } = history.shown;
    const compare = (): void => history.place.go(this.#comparison(this.#models!.chosen.ids));
    const shown = { history, ...this.#models, compare };
    // A phone shows sessions first, and the filters when they are wanted.
    const foldedAway = matchMedia('(max-width: 640px)').matches;
    return html`
      <section class="history" aria-labelledby="history-title">
        <h2 id="history-title" class="view-title" tabindex="-1">${titles()[view]}</h2>
        ${loadProblem(this.#lazy, view)} ${this.#view(view, shown, foldedAway)}
      </section>
    `;
  }

  #view(view: ViewName, shown: Shown, foldedAway: boolean): TemplateResult {
    const { history, chosen } = shown;
    const { ask, open, moment, place } = history;
    switch (view) {
      case 'history':
        return sessionsTab(shown, foldedAway);
      case 'report':
        return reportTab(shown);
      case 'compare':
        return html`<livestream-compare
          .compare=${{
            ...{ ask, open, now: moment.now, sessions: chosen.ids },
            choose: (sessions: readonly string[]) => place.keep(this.#chosen(sessions)),
            chooseOthers: () => place.go({ ...NOW, view: 'history' }),
          }}
        ></livestream-compare>`;
      case 'trends':
        return html`<livestream-trends
          .trends=${{ ask, kept: history.shown.rest, keep: (rest: Place['rest']) => place.keep({ ...NOW, view, rest }) }}
        ></livestream-trends>`;
    }
  }

  override updated(changed: PropertyValues<this>): void {
    const before: History | null = changed.get('history') ?? null;
    if (!changed.has('history') || this.history === null) return;
    // Whoever came by the keyboard or listens to the page goes on at its beginning.
    if (before?.shown.view !== this.history.shown.view) {
      this.querySelector<HTMLElement>('#history-title')?.focus({ preventScroll: true });
    }
  }

  #chosen(sessions: readonly string[]): Place {
    this.#models?.chosen.choose(sessions);
    return this.#comparison(sessions);
  }

  #comparison(sessions: readonly string[]): Place {
    return { ...NOW, view: 'compare', sessions };
  }

  #load(view: ViewName): void {
    if (view === 'history') void this.#models?.sessions.load();
    else if (view === 'report') void this.#models?.report.load();
    else void this.#lazy.load(view);
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
