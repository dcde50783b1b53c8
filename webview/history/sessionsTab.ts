import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../icons.ts';
import { compareBar } from './compareBar.ts';
import { filterForm, SORT_WORDS } from './filterForm.ts';
import { bones, emptyState, moreButton, waitingOrWhyNot } from './parts.ts';
import type { Shown } from './parts.ts';
import { searchResults } from './searchResults.ts';
import type { SessionsModel } from './sessionsModel.ts';
import { sessionTable } from './sessionTable.ts';

/** All sessions there ever were, or what was found in them. */
export function sessionsTab(shown: Shown, foldedAway: boolean): TemplateResult {
  return html`
    ${searchBox(shown)}
    ${shown.search.isOn ? searchResults(shown) : html`${filterForm(shown.sessions, foldedAway)}${list(shown)}`}
  `;
}

function searchBox({ search }: Shown): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    void search.search();
  };
  return html`<form class="history-search" role="search" @submit=${submit}>
    ${icon('search')}
    <input
      type="search"
      aria-label="Search in all sessions"
      placeholder="Search tasks, logs, errors, notes and titles of all sessions"
      autocomplete="off"
      spellcheck="false"
      maxlength="1000"
      .value=${live(search.text)}
      @input=${({ target }: Event) => search.type((target as HTMLInputElement).value)}
    />
  </form>`;
}

function list(shown: Shown): TemplateResult {
  const { sessions } = shown;
  const { rows, asking, next } = sessions;
  return html`
    ${waitingOrWhyNot(asking, 'The list', () => sessions.load())}
    ${rows === null ? (asking.problem === null ? bones('Loading the sessions…') : nothing) : listed(shown, rows)}
    ${rows === null || next === null ? nothing : moreButton(asking, () => sessions.more())}
  `;
}

function listed(shown: Shown, rows: NonNullable<SessionsModel['rows']>): TemplateResult {
  const { sessions } = shown;
  if (rows.length > 0) {
    return html`<div class="compare-line">
        <p class="history-count" role="status" tabindex="-1">${countWords(sessions, rows.length)}</p>
        ${compareBar(shown)}
      </div>
      ${sessionTable(shown, rows)}`;
  }
  return sessions.isFiltered
    ? emptyState(
        'No session is like that',
        html`Widen a filter, or
          <button class="plain-button" @click=${() => sessions.showAll()}>show all sessions</button>`,
      )
    : emptyState('No sessions yet', 'Each session that starts is kept here, also after its files are gone.');
}

function countWords({ next, isFiltered, sort }: SessionsModel, count: number): string {
  const words = `${count.toLocaleString()} ${count === 1 ? 'session' : 'sessions'}`;
  const which = isFiltered ? `${words} found` : words;
  return next === null ? which : `The first ${which}, ${SORT_WORDS[sort].toLowerCase()}; there are more`;
}
