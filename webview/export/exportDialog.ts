import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ExportFormat } from '../../src/protocol/exportFormats.ts';
import { closeBeside, sheetHead, showSheet } from '../shell/sheet.ts';
import { videoFormat } from '../video/videoFormat.ts';

/** A session that somebody wants to take along. */
export interface Export {
  readonly formats: readonly ExportFormat[];
  readonly save: (format: ExportFormat) => void;
  readonly video: () => void;
  readonly close: () => void;
}

const WORDS: Readonly<Record<ExportFormat, readonly [name: string, what: string]>> = {
  html: ['Replay, as one page', 'Plays in any browser without a server. Keys and passwords are always masked.'],
  md: ['Report (Markdown)', 'What it did, used and cost, for people.'],
  csv: ['Usage (CSV)', 'Each request with its tokens and cost, for a spreadsheet.'],
  json: ['Everything (JSON)', 'Its state, all events and the log. “livestream import” takes it in.'],
  jsonl: ['Events (JSON Lines)', 'One event a line.'],
};
const ORDER = Object.keys(WORDS) as readonly ExportFormat[];

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
    ${sheetHead('export-title', html`Export this session`)}
    <div class="sheet-body">
      <ul class="export-list">
        ${ORDER.filter((format) => formats.includes(format)).map(
          (format) =>
            html`<li>
              <button class="export-choice" data-format=${format} @click=${() => take(format)}>
                <strong>${WORDS[format][0]}</strong><span>${WORDS[format][1]}</span>
              </button>
            </li>`,
        )}
        <li>
          <button class="export-choice" data-format="video" ?disabled=${!canRecord} @click=${video}>
            <strong>Video</strong
            ><span
              >${
                canRecord
                  ? 'Recorded by this browser, of a replay or of what happens now.'
                  : 'This browser cannot record one: it lacks MediaRecorder or canvas capture.'
              }</span
            >
          </button>
        </li>
      </ul>
    </div>
  `;
}

customElements.define('livestream-export', ExportDialog);
