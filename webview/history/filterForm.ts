import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { HistorySort } from '../../src/protocol/history.ts';
import type { StatusName } from '../../src/protocol/selectors.ts';
import { plainText } from '../log/ansi.ts';
import { wordsOfState } from '../statusWords.ts';
import type { SessionsModel } from './sessionsModel.ts';

const STATES: readonly StatusName[] = [
  'running',
  'waiting',
  'idle',
  'backing_off',
  'stalled',
  'complete',
  'failed',
  'interrupted',
  'killed',
  'stopped',
];

export const SORT_WORDS: Readonly<Record<HistorySort, string>> = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  cost: 'Highest cost',
  tokens: 'Most tokens',
  duration: 'Longest',
};

/** Which sessions the list has, and in which order. Each choice counts at once. */
export function filterForm(model: SessionsModel, foldedAway: boolean): TemplateResult {
  const { choice, sources, projects } = model;
  const count = Object.keys(choice).length;
  return html`
    <details class="history-filters" ?open=${!foldedAway}>
      <summary>Filter and sort${count > 0 ? html` <span class="tab-count">${count}</span>` : nothing}</summary>
      <form
        class="history-filter-form"
        aria-label="Filter and sort"
        @submit=${(event: Event) => event.preventDefault()}
      >
        ${select('State', choice.state, stateOptions(), (state) => model.filter({ state: state as StatusName }))}
        ${select('Project', choice.project, named(projects), (project) => model.filter({ project }))}
        ${select('Source', choice.source, named(sources), (source) => model.filter({ source }))}
        ${day('From', choice.from, '00:00:00.000', (from) => model.filter({ from }))}
        ${day('To', choice.to, '23:59:59.999', (to) => model.filter({ to }))}
        ${usd('Cost from, $', choice.min_cost, (min_cost) => model.filter({ min_cost }))}
        ${usd('Cost to, $', choice.max_cost, (max_cost) => model.filter({ max_cost }))}
        <label
          >Sort<select @change=${(event: Event) => model.sortBy(valueOf(event) as HistorySort)}>
            ${Object.entries(SORT_WORDS).map(
              ([value, words]) =>
                html`<option value=${value} .selected=${live(value === model.sort)}>${words}</option>`,
            )}
          </select></label
        >
        ${
          count > 0
            ? html`<button type="button" class="plain-button" @click=${() => model.showAll()}>Clear filters</button>`
            : nothing
        }
      </form>
    </details>
  `;
}

interface Option {
  readonly value: string;
  readonly words: string;
}

const named = (values: readonly string[]): readonly Option[] =>
  values.map((value) => ({ value, words: plainText(value) }));
const stateOptions = (): readonly Option[] => STATES.map((value) => ({ value, words: wordsOfState(value).word }));

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}

function select(
  label: string,
  chosen: string | undefined,
  options: readonly Option[],
  choose: (value: string | undefined) => void,
): TemplateResult {
  // One that was chosen stays to be seen, also when no session has it any more.
  const all =
    chosen === undefined || options.some(({ value }) => value === chosen) ? options : [...options, ...named([chosen])];
  return html`<label
    >${label}<select @change=${(event: Event) => choose(valueOf(event) || undefined)}>
      <option value="" .selected=${live(chosen === undefined)}>Any</option>
      ${all.map(({ value, words }) => html`<option value=${value} .selected=${live(value === chosen)}>${words}</option>`)}
    </select></label
  >`;
}

/** Not `live`, here and below: what is being typed is no choice yet, and must stay. A whole day of the reader's clock: `clock` is where in it the range begins or ends. */
function day(
  label: string,
  chosen: string | undefined,
  clock: string,
  choose: (time: string | undefined) => void,
): TemplateResult {
  const change = (event: Event): void => {
    const ms = Date.parse(`${valueOf(event)}T${clock}`);
    choose(Number.isNaN(ms) ? undefined : new Date(ms).toISOString());
  };
  const shown = chosen === undefined ? '' : new Date(chosen).toLocaleDateString('sv-SE');
  return html`<label>${label}<input type="date" .value=${shown} @change=${change} /></label>`;
}

function usd(label: string, chosen: number | undefined, choose: (usd: number | undefined) => void): TemplateResult {
  const change = (event: Event): void => {
    const value = Number.parseFloat(valueOf(event));
    choose(value >= 0 ? value : undefined);
  };
  return html`<label
    >${label}<input
      type="number"
      min="0"
      step="any"
      inputmode="decimal"
      .value=${chosen === undefined ? '' : String(chosen)}
      @change=${change}
  /></label>`;
}
