/** The dialog on who can reach the server and who is let in: a file of its own in the build, loaded when it is first opened. */
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { closeBeside, sheetHead, showSheet } from '../shell/sheet.ts';
import { devicesTab } from './devicesTab.ts';
import { linksTab } from './linksTab.ts';
import { networkTab } from './networkTab.ts';
import { problemText } from './parts.ts';
import type { Shown } from './parts.ts';
import { peopleTab } from './peopleTab.ts';
import type { Share } from './share.ts';
import { ShareModel } from './shareModel.ts';
import { tabList } from './tabList.ts';
import type { Tab } from './tabList.ts';

function tabs(): readonly (Tab & { readonly render: (shown: Shown) => TemplateResult })[] {
  return [
    { id: 'network', label: t('Network'), count: () => 0, render: networkTab },
    { id: 'links', label: t('Links'), count: ({ kind }) => (kind === 'link' ? 1 : 0), render: linksTab },
    { id: 'devices', label: t('Devices'), count: ({ kind }) => (kind === 'device' ? 1 : 0), render: devicesTab },
    { id: 'people', label: t('People'), count: ({ kind }) => (kind === 'sign_in' ? 1 : 0), render: peopleTab },
  ];
}

class ShareDialog extends LitElement {
  static override readonly properties = { share: { attribute: false }, tab: { attribute: false } };

  declare share: Share | null;
  declare tab: string;
  #model: ShareModel | null = null;

  constructor() {
    super();
    this.share = null;
    this.tab = 'network';
  }

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#model?.stop();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('share')) return;
    const before = changed.get('share') ?? null;
    if (this.share === null) this.#endModel();
    else if (this.#model === null) {
      this.#model = new ShareModel(this.share.ask, () => this.requestUpdate());
      this.#model.start();
    } else if (before !== null && before.moment.view.sharing !== this.share.moment.view.sharing) {
      void this.#model.refresh();
    }
  }

  override render(): TemplateResult {
    return html`
      <dialog class="sheet share" aria-labelledby="share-title" @close=${this.#closed} @click=${closeBeside}>
        ${this.share === null || this.#model === null ? nothing : this.#content({ share: this.share, model: this.#model })}
      </dialog>
    `;
  }

  override updated(): void {
    const dialog = this.querySelector('dialog')!;
    showSheet(dialog, this.share !== null);
    if (!dialog.open) return;
    // What had the focus may have gone with what was revoked: it must not fall out of the dialog.
    if (!this.contains(document.activeElement)) this.querySelector<HTMLElement>('.share-panel')?.focus();
  }

  #content(shown: Shown): TemplateResult {
    const all = tabs();
    const tab = all.find(({ id }) => id === this.tab) ?? all[0]!;
    return html`
      ${sheetHead('share-title', html`${t`Share`}`)}
      ${tabList(all, tab.id, shown.model.access?.grants ?? [], (id) => (this.tab = id))}
      <div
        class="sheet-body share-panel"
        role="tabpanel"
        id="share-panel"
        aria-labelledby="share-tab-${tab.id}"
        tabindex="0"
      >
        ${problemText(shown.model.problem)} ${tab.render(shown)}
      </div>
    `;
  }

  /** What was asked for ends here, a new token for instance: the dialog may be open again before the page was drawn without it. */
  readonly #closed = (): void => {
    this.#endModel();
    this.share?.close();
  };

  #endModel(): void {
    this.#model?.stop();
    this.#model = null;
  }
}

customElements.define('livestream-share', ShareDialog);
