import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ComparedSession } from '../../src/protocol/comparison.ts';
import { t } from '../../src/protocol/language.ts';
import { recordedLine } from '../../src/protocol/said.ts';
import { sessionLink, stateBadge, whenWords } from '../history/parts.ts';
import { plainText } from '../log/ansi.ts';
import type { Compare } from './compare.ts';
import { letterBadge } from './letters.ts';

/** Which session each letter is, and what can be changed about that. */
export function comparedCards(compare: Compare, sessions: readonly ComparedSession[]): TemplateResult {
  return html`<ol class="compared-cards" aria-label=${t`Sessions that are compared`}>
    ${sessions.map((session) => card(compare, session, sessions.length))}
  </ol>`;
}

function card(compare: Compare, session: ComparedSession, count: number): TemplateResult {
  const { session_id: id, title, state, models, start_time: start } = session;
  const others = compare.sessions.filter((each) => each !== id);
  const isFirst = compare.sessions[0] === id;
  const facts = [
    plainText(session.source),
    ...models.slice(0, 3).map(plainText),
    t`began ${whenWords(start, compare.now)}`,
  ];
  return html`<li class="compared-card">
    <p class="compared-head">${letterBadge(session)} ${sessionLink({ history: compare }, id, plainText(title))}</p>
    <p class="report-facts">
      <span title=${plainText(recordedLine(state.evidence))}>${stateBadge(state.name)}</span
      >${facts.map((fact) => html`<span>${fact}</span>`)}
    </p>
    <div class="buttons">
      ${
        isFirst
          ? html`<span class="history-note">${t`The others are compared with this one.`}</span>`
          : html`<button class="plain-button" @click=${() => compare.choose([id, ...others])}>
              ${t`Compare others with this`}
            </button>`
      }
      ${
        count > 2
          ? html`<button class="plain-button" @click=${() => compare.choose(others)}>
              ${t`Leave out`}<span class="visually-hidden"> ${session.letter}</span>
            </button>`
          : nothing
      }
    </div>
  </li>`;
}
