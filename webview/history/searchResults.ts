import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { count } from '../../src/protocol/count.ts';
import { formatExact } from '../../src/protocol/format.ts';
import type { Found, FoundMoment, FoundSession } from '../../src/protocol/historyQuestions.ts';
import { t } from '../../src/protocol/language.ts';
import { plainText } from '../log/ansi.ts';
import { sessionName } from '../sessionName.ts';
import { excerpt } from './excerpt.ts';
import { bones, emptyState, moreButton, sessionLink, waitingOrWhyNot, whenWords } from './parts.ts';
import type { Shown } from './parts.ts';

function kindWords(): Readonly<Record<FoundMoment['kind'], string>> {
  return { title: t('Title'), task: t('Task'), note: t('Note'), log: t('Log'), error: t('Error') };
}

/** What was found, in its context; each leads to its moment. */
export function searchResults(shown: Shown): TemplateResult {
  const { search } = shown;
  const { asking, found } = search;
  return html`
    ${waitingOrWhyNot(asking, t('The search could not be read:'), () => search.search())}
    ${found === null ? (asking.problem === null ? bones(t('Searching…')) : nothing) : answer(shown, found)}
  `;
}

function answer(shown: Shown, found: Found): TemplateResult {
  const { search } = shown;
  const { sessions, hits, next } = found;
  const isEmpty = sessions.length === 0 && hits.length === 0;
  return html`
    <p class="history-count" role="status" tabindex="-1">${countWords(found)}</p>
    ${isEmpty ? emptyState(t('Nothing found'), t('All words have to occur. Try fewer of them, or their beginnings; “in quotes” they have to stand together.')) : nothing}
    <ol class="hits" aria-label=${t`Found`} aria-busy=${search.asking.busy}>
      ${sessions.map((hit) => sessionHit(shown, hit))} ${hits.map((hit) => momentHit(shown, hit))}
    </ol>
    ${next === null ? nothing : moreButton(search.asking, () => search.more())} ${limits(found)}
  `;
}

function countWords({ sessions, hits, next }: Found): string {
  const parts = [
    sessions.length > 0
      ? count(sessions.length, { one: t('1 session by name'), other: t('{0} sessions by name') })
      : null,
    next === null
      ? count(hits.length, { one: t('1 moment, the newest first'), other: t('{0} moments, the newest first') })
      : count(hits.length, {
          one: t('1 or more moment, the newest first'),
          other: t('{0} or more moments, the newest first'),
        }),
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

/** What the search cannot see is said, or an empty answer would be taken for a proof. */
function limits({ pending, summaries_only }: Found): TemplateResult {
  return html`
    ${
      pending > 0
        ? html`<p class="history-note">
            ${t`${formatExact(pending)} of the newest facts are not searchable yet. Search again in a moment.`}
          </p>`
        : nothing
    }
    ${
      summaries_only > 0
        ? html`<p class="history-note">
            ${count(summaries_only, {
              one: t(
                'Of 1 session only title, project and last words are searched: all that was said in one is read when it is opened.',
              ),
              other: t(
                'Of {0} sessions only title, project and last words are searched: all that was said in one is read when it is opened.',
              ),
            })}
          </p>`
        : nothing
    }
  `;
}

function sessionHit(shown: Shown, hit: FoundSession): TemplateResult {
  return html`<li class="hit hit-session">
    <p class="hit-head">
      <span class="badge">${t`Session`}</span>
      <span>${whenWords(hit.last_update, shown.history.moment.now)}</span>
      ${hit.kept === 'summary' ? html`<span>${t`only its line is searched`}</span>` : nothing}
    </p>
    ${sessionLink(shown, hit.session_id, excerpt(hit))}
  </li>`;
}

function momentHit(shown: Shown, hit: FoundMoment): TemplateResult {
  const at = hit.time === null ? null : Date.parse(hit.time);
  return html`<li class="hit hit-${hit.kind}">
    <p class="hit-head">
      <span class="badge">${kindWords()[hit.kind]}</span>
      <span class="hit-name">${plainText(sessionName({ ...hit, id: hit.session_id }))}</span>
      <span>${whenWords(hit.time, shown.history.moment.now)}</span>
    </p>
    ${sessionLink(shown, hit.session_id, excerpt(hit), at)}
  </li>`;
}
