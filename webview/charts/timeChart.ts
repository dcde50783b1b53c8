import uPlot from 'uplot';
import type { ChartData } from './chartData.ts';
import { chartOptions } from './chartOptions.ts';
import { indexAt } from './heldValues.ts';
import type { TimeRange } from './timeRange.ts';

/** What the pointer is on, told to whoever draws the words beside the chart. */
export interface ChartPointed {
  readonly time: number;
  readonly values: readonly string[];
}

/** uPlot tells the charts that share a cursor of a change only when asked to, which its types leave out. */
type Published = Omit<uPlot, 'setCursor'> & {
  readonly setCursor: (at: { readonly left: number; readonly top: number }, fire: true, publish: true) => void;
};

/**
 * A uPlot chart as an element: give it `data`, it follows its own size and the page's theme. With a `view` it is one of
 * several that share their time: they have one cursor, and it asks for another part of the time (`zoomed`).
 */
export class TimeChart extends HTMLElement {
  #data: ChartData | null = null;
  #view: TimeRange | null = null;
  #plot: uPlot | null = null;
  /** How large it is is known only then; to ask before would have the whole page laid out within its first drawing. */
  #isLaidOut = false;
  readonly #resized = new ResizeObserver(() => this.#resize());
  readonly #themed = new MutationObserver(() => this.#plot?.redraw(false, true));

  set data(data: ChartData) {
    const same = this.#data?.lines.length === data.lines.length;
    this.#data = data;
    if (this.#plot !== null && same) this.#plot.setData(aligned(data));
    else if (this.#isLaidOut) this.#draw();
  }

  set view(view: TimeRange) {
    const same = this.#view?.from === view.from && this.#view.to === view.to;
    this.#view = view;
    if (!same) this.#plot?.setScale('x', { min: view.from, max: view.to });
  }

  /** Where the cursor is, ms since the Unix epoch; null while it is not on the chart. */
  get pointedAt(): number | null {
    const left = this.#plot?.cursor.left ?? -1;
    return this.#plot === null || left < 0 ? null : this.#plot.posToVal(left, 'x');
  }

  /** Puts the cursor there, in all charts that share their time with this one; null takes it away. */
  pointAt(time: number | null): void {
    const plot = this.#plot;
    if (plot === null) return;
    const width = plot.over.clientWidth;
    const left = time === null ? -10 : Math.min(width, Math.max(0, plot.valToPos(time, 'x')));
    (plot as Published).setCursor({ left, top: left < 0 ? left : plot.over.clientHeight / 2 }, true, true);
  }

  constructor() {
    super();
    this.addEventListener('pointerdown', this.#touched);
    this.addEventListener('pointermove', this.#touched);
  }

  connectedCallback(): void {
    this.#resized.observe(this);
    this.#themed.observe(document.body, { attributeFilter: ['class'] });
    this.#themed.observe(document.documentElement, { attributeFilter: ['class', 'style', 'data-theme'] });
  }

  disconnectedCallback(): void {
    this.#resized.disconnect();
    this.#themed.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
    this.#isLaidOut = false;
  }

  #draw(): void {
    if (this.#data === null || !this.isConnected || this.clientWidth === 0 || this.clientHeight === 0) return;
    this.#plot?.destroy();
    const options = chartOptions({
      chart: this,
      first: this.#data,
      data: () => this.#data!,
      view: () => this.#view,
      pointed: () => this.#tellPointed(),
      zoom: (range) => this.dispatchEvent(new CustomEvent<TimeRange | null>('zoomed', { detail: range })),
    });
    this.#plot = new uPlot(options, aligned(this.#data), this);
  }

  #resize(): void {
    if (this.#plot === null) this.#begin();
    else if (this.clientWidth > 0) this.#plot.setSize({ width: this.clientWidth, height: this.clientHeight });
  }

  /** A page may have many charts: each is a task of its own, so that a slow phone answers a finger between two of them. */
  #begin(): void {
    this.#isLaidOut = true;
    setTimeout(() => this.#plot ?? this.#draw());
  }

  /** A finger that moves along the chart reads it. The browser keeps one that moves up or down for itself: it scrolls. */
  readonly #touched = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch' || this.#view === null || this.#plot === null) return;
    this.pointAt(this.#plot.posToVal(event.clientX - this.#plot.over.getBoundingClientRect().left, 'x'));
  };

  #tellPointed(): void {
    const data = this.#data;
    const time = this.#view === null ? this.#nearest() : this.pointedAt;
    const index = data === null || time === null ? -1 : indexAt(data.times, time);
    const detail: ChartPointed | null =
      data === null || time === null
        ? null
        : { time, values: data.lines.map(({ values }) => say(values[index], data)) };
    this.dispatchEvent(new CustomEvent('pointed', { detail }));
  }

  /** The time of the point that the pointer is nearest to. */
  #nearest(): number | null {
    const index = this.#plot?.cursor.idx ?? null;
    return index === null ? null : (this.#data?.times[index] ?? null);
  }
}

function say(value: number | null | undefined, { format }: ChartData): string {
  return value == null ? '–' : format(value);
}

function aligned({ times, lines }: ChartData): uPlot.AlignedData {
  return [[...times], ...lines.map(({ values }) => [...values])];
}

customElements.define('livestream-chart', TimeChart);
