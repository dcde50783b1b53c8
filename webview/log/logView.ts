import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { LogLine } from '../../src/protocol/state.ts';
import { exactNumber } from '../exactNumber.ts';
import { icon } from '../icons.ts';
import { filterLines, LEVEL_FILTERS } from './logFilter.ts';
import type { LevelFilter, LogFilter } from './logFilter.ts';
import { logRow } from './logRow.ts';
import { rowWindow } from './rowWindow.ts';

/** The newest lines, and how many there have been. */
export interface Log {
  readonly lines: readonly LogLine[];
  readonly count: number;
}

/**
 * The log: follows the newest line, or stands still while someone reads. Only the rows in view are in the page.
 * While it stands still it shows the lines it stopped at, even those the session has let go of since.
 */
export class LogView extends LitElement {
  static override readonly properties = {
    log: { attribute: false },
    filter: { state: true },
    pausedAt: { state: true },
    openSeq: { state: true },
  };

  declare log: Log;
  declare filter: LogFilter;
  /** What was there when following stopped; null while following. */
  declare pausedAt: Log | null;
  declare openSeq: number | null;
  /** Pressed, not scrolled: then scrolling to the end does not resume. */
  #pausedByHand = false;
  #rowHeight = 22;
  /** How much higher the open row is than the others. */
  #openExtra = 0;
  /** The height of what is seen, pixels; kept, because asking for it makes the browser lay out the page. */
  #height = 0;
  readonly #resized = new ResizeObserver(() => {
    this.#measure();
    this.requestUpdate();
  });

  constructor() {
    super();
    this.log = { lines: [], count: 0 };
    this.filter = { level: 'all', text: '' };
    this.pausedAt = null;
    this.openSeq = null;
  }

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#measure();
    this.#resized.observe(this);
  }

  override firstUpdated(): void {
    this.#resized.observe(this.#scroller!);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  override render(): TemplateResult {
    const shown = this.pausedAt ?? this.log;
    const lines = filterLines(shown.lines, this.filter);
    const added = this.pausedAt === null ? 0 : Math.max(0, this.log.count - this.pausedAt.count);
    return html`
      ${this.#toolbar()}
      <div class="log-frame">
        <div class="log-scroller" tabindex="0" role="region" aria-label="Log lines" @scroll=${this.#scrolled}>
          ${this.#rows(lines)}
        </div>
        ${
          added > 0
            ? html`<vscode-button class="log-new" @click=${this.#follow}>
                ${exactNumber(added)} new ${added === 1 ? 'line' : 'lines'}
              </vscode-button>`
            : nothing
        }
      </div>
      <p class="log-foot">${this.#footnote(shown, lines.length)}</p>
    `;
  }

  override updated(): void {
    const scroller = this.#scroller;
    if (scroller === null) return;
    const window = this.#window(this.#linesShown().length, scroller);
    this.#setHeight('.log-above', window.above);
    this.#setHeight('.log-below', window.below);
    const open = this.querySelector('.log-open');
    const extra = open === null ? this.#openExtra : open.getBoundingClientRect().height - this.#rowHeight;
    if (this.openSeq !== null) this.#openExtra = extra;
    if (this.pausedAt === null && this.openSeq === null) scroller.scrollTop = scroller.scrollHeight;
  }

  #toolbar(): TemplateResult {
    const following = this.pausedAt === null;
    return html`
      <div class="log-tools">
        <vscode-dropdown
          aria-label="Level"
          position="below"
          @change=${(event: Event) =>
            (this.filter = { ...this.filter, level: (event.currentTarget as HTMLInputElement).value as LevelFilter })}
        >
          ${Object.entries(LEVEL_FILTERS).map(([value, text]) => html`<vscode-option value=${value}>${text}</vscode-option>`)}
        </vscode-dropdown>
        <vscode-text-field
          class="log-search"
          placeholder="Filter text"
          aria-label="Filter text"
          @input=${(event: Event) =>
            (this.filter = { ...this.filter, text: (event.currentTarget as HTMLInputElement).value })}
        ></vscode-text-field>
        <vscode-button class="log-follow" appearance="secondary" @click=${following ? this.#pause : this.#follow}>
          ${icon(following ? 'pause' : 'follow')}<span class="log-follow-word">${following ? 'Pause' : 'Follow'}</span>
        </vscode-button>
      </div>
    `;
  }

  #rows(lines: readonly LogLine[]): TemplateResult {
    const { from, to } = this.#window(lines.length, this.#scroller);
    if (lines.length === 0) {
      const word = this.log.lines.length === 0 ? 'No log line yet.' : 'No line matches.';
      return html`<p class="log-empty">${word}</p>`;
    }
    return html`
      <div class="log-above"></div>
      <div role="list" aria-label="Log" @focusin=${this.#read}>
        ${repeat(
          lines.slice(from, to),
          ({ seq }) => seq,
          (line, index) =>
            logRow({
              line,
              position: from + index + 1,
              count: lines.length,
              open: line.seq === this.openSeq,
              toggle: this.#toggle,
            }),
        )}
      </div>
      <div class="log-below"></div>
    `;
  }

  #footnote(shown: Log, matching: number): string {
    const kept = shown.lines.length;
    const all =
      shown.count > kept
        ? `the last ${exactNumber(kept)} of ${exactNumber(shown.count)} lines`
        : `${exactNumber(kept)} lines`;
    const part = matching === kept ? all : `${exactNumber(matching)} matching, of ${all}`;
    const rest = shown.count > kept ? ' · Export has them all' : '';
    return `${part}${this.pausedAt === null ? ' · following' : ' · paused'}${rest}`;
  }

  get #scroller(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.log-scroller');
  }

  #linesShown(): readonly LogLine[] {
    return filterLines((this.pausedAt ?? this.log).lines, this.filter);
  }

  #window(count: number, scroller: HTMLElement | null) {
    const height = this.#height;
    const following = this.pausedAt === null && this.openSeq === null;
    const top = following ? Math.max(0, count * this.#rowHeight - height) : (scroller?.scrollTop ?? 0);
    const index = this.openSeq === null ? -1 : this.#linesShown().findIndex((line) => line.seq === this.openSeq);
    const open = index < 0 ? null : { index, extra: this.#openExtra };
    return rowWindow(count, { top, height, rowHeight: this.#rowHeight }, open);
  }

  #setHeight(selector: string, height: number): void {
    const spacer = this.querySelector<HTMLElement>(selector);
    if (spacer !== null) spacer.style.height = `${height}px`;
  }

  #measure(): void {
    const height = Number.parseFloat(getComputedStyle(this).getPropertyValue('--log-row'));
    if (height > 0) this.#rowHeight = height;
    this.#height = this.#scroller?.clientHeight ?? 0;
  }

  readonly #scrolled = (): void => {
    const scroller = this.#scroller;
    if (scroller === null) return;
    const atEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - this.#rowHeight;
    if (!atEnd) this.pausedAt ??= this.log;
    else if (!this.#pausedByHand && this.openSeq === null) this.pausedAt = null;
    if (this.pausedAt !== null) this.requestUpdate();
  };

  readonly #pause = (): void => {
    this.#pausedByHand = true;
    this.pausedAt = this.log;
  };

  readonly #follow = (): void => {
    this.#pausedByHand = false;
    this.openSeq = null;
    this.pausedAt = null;
  };

  /** Who walks through the lines with the keyboard reads them: none may slip away from under the focus. */
  readonly #read = (): void => {
    this.pausedAt ??= this.log;
  };

  /** Who opens a line reads it: the log stands still until it is closed or followed again. */
  readonly #toggle = (seq: number): void => {
    this.#openExtra = 0;
    this.openSeq = this.openSeq === seq ? null : seq;
    if (this.openSeq !== null) this.pausedAt ??= this.log;
  };
}

customElements.define('livestream-log', LogView);
