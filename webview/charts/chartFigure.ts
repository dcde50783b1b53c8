import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatTime } from '../clock.ts';
import type { ChartData } from './chartData.ts';
import type { ChartPointed } from './timeChart.ts';

/** A chart with its names, its words, also for those who cannot see it (`label`), and a reading of what the pointer is on. */
export function chartFigure(data: ChartData, summary: string, label = summary): TemplateResult {
  return html`
    <figure class="chart">
      <livestream-chart
        role="img"
        aria-label=${label}
        .data=${data}
        @pointed=${(event: CustomEvent<ChartPointed | null>) => showReading(event, data)}
      ></livestream-chart>
      <figcaption>
        ${data.lines.length > 1 ? legend(data) : nothing}
        <span class="chart-summary">${summary}</span>
        <span class="chart-reading" aria-hidden="true"></span>
      </figcaption>
    </figure>
  `;
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
function showReading({ detail, currentTarget }: CustomEvent<ChartPointed | null>, { lines, sayTime }: ChartData): void {
  const figure = (currentTarget as Element).closest('.chart');
  const reading = figure?.querySelector('.chart-reading');
  figure?.classList.toggle('chart-pointed', detail !== null);
  if (!reading) return;
  const values = detail?.values.map((value, index) => (lines.length > 1 ? `${lines[index]!.label} ${value}` : value));
  reading.textContent = detail === null ? '' : [(sayTime ?? formatTime)(detail.time), ...(values ?? [])].join(' · ');
}
