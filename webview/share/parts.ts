/** What the tabs of the dialog have in common. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Role } from '../../src/protocol/access.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import type { GivenRole } from '../../src/protocol/sharingQuestions.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import type { Attempt } from './attempts.ts';
import { copyButton } from './copyButton.ts';
import type { Share } from './share.ts';
import type { ShareModel } from './shareModel.ts';

/** What a tab shows. */
export interface Shown {
  readonly share: Share;
  readonly model: ShareModel;
}

export function mayAdminister({ share }: Shown): boolean {
  return share.moment.view.you?.may.includes('administer') === true;
}

/** A button that begins something. It stays in its place and keeps the focus while the answer is awaited. */
export function actionButton(label: string, { attempt, busy, run, kind = 'plain' }: ActionButton): TemplateResult {
  return html`<button
    class="${kind}-button"
    type="button"
    aria-disabled=${attempt.busy ? 'true' : nothing}
    @click=${() => (attempt.busy ? undefined : run())}
  >
    ${attempt.busy ? busy : label}
  </button>`;
}

interface ActionButton {
  readonly attempt: Attempt;
  /** What the button says meanwhile. */
  readonly busy: string;
  readonly run: () => unknown;
  readonly kind?: 'plain' | 'main';
}

/** Why something did not work, in the server's words. */
export function problemText(problem: string | null): TemplateResult | typeof nothing {
  if (problem === null) return nothing;
  return html`<p class="share-problem" role="alert">${icon('failed')}<span>${plainText(said(problem))}</span></p>`;
}

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** One of a few, all of them in sight. */
export function choice<T extends string>(
  legend: string,
  name: string,
  options: readonly Option<T>[],
  { chosen, choose }: { readonly chosen: T; readonly choose: (value: T) => unknown },
): TemplateResult {
  return html`<fieldset class="choice">
    <legend>${legend}</legend>
    <div class="choice-options">
      ${options.map(
        ({ value, label }) =>
          html`<label
            ><input
              type="radio"
              name=${name}
              value=${value}
              .checked=${value === chosen}
              @change=${() => choose(value)}
            /><span>${label}</span></label
          >`,
      )}
    </div>
  </fieldset>`;
}

export function roles(): readonly Option<GivenRole>[] {
  return [
    { value: 'viewer', label: t('Viewer') },
    { value: 'owner', label: t('Owner') },
  ];
}

/** The same beside somebody's name. */
export function roleWord(role: Role): string {
  switch (role) {
    case 'viewer':
      return t('viewer');
    case 'owner':
      return t('owner');
    case 'guest':
    case 'local':
    case 'nobody':
      return role;
  }
}

/** An address to read, and to take along. */
export function addressLine(address: string, copy: string): TemplateResult {
  return html`<p class="address"><code>${address}</code>${copyButton(address, copy)}</p>`;
}
