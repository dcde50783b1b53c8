/** What the dialogs of the page have in common. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { icon } from '../icons.ts';

/** The dialog's name, and the button that closes it. */
export function sheetHead(id: string, title: TemplateResult): TemplateResult {
  const close = ({ currentTarget }: Event): void => (currentTarget as HTMLElement).closest('dialog')?.close();
  return html`
    <div class="sheet-head">
      <h2 id=${id}>${title}</h2>
      <button class="sheet-close" aria-label=${t`Close`} @click=${close}>${icon('close')}</button>
    </div>
  `;
}

/** The ground beside a dialog belongs to the dialog's own element: a press there closes it. */
export function closeBeside({ target, currentTarget }: Event): void {
  if (target === currentTarget) (currentTarget as HTMLDialogElement).close();
}

/** Those that are open, or were closed by the person and have not told of it yet. */
const shown = new WeakSet<HTMLDialogElement>();

/**
 * Opens a dialog when it comes to be wanted, and closes it when it no longer is. That a person closed it is told by an event
 * which comes later: what is drawn before that must not open it again.
 */
export function showSheet(dialog: HTMLDialogElement, wanted: boolean): void {
  if (wanted === shown.has(dialog)) return;
  if (wanted) {
    shown.add(dialog);
    dialog.addEventListener('close', () => shown.delete(dialog), { once: true });
    dialog.showModal();
  } else {
    shown.delete(dialog);
    dialog.close();
  }
}
