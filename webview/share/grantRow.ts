import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import type { GrantInfo } from '../../src/protocol/sharingQuestions.ts';
import type { IconName } from '../icons.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import { mayAdminister, problemText, roleWord } from './parts.ts';
import type { Shown } from './parts.ts';

interface Row {
  readonly icon: IconName;
  readonly name: string;
  readonly facts: readonly string[];
}

/** One who is let in, with what takes that back. */
export function grantRow(shown: Shown, grant: GrantInfo, { icon: sign, name, facts }: Row): TemplateResult {
  const { model } = shown;
  const removable = grant.role !== 'owner' || mayAdminister(shown);
  return html`
    <li class="grant ${grant.kind === 'sign_in' ? 'grant-sign-in' : ''}">
      ${icon(sign)}
      <div class="grant-words">
        <p class="grant-name">
          <strong>${plainText(name)}</strong>
          ${grant.role === 'guest' ? nothing : html`<span class="badge badge-${grant.role}">${roleWord(grant.role)}</span>`}
          ${grant.current ? html`<span class="badge badge-current">${t`this device`}</span>` : nothing}
        </p>
        <p class="grant-facts">${facts.filter(Boolean).join(' · ')}</p>
        ${problemText(model.attempts.of(grant.id).problem)}
      </div>
      ${
        removable
          ? removal(shown, {
              key: grant.id,
              what: name,
              verb: 'Revoke',
              run: () => model.revoke(grant.id),
            })
          : html`<span class="quiet grant-kept">${t`an owner revokes it`}</span>`
      }
    </li>
  `;
}

interface Removal {
  /** Of the attempt, and of the question that is asked back. */
  readonly key: string;
  readonly what: string;
  readonly verb: 'Revoke' | 'Remove';
  readonly run: () => Promise<unknown>;
}

/** Asks back in its own place: the same button, pressed a second time, does it. A double click is no second time. */
export function removal({ model }: Shown, { key, what, verb, run }: Removal): TemplateResult {
  const asked = model.confirming === key;
  const { busy } = model.attempts.of(key);
  const press = ({ detail }: MouseEvent): void => {
    if (busy || detail > 1) return;
    if (asked) void run();
    else model.choose({ confirming: key });
  };
  const [word, yes] = verb === 'Revoke' ? [t('Revoke'), t('Yes, revoke')] : [t('Remove'), t('Yes, remove')];
  const words = asked ? yes : word;
  return html`<div class="grant-removal">
    <button class="plain-button ${asked ? 'danger-button' : ''}" @click=${press}>
      ${busy ? t`Working…` : words}<span class="visually-hidden"> ${plainText(what)}</span>
    </button>
    ${
      asked && !busy
        ? html`<button class="plain-button" @click=${() => model.choose({ confirming: null })}>${t`Keep`}</button>`
        : nothing
    }
  </div>`;
}
