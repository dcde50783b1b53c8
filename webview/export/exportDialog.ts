import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ExportFormat } from '../../src/protocol/exportFormats.ts';
import { t } from '../../src/protocol/language.ts';
import { closeBeside, sheetHead, showSheet } from '../shell/sheet.ts';
import { videoFormat } from '../video/videoFormat.ts';

/** A session that somebody wants to take along. */
export interface Export {
  readonly formats: readonly ExportFormat[];
  readonly save: (format: ExportFormat) => void;
  readonly video: () => void;
  readonly close: () => void;
}

const ORDER: readonly ExportFormat[] = ['html', 'md', 'csv', 'json', 'jsonl'];

function wordsFor(format: ExportFormat): readonly [name: string, what: string] {
  switch (format) {
    case 'html':
      return [
        t('Replay, as one page'),
        t('Plays in any browser without a server. Keys and passwords are always masked.'),
      ];
    case 'md':
      return [t('Report (Markdown)'), t('What it did, used and cost, for people.')];
    case 'csv':
      return [t('Usage (CSV)'), t('Each request with its tokens and cost, for a spreadsheet.')];
    case 'json':
      return [t('Everything (JSON)'), t('Its state, all events and the log. “livestream import” takes it in.')];
    case 'jsonl':
      return [t('Events (JSON Lines)'), t('One event a line.')];
  }
}

/** As what a session can be taken along. Closed while nobody wants to. */
class ExportDialog extends LitElement {
  static override readonly properties = { export: { attribute: false } };

  declare export: Export | null;

  constructor() {
    super();
    this.export = null;
  }

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  /** Before it is taken away it gives the focus back. */
  override willUpdate(): void {
    if (this.export === null) this.querySelector('dialog')?.close();
  }

  override render(): TemplateResult | typeof nothing {
    if (this.export === null) return nothing;
    return html`
      <dialog class="sheet export" aria-labelledby="export-title" @close=${this.#closed} @click=${closeBeside}>
        ${choices(this.export)}
      </dialog>
    `;
  }

  override updated(): void {
    const dialog = this.querySelector('dialog');
    if (dialog !== null) showSheet(dialog, true);
  }

  readonly #closed = (): void => this.export?.close();
}

function choices({ formats, save, video, close }: Export): TemplateResult {
  const take = (format: ExportFormat): void => {
    close();
    save(format);
  };
  const canRecord = videoFormat() !== null;
  return html`
    ${sheetHead('export-title', html`${t`Export this session`}`)}
    <div class="sheet-body">
      <ul class="export-list">
        ${ORDER.filter((format) => formats.includes(format)).map((format) => {
          const [name, what] = wordsFor(format);
          return html`<li>
            <button class="export-choice" data-format=${format} @click=${() => take(format)}>
              <strong>${name}</strong><span>${what}</span>
            </button>
          </li>`;
        })}
        <li>
          <button class="export-choice" data-format="video" ?disabled=${!canRecord} @click=${video}>
            <strong>${t`Video`}</strong
            ><span
              >${
                canRecord
                  ? t`Recorded by this browser, of a replay or of what happens now.`
                  : t`This browser cannot record one: it lacks MediaRecorder or canvas capture.`
              }</span
            >
          </button>
        </li>
      </ul>
    </div>
  `;
}

customElements.define('livestream-export', ExportDialog);
