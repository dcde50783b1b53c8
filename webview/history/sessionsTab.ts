import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { count } from '../../src/protocol/count.ts';
import type { HistorySort } from '../../src/protocol/history.ts';
import { t } from '../../src/protocol/language.ts';
import { icon } from '../icons.ts';
import { compareBar } from './compareBar.ts';
import { filterForm } from './filterForm.ts';
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
      aria-label=${t`Search in all sessions`}
      placeholder=${t`Search tasks, logs, errors, notes and titles of all sessions`}
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
    ${waitingOrWhyNot(asking, t('The list could not be read:'), () => sessions.load())}
    ${rows === null ? (asking.problem === null ? bones(t('Loading the sessions…')) : nothing) : listed(shown, rows)}
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
        t('No session is like that'),
        html`${t`Widen a filter, or`}
          <button class="plain-button" @click=${() => sessions.showAll()}>${t`show all sessions`}</button>`,
      )
    : emptyState(t('No sessions yet'), t('Each session that starts is kept here, also after its files are gone.'));
}

function countWords({ next, isFiltered, sort }: SessionsModel, amount: number): string {
  if (next === null) {
    return isFiltered
      ? count(amount, { one: t('1 session found'), other: t('{0} sessions found') })
      : count(amount, { one: t('1 session'), other: t('{0} sessions') });
  }
  const which = isFiltered
    ? {
        one: t('The first 1 session found, {1}; there are more'),
        other: t('The first {0} sessions found, {1}; there are more'),
      }
    : { one: t('The first 1 session, {1}; there are more'), other: t('The first {0} sessions, {1}; there are more') };
  return count(amount, which, orders()[sort]);
}

/** In which order the first are the first. */
function orders(): Readonly<Record<HistorySort, string>> {
  return {
    newest: t('newest first'),
    oldest: t('oldest first'),
    cost: t('highest cost'),
    tokens: t('most tokens'),
    duration: t('longest'),
  };
}
