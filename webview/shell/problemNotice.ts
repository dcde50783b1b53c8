import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { icon } from '../icons.ts';

/** What a button of the notice does, by its label. */
type Buttons = Readonly<Record<string, () => unknown>>;

/** Says what could not be had, most often code of the page that is a file of its own: `what` in bold, then why, then what to do. */
export function problemNotice(what: string, why: string, buttons: Buttons): TemplateResult {
  return html`
    <div class="notice notice-bad" role="alert">
      ${icon('failed')}
      <p><strong>${what}:</strong> ${why}</p>
      ${Object.entries(buttons).map(
        ([label, press]) => html`<vscode-button appearance="secondary" @click=${press}>${label}</vscode-button>`,
      )}
    </div>
  `;
}
