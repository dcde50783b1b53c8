import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../src/protocol/language.ts';
import type { UserInfo } from '../../src/protocol/sharingQuestions.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import { markup } from '../markup.ts';
import { seenWords } from './devicesTab.ts';
import { grantRow, removal } from './grantRow.ts';
import { addressLine, mayAdminister, problemText, roleWord } from './parts.ts';
import type { Shown } from './parts.ts';
import { tokenForm, userForm } from './peopleForms.ts';

const ADD_USER = 'livestream users add NAME';
const ADD_TOKEN = 'livestream tokens add NAME';
const BEARER = 'Authorization: Bearer …';

/** Users who sign in, and programs that have a token. */
export function peopleTab(shown: Shown): TemplateResult {
  const { access } = shown.model;
  if (access === null) return html`<p class="share-loading">${t`Asking who is let in…`}</p>`;
  const { users, grants } = access;
  const tokens = grants.filter(({ kind }) => kind === 'token');
  const owner = mayAdminister(shown);
  return html`
    ${
      owner
        ? nothing
        : html`<p class="share-card">
            ${markup(t('Users and tokens are made in VS Code, or in a terminal: {addUser}, {addToken}.'), {
              addUser: html`<code>${ADD_USER}</code>`,
              addToken: html`<code>${ADD_TOKEN}</code>`,
            })}
          </p>`
    }
    <section class="share-list" aria-labelledby="share-users">
      <h3 id="share-users">${t`People who sign in`}</h3>
      ${users.length === 0 ? html`<p class="quiet">${t`None.`}</p>` : nothing}
      <ul>
        ${repeat(
          users,
          ({ name }) => name,
          (user) => userRow(shown, user),
        )}
      </ul>
      ${owner ? userForm(shown) : nothing}
    </section>
    <section class="share-list" aria-labelledby="share-tokens">
      <h3 id="share-tokens">${t`Programs with a token`}</h3>
      ${tokens.length === 0 ? html`<p class="quiet">${t`None.`}</p>` : nothing} ${newToken(shown)}
      <ul>
        ${repeat(
          tokens,
          ({ id }) => id,
          (token) => grantRow(shown, token, { icon: 'token', name: token.name, facts: seenWords(shown, token) }),
        )}
      </ul>
      ${owner ? tokenForm(shown) : nothing}
    </section>
  `;
}

/** A user, and the browsers in which they are signed in. */
function userRow(shown: Shown, { name, role }: UserInfo): TemplateResult {
  const { model } = shown;
  const signIns = model.access?.grants.filter(({ kind, user }) => kind === 'sign_in' && user === name) ?? [];
  const key = `user ${name}`;
  return html`
    <li class="grant">
      ${icon('person')}
      <div class="grant-words">
        <p class="grant-name">
          <strong>${plainText(name)}</strong> <span class="badge badge-${role}">${roleWord(role)}</span>
        </p>
        <p class="grant-facts">${signIns.length === 0 ? t`Not signed in anywhere` : t`Signed in on:`}</p>
        ${problemText(model.attempts.of(key).problem)}
      </div>
      ${
        mayAdminister(shown)
          ? removal(shown, { key, what: name, verb: 'Remove', run: () => model.removeUser(name) })
          : nothing
      }
    </li>
    ${signIns.map((grant) =>
      grantRow(shown, grant, { icon: 'device', name: grant.name, facts: seenWords(shown, grant) }),
    )}
  `;
}

/** It is told this once: the server keeps only a hash of it. */
function newToken({ model }: Shown): TemplateResult | typeof nothing {
  const { newToken: made, access } = model;
  if (made === null || !access?.grants.some(({ id }) => id === made.id)) return nothing;
  return html`
    <div class="share-card share-card-on" role="group" aria-label=${t`The new token`}>
      <p>
        ${markup(t('The token of {name}. Copy it now: it is not shown again.'), { name: html`<strong>${plainText(made.name)}</strong>` })}
      </p>
      ${addressLine(made.token, t('Copy token'))}
      <p class="quiet">${markup(t('A program sends it as {header}'), { header: html`<code>${BEARER}</code>` })}</p>
    </div>
  `;
}
