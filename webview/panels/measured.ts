import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { chartFigure } from '../charts/chartFigure.ts';
import { plainText } from '../log/ansi.ts';
import type { Measured } from '../measured/measured.ts';
import { shortNumber, shownSeries } from '../measured/shownSeries.ts';
import type { ShownSeries } from '../measured/shownSeries.ts';
import type { SessionMoment } from '../moment.ts';
import type { Panel } from './panel.ts';

const COLOURS = ['--chart-blue', '--chart-orange', '--chart-purple', '--chart-green', '--chart-yellow'] as const;

/** The numbers that programs tell in events of their own, each by its name. Sessions without any have no such panel. */
export const measuredPanel: Panel = {
  id: 'measured',
  get title() {
    return t('Custom numbers');
  },
  area: 'charts',
  aside: ({ measured }) => (measured.omitted === 0 ? '' : t`${formatExact(measured.omitted)} names more`),
  render: panel,
};

function panel({ state, now, replayed, measured }: SessionMoment): TemplateResult | null {
  const until = replayed ? now : Infinity;
  const all = measured.seriesOf(state.id);
  const shown = shownSeries(all, until);
  if (shown.length === 0) return null;
  const { chosen } = measured;
  const told = shown.reduce((sum, { times }) => sum + times.length, 0);
  return html`${guard([all, told, [...chosen].join('\n')], () => content(shown, chosen, measured))}`;
}

function content(shown: readonly ShownSeries[], chosen: ReadonlySet<string>, measured: Measured): TemplateResult {
  const drawn = shown.map((series, index) => ({ ...series, colour: COLOURS[index % COLOURS.length]! }));
  return html`
    ${
      shown.length === 1
        ? nothing
        : html`<div class="measured-names" role="group" aria-label=${t`Shown numbers`}>
            ${shown.map(
              ({ name, last }) =>
                html`<button
                  class="measured-name"
                  aria-pressed=${chosen.has(name)}
                  @click=${() => measured.toggle(name)}
                >
                  ${plainText(name)} <span class="quiet">${shortNumber(last)}</span>
                </button>`,
            )}
          </div>`
    }
    <div class="measured-charts">
      ${repeat(
        drawn.filter(({ name }) => chosen.has(name)),
        ({ name }) => name,
        (series) => chart(series),
      )}
    </div>
  `;
}

function chart(series: ShownSeries & { readonly colour: string }): TemplateResult {
  const { name, times, values, last, lowest, highest, colour } = series;
  const label = plainText(name);
  const words =
    lowest === highest
      ? t`last ${shortNumber(last)}`
      : t`last ${shortNumber(last)}, from ${shortNumber(lowest)} to ${shortNumber(highest)}`;
  // A scale of nothing but zero has no height.
  const atLeast = highest <= 0 && lowest === 0 ? 1 : 0;
  const data = { times, lines: [{ label, colour, values }], marks: [], moments: [], atLeast, format: shortNumber };
  return html`<div class="measured-chart">
    <h3>${label}</h3>
    ${chartFigure(data, words, `${label}: ${words}`)}
  </div>`;
}
