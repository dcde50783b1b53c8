import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import type { SessionMoment } from '../moment.ts';
import { closeBeside, sheetHead, showSheet } from '../shell/sheet.ts';
import type { Ask } from '../transports/host.ts';
import { explain } from './explain.ts';
import type { Explanation, Fact } from './explanation.ts';
import { RequestPages } from './requestPages.ts';
import { requestTable } from './requestTable.ts';
import type { WhySubject } from './subject.ts';

/** What the dialog is about, and whom to ask for more. */
export interface Why {
  readonly subject: WhySubject;
  readonly moment: SessionMoment;
  /** null where nobody can be asked: then no requests are listed. */
  readonly ask: Ask | null;
  readonly close: () => void;
}

/** The one dialog that says why a number is what it is. Empty and closed while nobody asks. */
export class WhyDialog extends LitElement {
  static override readonly properties = { why: { attribute: false } };

  declare why: Why | null;
  #pages: RequestPages | null = null;

  constructor() {
    super();
    this.why = null;
  }

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('why');
    if (!changed.has('why') || before?.subject === this.why?.subject) return;
    this.#pages = null;
    if (this.why === null) return;
    const { moment, ask, subject } = this.why;
    if (ask === null || !explain(subject, moment)?.requests) return;
    this.#pages = new RequestPages(moment.state.id, ask, () => this.requestUpdate());
    void this.#pages.next();
  }

  override render(): TemplateResult {
    const told = this.why === null ? null : explain(this.why.subject, this.why.moment);
    return html`
      <dialog class="sheet why" aria-labelledby="why-title" @close=${this.#closed} @click=${closeBeside}>
        ${told === null ? nothing : this.#content(told)}
      </dialog>
    `;
  }

  override updated(): void {
    showSheet(this.querySelector('dialog')!, this.why !== null);
  }

  #content(told: Explanation): TemplateResult {
    const { title, value, rule, facts, caveats, requests } = told;
    return html`
      ${sheetHead('why-title', html`<span class="visually-hidden">${t`Why:`} </span>${plainText(title)}`)}
      <div class="sheet-body">
        <div class="why-told">
          <div class="why-words">
            <p class="why-value">${plainText(value)}</p>
            ${rule.map((text) => html`<p>${text}</p>`)} ${caveats.length === 0 ? nothing : caveatList(caveats)}
          </div>
          ${facts.length === 0 ? nothing : factList(facts)}
        </div>
        ${
          requests === null || this.#pages === null
            ? nothing
            : requestTable({
                requests: this.#pages.requests,
                choice: requests,
                agents: this.why!.moment.state.agents,
                more: () => void this.#pages?.next(),
              })
        }
      </div>
    `;
  }

  /** By the button, Escape or a press beside it. The browser gives the focus back to where it was. */
  readonly #closed = (): void => this.why?.close();
}

function factList(facts: readonly Fact[]): TemplateResult {
  return html`<dl class="rows why-facts">
    ${facts.map(
      ([name, text]) =>
        html`<div class="row">
          <dt>${plainText(name)}</dt>
          <dd>${plainText(text)}</dd>
        </div>`,
    )}
  </dl>`;
}

function caveatList(caveats: readonly string[]): TemplateResult {
  return html`<ul class="why-caveats">
    ${caveats.map((text) => html`<li class="tone-warning">${icon('stalled')}<span>${plainText(text)}</span></li>`)}
  </ul>`;
}

customElements.define('livestream-why', WhyDialog);
