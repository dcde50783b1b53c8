import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { HistorySort } from '../../src/protocol/history.ts';
import { t } from '../../src/protocol/language.ts';
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

function sortWords(): Readonly<Record<HistorySort, string>> {
  return {
    newest: t('Newest first'),
    oldest: t('Oldest first'),
    cost: t('Highest cost'),
    tokens: t('Most tokens'),
    duration: t('Longest'),
  };
}

/** Which sessions the list has, and in which order. Each choice counts at once. */
export function filterForm(model: SessionsModel, foldedAway: boolean): TemplateResult {
  const { choice, sources, projects } = model;
  const count = Object.keys(choice).length;
  return html`
    <details class="history-filters" ?open=${!foldedAway}>
      <summary>${t`Filter and sort`}${count > 0 ? html` <span class="tab-count">${count}</span>` : nothing}</summary>
      <form
        class="history-filter-form"
        aria-label=${t`Filter and sort`}
        @submit=${(event: Event) => event.preventDefault()}
      >
        ${select(t('State'), choice.state, stateOptions(), (state) => model.filter({ state: state as StatusName }))}
        ${select(t('Project'), choice.project, named(projects), (project) => model.filter({ project }))}
        ${select(t('Source'), choice.source, named(sources), (source) => model.filter({ source }))}
        ${day(t('From'), choice.from, '00:00:00.000', (from) => model.filter({ from }))}
        ${day(t('To'), choice.to, '23:59:59.999', (to) => model.filter({ to }))}
        ${usd(t('Cost from, $'), choice.min_cost, (min_cost) => model.filter({ min_cost }))}
        ${usd(t('Cost to, $'), choice.max_cost, (max_cost) => model.filter({ max_cost }))}
        <label
          >${t`Sort`}<select @change=${(event: Event) => model.sortBy(valueOf(event) as HistorySort)}>
            ${Object.entries(sortWords()).map(
              ([value, words]) =>
                html`<option value=${value} .selected=${live(value === model.sort)}>${words}</option>`,
            )}
          </select></label
        >
        ${
          count > 0
            ? html`<button type="button" class="plain-button" @click=${() => model.showAll()}>
                ${t`Clear filters`}
              </button>`
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
      <option value="" .selected=${live(chosen === undefined)}>${t`Any`}</option>
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
