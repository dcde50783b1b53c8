import { html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { icon } from '../icons.ts';

/** How long the button says what it did, ms. */
const SAID_FOR_MS = 2_500;

/** Puts a text on the clipboard, and says whether it is there. */
class CopyButton extends LitElement {
  static override readonly properties = {
    text: { attribute: false },
    label: { attribute: false },
    said: { attribute: false },
  };

  /** What is copied; asked for where it is not known before somebody wants it. */
  declare text: string | (() => Promise<string>);
  declare label: string;
  /** What came of it, for a moment. */
  declare said: 'copied' | 'by hand' | null;

  constructor() {
    super();
    this.text = '';
    this.label = '';
    this.said = null;
  }

  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    const words = this.said === null ? null : this.said === 'copied' ? t('Copied') : t('Copy it by hand');
    return html`
      <button class="plain-button" @click=${() => void this.#copy()}>
        ${icon(this.said === 'copied' ? 'done' : 'copy')}
        <span>${words ?? this.label}</span>
      </button>
      <span class="visually-hidden" role="status">${words}</span>
    `;
  }

  async #copy(): Promise<void> {
    this.said = (await this.#put()) ? 'copied' : 'by hand';
    setTimeout(() => (this.said = null), SAID_FOR_MS);
  }

  async #put(): Promise<boolean> {
    try {
      return await copyText(typeof this.text === 'string' ? this.text : await this.text(), this);
    } catch {
      return false;
    }
  }
}

/** Over plain http in a network browsers hide the clipboard; there the older way still works. */
async function copyText(text: string, beside: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text, beside);
  }
}

function copySelected(text: string, beside: HTMLElement): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.className = 'visually-hidden';
  field.value = text;
  // In the dialog, since nothing outside it can be selected while it is open.
  beside.after(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}

// Several files of the build have it, and whichever comes first defines it.
if (customElements.get('livestream-copy') === undefined) customElements.define('livestream-copy', CopyButton);

export function copyButton(text: CopyButton['text'], label: string): TemplateResult {
  return html`<livestream-copy .text=${text} .label=${label}></livestream-copy>`;
}
