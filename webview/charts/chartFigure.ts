import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { formatTime } from '../clock.ts';
import type { ChartData } from './chartData.ts';
import type { ChartPointed } from './timeChart.ts';
import type { TimeRange } from './timeRange.ts';

/** How a chart is one of several that share their time. */
export interface SharedTime {
  readonly view: TimeRange;
  readonly zoomed: (event: CustomEvent<TimeRange | null>) => void;
  readonly key: (event: KeyboardEvent) => void;
}

/**
 * A chart with its names, its words, also for those who cannot see it (`label`), and a reading of what the pointer is on.
 * One that shares its time is read with the keys, as a slider along it.
 */
export function chartFigure(
  data: ChartData,
  summary: string,
  label = summary,
  shared: SharedTime | null = null,
): TemplateResult {
  return html`
    <figure class="chart">
      ${shared === null ? picture(data, label) : slider(data, label, shared)}
      <figcaption>
        ${data.lines.length > 1 ? legend(data) : nothing}
        <span class="chart-summary">${summary}</span>
        <span class="chart-reading" aria-hidden="true"></span>
      </figcaption>
    </figure>
  `;
}

function picture(data: ChartData, label: string): TemplateResult {
  return html`<livestream-chart
    role="img"
    aria-label=${label}
    .data=${data}
    @pointed=${(event: CustomEvent<ChartPointed | null>) => showReading(event, data)}
  ></livestream-chart>`;
}

/** Its value is the second of the session that the cursor is at, said as the reading there. */
function slider(data: ChartData, label: string, { view, zoomed, key }: SharedTime): TemplateResult {
  const seconds = Math.round((view.to - view.from) / 1_000);
  return html`<livestream-chart
    role="slider"
    tabindex="0"
    aria-label=${label}
    aria-valuemin="0"
    aria-valuemax=${seconds}
    aria-valuenow=${seconds}
    aria-valuetext=${t`The arrow keys read it, plus and minus zoom in and out, 0 shows the whole session`}
    .view=${view}
    .data=${data}
    @zoomed=${zoomed}
    @keydown=${key}
    @pointed=${(event: CustomEvent<ChartPointed | null>) => showReading(event, data, view)}
  ></livestream-chart>`;
}

export function emptyChart(why: string): TemplateResult {
  return html`<p class="chart-empty">${why}</p>`;
}

function legend({ lines }: ChartData): TemplateResult {
  return html`
    <span class="chart-legend">
      ${lines.map(
        ({ label, colour }) =>
          html`<span class="chart-key"><i class="key${colour}" aria-hidden="true"></i>${label}</span>`,
      )}
    </span>
  `;
}

/** Written past the template: the pointer moves far more often than the page changes. */
function showReading(
  { detail, currentTarget }: CustomEvent<ChartPointed | null>,
  { lines, sayTime }: ChartData,
  view: TimeRange | null = null,
): void {
  const chart = currentTarget as Element;
  const figure = chart.closest('.chart');
  const reading = figure?.querySelector('.chart-reading');
  figure?.classList.toggle('chart-pointed', detail !== null);
  if (!reading) return;
  const values = detail?.values.map((value, index) => (lines.length > 1 ? `${lines[index]!.label} ${value}` : value));
  const words = detail === null ? '' : [(sayTime ?? formatTime)(detail.time), ...(values ?? [])].join(' · ');
  reading.textContent = words;
  if (view === null || detail === null) return;
  chart.ariaValueNow = String(Math.round((detail.time - view.from) / 1_000));
  chart.ariaValueText = words;
}
