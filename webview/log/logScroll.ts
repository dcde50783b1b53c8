import type { LogLine } from '../../src/protocol/state.ts';
import { rowWindow } from './rowWindow.ts';
import type { OpenRow, RowWindow } from './rowWindow.ts';
import { anchorAt, topOf, topOfRow } from './scrollAnchor.ts';

/** Rows from an end of what is here at which more lines are wanted. */
const NEAR_ROWS = 30;

/**
 * Where the log is scrolled to. It either keeps to the newest line, or keeps the line that stands at the upper edge where
 * it stands, whatever comes and goes around it.
 */
export class LogScroll {
  readonly #log: HTMLElement;
  readonly #changed: () => void;
  readonly #resized = new ResizeObserver(() => {
    this.#measure();
    this.#changed();
  });
  #lines: readonly LogLine[] = [];
  #openSeq: number | null = null;
  #following = true;
  #rowHeight = 22;
  /** How much higher the open row is than the others. */
  #openExtra = 0;
  /** The height of what is seen, pixels; kept, because asking for it makes the browser lay out the page. */
  #height = 0;
  /** Where to scroll to when the rows are there; null: it stays. */
  #wantedTop: number | null = null;
  /** Where it is scrolled to; kept for the same reason. */
  #scrolledTo = 0;
  /** Where this code has scrolled to, until the browser has told of it: that is no wish of the reader's. */
  #ownTop = NaN;
  /** The line to bring into the middle of what is seen. */
  #wantedMiddle: number | null = null;
  #revealsOpen = false;
  #wantedFocus: number | null = null;
  #hadFocus = false;
  #observed: Element | null = null;

  constructor(log: HTMLElement, changed: () => void) {
    this.#log = log;
    this.#changed = changed;
  }

  /** The browser tells of its size once it has laid out the page; to ask before would have it do so twice. */
  observe(): void {
    this.#resized.observe(this.#log);
    if (this.#scroller !== null) this.#resized.observe(this.#scroller);
  }

  stop(): void {
    this.#resized.disconnect();
  }

  /** What will be drawn next. Told before it is. */
  shows(lines: readonly LogLine[], openSeq: number | null, following: boolean): void {
    this.#hadFocus = this.#log.querySelector('.log-row:focus-within') !== null;
    const toggled = openSeq === this.#openSeq ? null : (openSeq ?? this.#openSeq);
    const top = this.#top;
    const before = this.#geometry;
    const held = toggled === null ? null : this.#lines.findIndex(({ seq }) => seq === toggled);
    const anchor =
      held === null || held < 0
        ? anchorAt(this.#lines, top, before)
        : { seq: toggled!, offset: top - topOfRow(held, before) };
    const changes = lines !== this.#lines || toggled !== null;
    this.#lines = lines;
    this.#openSeq = openSeq;
    this.#following = following;
    if (toggled !== null) this.#openExtra = 0;
    if (following) this.#wantedTop = null;
    else if (this.#wantedMiddle !== null) this.#wantedTop = this.#middleOf(this.#wantedMiddle) ?? this.#wantedTop;
    else if (changes && anchor !== null) {
      this.#wantedTop = topOf(lines, anchor, this.#geometry) ?? this.#wantedTop;
    }
    // Until its height is known there is no middle.
    if (this.#height > 0) this.#wantedMiddle = null;
  }

  /** The rows that have to be in the page. */
  get window(): RowWindow {
    const { length } = this.#lines;
    const top = this.#following ? Math.max(0, length * this.#rowHeight - this.#height) : this.#top;
    return rowWindow(length, { top, height: this.#height, rowHeight: this.#rowHeight }, this.#open);
  }

  /** The rows are drawn: scrolls to where they belong. */
  settle(): void {
    const scroller = this.#scroller;
    // Without its size there is no place to scroll to yet: it is drawn again with it.
    if (scroller === null || this.#height === 0) return;
    const { above, below } = this.window;
    this.#setHeight('.log-above', above);
    this.#setHeight('.log-below', below);
    const open = this.#log.querySelector('.log-open');
    if (open !== null) this.#openIs(open.getBoundingClientRect().height);
    if (this.#following) this.#scrollTo(scroller.scrollHeight);
    else if (this.#wantedTop !== null) this.#scrollTo(this.#wantedTop);
    this.#wantedTop = null;
    this.#observe(open);
    if (this.#revealsOpen && open !== null) {
      this.#intoView(open);
      // What is in it draws itself, a moment later.
      requestAnimationFrame(() => this.#intoView(open));
    }
    this.#revealsOpen = false;
    this.#focusLine();
  }

  /** The reader, or this code itself, has scrolled. */
  moved(): 'by itself' | 'by the reader' {
    this.#scrolledTo = this.#scroller?.scrollTop ?? 0;
    const isOwn = Math.abs(this.#scrolledTo - this.#ownTop) < 2;
    this.#ownTop = NaN;
    return isOwn ? 'by itself' : 'by the reader';
  }

  get atEnd(): boolean {
    const all = topOfRow(this.#lines.length, this.#geometry);
    return this.#scrolledTo + this.#height >= all - this.#rowHeight;
  }

  /** Whether the first, and the last, of the lines that are here are close to what is seen. */
  get near(): { readonly start: boolean; readonly end: boolean } {
    const { length } = this.#lines;
    if (this.#height === 0) return { start: false, end: false };
    const rows = length - Math.ceil(this.#height / this.#rowHeight);
    const first = this.#following ? rows : Math.floor(this.#top / this.#rowHeight);
    return { start: first < NEAR_ROWS, end: rows - first < NEAR_ROWS };
  }

  /** Whole rows that are seen at once. */
  get rowsSeen(): number {
    return Math.max(1, Math.floor(this.#height / this.#rowHeight) - 1);
  }

  /** The last line that is seen. */
  get lastSeen(): LogLine | undefined {
    const edge = Math.max(0, this.#top + this.#height - this.#rowHeight);
    const anchor = anchorAt(this.#lines, edge, this.#geometry);
    return this.#lines.find(({ seq }) => seq === anchor?.seq);
  }

  /** Brings a line into the middle of what is seen. */
  reveal(seq: number): void {
    this.#wantedMiddle = seq;
    this.#changed();
  }

  toTop(): void {
    this.#wantedTop = 0;
    this.#changed();
  }

  /** The open row has grown and is to be seen whole, as far as that is possible. */
  revealOpen(): void {
    this.#revealsOpen = true;
  }

  /** To the lines as a whole. */
  focus(): void {
    this.#scroller?.focus({ preventScroll: true });
  }

  /** Takes the keyboard so many lines on from where it is: a line, or all of them. */
  walk(from: Element, by: number, marked: number | null): void {
    const row = from.closest<HTMLElement>('.log-row');
    const seen =
      by < 0 ? this.lastSeen?.seq : anchorAt(this.#lines, this.#top + this.#rowHeight - 1, this.#geometry)?.seq;
    const start = row === null ? (marked ?? seen) : Number(row.dataset['seq']);
    const index = this.#lines.findIndex(({ seq }) => seq === start);
    const next = Math.min(this.#lines.length - 1, Math.max(0, row === null ? index : index + by));
    const line = this.#lines[next];
    if (line === undefined) return;
    const at = topOfRow(next, this.#geometry);
    const top = Math.min(at, Math.max(this.#top, at + this.#rowHeight - this.#height));
    if (top !== this.#top) this.#wantedTop = top;
    this.#wantedFocus = line.seq;
    this.#changed();
  }

  get #geometry(): { readonly rowHeight: number; readonly open: OpenRow | null } {
    return { rowHeight: this.#rowHeight, open: this.#open };
  }

  #middleOf(seq: number): number | null {
    const top = topOf(this.#lines, { seq, offset: 0 }, this.#geometry);
    return top === null ? null : Math.max(0, top - Math.floor((this.#height - this.#rowHeight) / 2));
  }

  get #scroller(): HTMLElement | null {
    return this.#log.querySelector<HTMLElement>('.log-scroller');
  }

  get #top(): number {
    return this.#wantedTop ?? this.#scrolledTo;
  }

  get #open(): OpenRow | null {
    const index = this.#openSeq === null ? -1 : this.#lines.findIndex(({ seq }) => seq === this.#openSeq);
    return index < 0 ? null : { index, extra: this.#openExtra };
  }

  #focusLine(): void {
    const wanted = this.#wantedFocus;
    this.#wantedFocus = null;
    if (wanted !== null) {
      this.#log.querySelector<HTMLElement>(`[data-seq="${wanted}"] .log-text`)?.focus({ preventScroll: true });
    } else if (this.#hadFocus && document.activeElement === document.body) {
      // The line that had the keyboard is not in the page any more.
      this.focus();
    }
  }

  #scrollTo(top: number): void {
    const scroller = this.#scroller!;
    scroller.scrollTop = top;
    this.#stands();
  }

  #stands(): void {
    const top = this.#scroller?.scrollTop ?? 0;
    // Where nothing moves the browser tells of nothing.
    this.#ownTop = top === this.#scrolledTo ? NaN : top;
    this.#scrolledTo = top;
  }

  #intoView(open: Element): void {
    if (!open.isConnected) return;
    open.scrollIntoView({ block: 'nearest' });
    this.#stands();
  }

  /** An open row grows and shrinks by itself. */
  #observe(open: Element | null): void {
    if (open === this.#observed) return;
    if (this.#observed !== null) this.#resized.unobserve(this.#observed);
    if (open !== null) this.#resized.observe(open);
    this.#observed = open;
  }

  /** What is drawn around it depends on its height. */
  #openIs(height: number): void {
    const extra = height - this.#rowHeight;
    if (Math.abs(extra - this.#openExtra) < 1) return;
    this.#openExtra = extra;
    queueMicrotask(this.#changed);
  }

  #setHeight(selector: string, height: number): void {
    const spacer = this.#log.querySelector<HTMLElement>(selector);
    if (spacer !== null) spacer.style.height = `${height}px`;
  }

  #measure(): void {
    const height = Number.parseFloat(getComputedStyle(this.#log).getPropertyValue('--log-row'));
    if (height > 0) this.#rowHeight = height;
    this.#height = this.#scroller?.clientHeight ?? 0;
  }
}
