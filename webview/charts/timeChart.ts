import uPlot from 'uplot';
import { axisTime, ELAPSED_STEPS, elapsedTime } from './axisTime.ts';
import { chartColour } from './chartColour.ts';
import type { ChartData } from './chartData.ts';
import { drawMarks } from './drawMarks.ts';

/** What the pointer is on, told to whoever draws the words beside the chart. */
export interface ChartPointed {
  readonly time: number;
  readonly values: readonly string[];
}

const HEIGHT = 148;
/** Up to so many points are marked each; more of them would only thicken the line. */
const POINTS_SHOWN = 40;

/** A uPlot chart as an element: give it `data`, it follows its own size and the page's theme. */
export class TimeChart extends HTMLElement {
  #data: ChartData | null = null;
  #plot: uPlot | null = null;
  readonly #resized = new ResizeObserver(() => this.#resize());
  readonly #themed = new MutationObserver(() => this.#plot?.redraw(false, true));

  set data(data: ChartData) {
    const same = this.#data?.lines.length === data.lines.length;
    this.#data = data;
    if (this.#plot !== null && same) this.#plot.setData(aligned(data));
    else this.#draw();
  }

  connectedCallback(): void {
    this.#draw();
    this.#resized.observe(this);
    this.#themed.observe(document.body, { attributeFilter: ['class'] });
    this.#themed.observe(document.documentElement, { attributeFilter: ['class', 'style', 'data-theme'] });
  }

  disconnectedCallback(): void {
    this.#resized.disconnect();
    this.#themed.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  #draw(): void {
    if (this.#data === null || !this.isConnected || this.clientWidth === 0) return;
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(this.#data), aligned(this.#data), this);
  }

  #resize(): void {
    if (this.#plot === null) this.#draw();
    else if (this.clientWidth > 0) this.#plot.setSize({ width: this.clientWidth, height: HEIGHT });
  }

  /** Colours are functions: uPlot asks again at every drawing, so a redraw is enough when the theme changes. */
  #options(first: ChartData): uPlot.Options {
    const axis = {
      stroke: () => chartColour(this, '--chart-text'),
      grid: { stroke: () => chartColour(this, '--chart-grid'), width: 1 },
      ticks: { show: false },
      font: '11px system-ui, sans-serif',
    };
    const series = first.lines.map((line) => ({
      label: line.label,
      stroke: () => chartColour(this, line.colour),
      width: 1.75,
      paths: uPlot.paths.stepped!({ align: 1 }),
      points: {
        show: () => this.#data!.times.length <= POINTS_SHOWN,
        size: 5,
        fill: () => chartColour(this, line.colour),
      },
    }));
    return {
      width: this.clientWidth,
      height: HEIGHT,
      ms: 1,
      padding: [8, 18, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { time: first.elapsed !== true },
        y: { range: (_plot, low, high) => [Math.min(0, low ?? 0), this.#top(high)] },
      },
      axes: [
        {
          ...axis,
          size: 24,
          space: 64,
          ...(first.elapsed === true && { incrs: [...ELAPSED_STEPS] }),
          values: (_plot, splits, _index, _space, step) =>
            splits.map(this.#data!.elapsed === true ? elapsedTime : axisTime(step)),
        },
        { ...axis, size: 46, space: 30, values: (_plot, splits) => splits.map((value) => this.#data!.format(value)) },
      ],
      series: [{}, ...series],
      hooks: { draw: [(plot) => drawMarks(plot, this, this.#data!)], setCursor: [(plot) => this.#tellPointed(plot)] },
    };
  }

  #top(high: number | null): number {
    return Math.max((high ?? 0) * 1.08, this.#data?.atLeast ?? 0);
  }

  #tellPointed({ cursor }: uPlot): void {
    const index = cursor.idx;
    const data = this.#data;
    const detail: ChartPointed | null =
      index == null || data === null || data.times[index] === undefined
        ? null
        : { time: data.times[index], values: data.lines.map(({ values }) => say(values[index], data)) };
    this.dispatchEvent(new CustomEvent('pointed', { detail }));
  }
}

function say(value: number | null | undefined, { format }: ChartData): string {
  return value == null ? '–' : format(value);
}

function aligned({ times, lines }: ChartData): uPlot.AlignedData {
  return [[...times], ...lines.map(({ values }) => [...values])];
}

customElements.define('livestream-chart', TimeChart);
