import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { formatDuration, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import type { TimeInPhase, ToldHour, ToldReport } from '../../src/protocol/historyQuestions.ts';
import { t } from '../../src/protocol/language.ts';
import { formatMoment } from '../clock.ts';
import { plainText } from '../log/ansi.ts';

const HEIGHT = 100;

/** When it worked, what that cost, and on what the time went. */
export function reportCharts({ hours, phases }: ToldReport): TemplateResult {
  return html`<div class="report-charts">
    ${bars(t('Tokens'), 'blue', hours, ({ tokens }) => tokens, formatTokens)}
    ${bars(t('Cost'), 'green', hours, ({ usd }) => usd, formatUsd)} ${timeInPhases(phases)}
  </div>`;
}

/** Bars over the range. What a person cannot see of them is said: the highest, and when that was. */
function bars(
  title: string,
  colour: string,
  hours: readonly ToldHour[],
  valueOf: (hour: ToldHour) => number,
  format: (value: number) => string,
): TemplateResult | typeof nothing {
  const values = hours.map(valueOf);
  const top = Math.max(...values, 0);
  if (top === 0) return nothing;
  const peak = hours[values.indexOf(top)]!;
  const words = t`most: ${format(top)} from ${formatMoment(Date.parse(peak.from))}`;
  return html`<figure class="report-chart">
    <figcaption><strong>${title}</strong> <span>${words}</span></figcaption>
    <svg
      class="bars bars-${colour}"
      viewBox="0 0 ${hours.length} ${HEIGHT}"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      ${hours.map((hour, index) => bar(index, (valueOf(hour) / top) * HEIGHT, `${formatMoment(Date.parse(hour.from))}: ${format(valueOf(hour))}`))}
    </svg>
    <p class="bars-axis" aria-hidden="true">
      <span>${formatMoment(Date.parse(hours[0]!.from))}</span><span>${formatMoment(Date.parse(hours.at(-1)!.to))}</span>
    </p>
  </figure>`;
}

function bar(index: number, height: number, words: string) {
  return svg`<rect x=${index + 0.08} y=${HEIGHT - height} width="0.84" height=${height}><title>${words}</title></rect>`;
}

function timeInPhases(phases: readonly TimeInPhase[]): TemplateResult | typeof nothing {
  const longest = Math.max(...phases.map(({ seconds }) => seconds), 0);
  if (longest === 0) return nothing;
  return html`<figure class="report-chart">
    <figcaption><strong>${t`Time per phase`}</strong></figcaption>
    <dl class="phase-bars">
      ${phases.map(
        ({ phase, seconds }) =>
          html`<div>
            <dt>${plainText(phase)}</dt>
            <dd>
              <svg class="bars bars-purple" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                <rect width=${(seconds / longest) * 100} height="1"></rect></svg
              >${formatDuration(seconds * 1_000)}
            </dd>
          </div>`,
      )}
    </dl>
  </figure>`;
}
