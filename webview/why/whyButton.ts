import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { icon } from '../icons.ts';
import type { Actions } from '../shell/actions.ts';
import { keepFocus } from '../shell/keepFocus.ts';
import type { WhySubject } from './subject.ts';

/** The button beside a number. `what` names the number for those who cannot see where the button stands. */
export function whyButton(subject: WhySubject, what: string, actions: Actions): TemplateResult {
  const label = t`Why? ${what}`;
  return html`<button
    class="why-button"
    aria-haspopup="dialog"
    aria-label=${label}
    title=${label}
    @click=${askWhy(subject, actions)}
  >
    ${icon('why')}
  </button>`;
}

/** What a press on such a button does. */
export function askWhy(subject: WhySubject, { why }: Actions): (event: Event) => void {
  return keepFocus(() => why(subject));
}
