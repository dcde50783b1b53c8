import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Found, FoundMoment, FoundSession } from '../../src/protocol/historyQuestions.ts';
import { plainText } from '../log/ansi.ts';
import { sessionName } from '../sessionName.ts';
import { excerpt } from './excerpt.ts';
import { bones, emptyState, moreButton, sessionLink, waitingOrWhyNot, whenWords } from './parts.ts';
import type { Shown } from './parts.ts';

const KIND_WORDS: Readonly<Record<FoundMoment['kind'], string>> = {
  title: 'Title',
  task: 'Task',
  note: 'Note',
  log: 'Log',
  error: 'Error',
};

/** What was found, in its context; each leads to its moment. */
export function searchResults(shown: Shown): TemplateResult {
  const { search } = shown;
  const { asking, found } = search;
  return html`
    ${waitingOrWhyNot(asking, 'The search', () => search.search())}
    ${found === null ? (asking.problem === null ? bones('Searching…') : nothing) : answer(shown, found)}
  `;
}

function answer(shown: Shown, found: Found): TemplateResult {
  const { search } = shown;
  const { sessions, hits, next } = found;
  const isEmpty = sessions.length === 0 && hits.length === 0;
  return html`
    <p class="history-count" role="status" tabindex="-1">${countWords(found)}</p>
    ${isEmpty ? emptyState('Nothing found', 'All words have to occur. Try fewer of them, or their beginnings; “in quotes” they have to stand together.') : nothing}
    <ol class="hits" aria-label="Found" aria-busy=${search.asking.busy}>
      ${sessions.map((hit) => sessionHit(shown, hit))} ${hits.map((hit) => momentHit(shown, hit))}
    </ol>
    ${next === null ? nothing : moreButton(search.asking, () => search.more())} ${limits(found)}
  `;
}

function countWords({ sessions, hits, next }: Found): string {
  const parts = [
    sessions.length > 0 ? `${sessions.length} ${sessions.length === 1 ? 'session' : 'sessions'} by name` : null,
    `${hits.length}${next === null ? '' : ' or more'} ${hits.length === 1 ? 'moment' : 'moments'}, the newest first`,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

/** What the search cannot see is said, or an empty answer would be taken for a proof. */
function limits({ pending, summaries_only }: Found): TemplateResult {
  return html`
    ${
      pending > 0
        ? html`<p class="history-note">
            ${pending.toLocaleString()} of the newest facts are not searchable yet. Search again in a moment.
          </p>`
        : nothing
    }
    ${
      summaries_only > 0
        ? html`<p class="history-note">
            Of ${summaries_only.toLocaleString()} ${summaries_only === 1 ? 'session' : 'sessions'} only title, project
            and last words are searched: all that was said in one is read when it is opened.
          </p>`
        : nothing
    }
  `;
}

function sessionHit(shown: Shown, hit: FoundSession): TemplateResult {
  return html`<li class="hit hit-session">
    <p class="hit-head">
      <span class="badge">Session</span>
      <span>${whenWords(hit.last_update, shown.history.moment.now)}</span>
      ${hit.kept === 'summary' ? html`<span>only its line is searched</span>` : nothing}
    </p>
    ${sessionLink(shown, hit.session_id, excerpt(hit))}
  </li>`;
}

function momentHit(shown: Shown, hit: FoundMoment): TemplateResult {
  const at = hit.time === null ? null : Date.parse(hit.time);
  return html`<li class="hit hit-${hit.kind}">
    <p class="hit-head">
      <span class="badge">${KIND_WORDS[hit.kind]}</span>
      <span class="hit-name">${plainText(sessionName({ ...hit, id: hit.session_id }))}</span>
      <span>${whenWords(hit.time, shown.history.moment.now)}</span>
    </p>
    ${sessionLink(shown, hit.session_id, excerpt(hit), at)}
  </li>`;
}
