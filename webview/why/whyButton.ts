import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import type { Actions } from '../shell/actions.ts';
import type { WhySubject } from './subject.ts';

/** The button beside a number. `what` names the number for those who cannot see where the button stands. */
export function whyButton(subject: WhySubject, what: string, { why }: Actions): TemplateResult {
  return html`<button
    class="why-button"
    aria-haspopup="dialog"
    aria-label=${`Why? ${what}`}
    title="Why?"
    @click=${({ currentTarget }: Event) => {
      // Not every browser does so by itself, and the focus has to come back here.
      (currentTarget as HTMLElement).focus();
      why(subject);
    }}
  >
    ${icon('why')}
  </button>`;
}
