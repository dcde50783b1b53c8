import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { plainText } from '../log/ansi.ts';
import type { Moment } from '../moment.ts';
import type { Actions } from './actions.ts';

/** As whom somebody was let in: a user, who can sign out, or the name under which this device is listed. */
export function whoIsHere({ me }: Moment, { signOut }: Actions): TemplateResult | typeof nothing {
  if (me === null || me.name === null || signOut === null) return nothing;
  const name = plainText(me.name);
  switch (me.kind) {
    case 'sign_in':
      return html`<span class="who">
        <span class="who-words">${t`Signed in as`}</span> <strong class="who-name" title=${name}>${name}</strong>
        <button class="who-out" @click=${signOut}>${t`Sign out`}</button>
      </span>`;
    case 'device':
      return html`<span class="who who-device" title=${t`Under this name the owner sees and revokes this device`}
        >${name}</span
      >`;
    case 'link':
    case 'token':
    case null:
      return nothing;
  }
}
