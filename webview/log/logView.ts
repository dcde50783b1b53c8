import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { LogLine } from '../../src/protocol/state.ts';
import { exactNumber } from '../exactNumber.ts';
import type { Ask } from '../transports/host.ts';
import { lineDetail } from './lineDetail.ts';
import { filterLines } from './logFilter.ts';
import type { LogFilter } from './logFilter.ts';
import { logRow } from './logRow.ts';
import { logTools } from './logTools.ts';
import { Originals } from './originals.ts';
import { rowWindow } from './rowWindow.ts';
import { standingLines } from './standingLines.ts';

/** The newest lines of a session, and how many there have been. */
export interface Log {
  readonly session: string;
  readonly lines: readonly LogLine[];
  readonly count: number;
  /** The names of sub-agents by their ids. */
  readonly agents: ReadonlyMap<string, string>;
  /** The ids of the tool calls that go on. */
  readonly running: ReadonlySet<string>;
}

/**
 * The log: follows the newest line, or stands still while someone reads. Only the rows in view are in the page.
 * While it stands still it shows the lines it stopped at, even those the session has let go of since.
 */
export class LogView extends LitElement {
  static override readonly properties = {
    log: { attribute: false },
    ask: { attribute: false },
    filter: { state: true },
    pausedAt: { state: true },
    openSeq: { state: true },
  };

  declare log: Log;
  declare ask: Ask;
  declare filter: LogFilter;
  /** What was there when following stopped; null while following. */
  declare pausedAt: Log | null;
  declare openSeq: number | null;
  readonly #originals = new Originals(() => this.#reveal());
  /** The open row has grown and is to be seen whole, as far as that is possible. */
  #revealing = false;
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
    this.log = { session: '', lines: [], count: 0, agents: new Map(), running: new Set() };
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

  /** Replay went back to before the log was stopped: then there is nothing to stand still at. */
  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('log') && this.pausedAt !== null && this.log.count < this.pausedAt.count) this.#follow();
  }

  override firstUpdated(): void {
    this.#resized.observe(this.#scroller!);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  override render(): TemplateResult {
    const lines = this.#linesShown();
    const following = this.pausedAt === null;
    const added = following ? 0 : Math.max(0, this.log.count - this.pausedAt!.count);
    return html`
      ${logTools({
        filter: this.filter,
        following,
        filtered: (filter) => (this.filter = filter),
        toggleFollowing: following ? this.#pause : this.#follow,
      })}
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
      <p class="log-foot">${this.#footnote(lines.length)}</p>
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
    if (this.#revealing) open?.scrollIntoView({ block: 'nearest' });
    this.#revealing = false;
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
          (line, index) => this.#row(line, from + index + 1, lines.length),
        )}
      </div>
      <div class="log-below"></div>
    `;
  }

  #row(line: LogLine, position: number, count: number): TemplateResult {
    const open = line.seq === this.openSeq;
    const { agents, running, session } = this.log;
    const wholes = {
      of: (seq: number) => this.#originals.of(seq),
      show: (seq: number) => void this.#originals.fetch(session, seq, this.ask),
    };
    return logRow({
      line,
      position,
      count,
      open,
      goesOn: line.tool !== undefined && running.has(line.tool.id),
      agent: line.agent === undefined ? null : (agents.get(line.agent) ?? line.agent),
      toggle: this.#toggle,
      detail: open ? lineDetail(line, wholes) : nothing,
    });
  }

  #footnote(matching: number): string {
    const shown = this.pausedAt ?? this.log;
    const kept = shown.lines.length;
    const all =
      shown.count > kept
        ? `the last ${exactNumber(kept)} of ${exactNumber(shown.count)} lines`
        : `${exactNumber(kept)} ${kept === 1 ? 'line' : 'lines'}`;
    const part = matching === kept ? all : `${exactNumber(matching)} matching, of ${all}`;
    const rest = shown.count > kept ? ' · Export has them all' : '';
    return `${part}${this.pausedAt === null ? ' · following' : ' · paused'}${rest}`;
  }

  get #scroller(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.log-scroller');
  }

  #linesShown(): readonly LogLine[] {
    const { lines } = this.log;
    return filterLines(this.pausedAt === null ? lines : standingLines(this.pausedAt.lines, lines), this.filter);
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

  get #isReading(): boolean {
    return this.querySelector('.log-row:focus-within') !== null;
  }

  readonly #scrolled = (): void => {
    const scroller = this.#scroller;
    if (scroller === null) return;
    const atEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - this.#rowHeight;
    if (!atEnd) this.pausedAt ??= this.log;
    // The keyboard scrolls too: a line that is being read must not slip away because it is near the end.
    else if (!this.#pausedByHand && this.openSeq === null && !this.#isReading) this.pausedAt = null;
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

  /** Who walks through the lines with the keyboard reads them: none may slip away, and the next is there in time. */
  readonly #read = (): void => {
    this.pausedAt ??= this.log;
    this.requestUpdate();
  };

  /** Who opens a line reads it: the log stands still until it is closed or followed again. */
  readonly #toggle = (seq: number): void => {
    this.#openExtra = 0;
    this.openSeq = this.openSeq === seq ? null : seq;
    if (this.openSeq !== null) this.pausedAt ??= this.log;
    this.#reveal();
  };

  #reveal(): void {
    this.#revealing = true;
    this.requestUpdate();
  }
}

customElements.define('livestream-log', LogView);
