import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import { newestSession } from '../chooseSession.ts';
import { icon } from '../icons.ts';
import { markup } from '../markup.ts';
import { demoButton } from '../now/demoButton.ts';
import { plainText } from '../log/ansi.ts';
import type { Moment } from '../moment.ts';
import type { Actions } from './actions.ts';

const START = 'npm start -- --root DIR';
const DEMO = 'npm start -- demo';

/** The page while there is no session to show, and why there is none. */
export function withoutSession(moment: Moment, actions: Actions): TemplateResult {
  const { view, wanted } = moment;
  if (view.connection === 'lost') return unreachable(moment);
  if (view.sessions === null) return skeleton();
  if (view.sessions.size === 0) return noSessions(moment, actions);
  // One that is not listed yet may be known all the same: then the server says no.
  const listed = wanted === null || view.sessions.has(wanted);
  if (!listed && (view.next === null || view.error !== null)) return unknownSession(wanted, moment, actions);
  return skeleton();
}

function skeleton(): TemplateResult {
  return html`
    <div class="skeleton" aria-hidden="true">
      <div class="bone bone-status"></div>
      <div class="bone bone-top"></div>
      <div class="bone bone-column"></div>
      <div class="bone bone-column"></div>
      <div class="bone bone-column"></div>
    </div>
    <p class="visually-hidden">${t`Loading the session…`}</p>
  `;
}

export function unreachable({ loss }: Moment): TemplateResult {
  const advice = loss?.advice ?? null;
  return html`
    <section class="empty">
      ${icon('unknown')}
      <h2>${loss?.signedOut ? t('You were signed out') : t('The server cannot be reached')}</h2>
      <p>${advice ?? t('Trying again by itself. If it was stopped, start it with:')}</p>
      ${advice === null ? html`<pre><code>${START}</code></pre>` : ''}
    </section>
  `;
}

export function noSessions({ view }: Moment, actions: Actions): TemplateResult {
  return html`
    <section class="empty">
      ${icon('clock')}
      <h2>${t`No sessions yet`}</h2>
      <p>${t`This page fills by itself as soon as a session starts. One of these starts one:`}</p>
      <dl>
        <dt>${t`Run Context Foundry`}</dt>
        <dd>${t`in the folder this server watches.`}</dd>
        <dt>${t`Watch another folder`}</dt>
        <dd>
          ${markup(t('{command}, DIR being where Context Foundry runs.'), { command: html`<code>${START}</code>` })}
        </dd>
        <dt>${t`Just look`}</dt>
        <dd>
          ${view.you?.may.includes('write_events') ? demoButton(actions) : markup(t('{command} plays an overnight session.'), { command: html`<code>${DEMO}</code>` })}
        </dd>
      </dl>
      ${view.diagnostics
        .filter(({ active }) => active)
        .map(
          ({ place, message }) => html`<p class="empty-problem">${plainText(place)}: ${plainText(said(message))}</p>`,
        )}
    </section>
  `;
}

function unknownSession(wanted: string, { view, now }: Moment, actions: Actions): TemplateResult {
  const newest = newestSession(view.sessions?.values() ?? [], now);
  return html`
    <section class="empty">
      ${icon('unknown')}
      <h2>${t`This server knows no such session`}</h2>
      <p>
        ${markup(t('{session} is not among the sessions it watches. It appears here if it starts.'), { session: html`<code>${plainText(wanted)}</code>` })}
      </p>
      ${
        newest === null
          ? ''
          : html`<vscode-button @click=${() => actions.choose(newest)}>${t`Show the newest session`}</vscode-button>`
      }
    </section>
  `;
}
