import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { formatCost, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import type { HeatCell, ToldTrends } from '../../src/protocol/trends.ts';
import { choice } from '../share/parts.ts';
import { heatLevels, levelOf } from './heatLevels.ts';
import { moveInGrid } from './moveInGrid.ts';
import type { Measure } from './trendsModel.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const MEASURES = [
  { value: 'tokens', label: 'Tokens' },
  { value: 'cost', label: 'Cost' },
] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** When in the week work is done: each hour with its number, shaded by it. */
export function heatMap(told: ToldTrends, show: Measure, choose: (show: Measure) => void): TemplateResult {
  const valueOf = ({ tokens, usd }: HeatCell): number => (show === 'tokens' ? tokens : (usd ?? 0));
  const say = show === 'tokens' ? formatTokens : formatUsd;
  const levels = heatLevels(told.heat.map(valueOf));
  const highest = told.heat.reduce((a, b) => (valueOf(b) > valueOf(a) ? b : a));
  const cell = (each: HeatCell): TemplateResult => {
    const words = cellWords(each);
    return html`<td
      class="heat-cell heat-${levelOf(valueOf(each), levels)}"
      role="gridcell"
      tabindex=${each === highest ? 0 : -1}
      aria-label=${words}
      data-words=${words}
    >
      ${valueOf(each) === 0 ? '' : say(valueOf(each))}
    </td>`;
  };
  return html`<section class="report-part" aria-labelledby="trend-week">
    <div class="heat-head">
      <h3 id="trend-week">In the week</h3>
      ${choice('Show', 'trends-show', MEASURES, { chosen: show, choose })}
    </div>
    <p class="heat-reading" aria-hidden="true" .textContent=${cellWords(highest)}></p>
    <table
      class="heat"
      role="grid"
      aria-labelledby="trend-week"
      @keydown=${moveInGrid}
      @focusin=${showReading}
      @pointerover=${showReading}
    >
      <thead role="rowgroup">
        <tr role="row">
          <td role="presentation"></td>
          ${HOURS.map((hour) => html`<th role="columnheader" scope="col">${twoDigits(hour)}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${DAYS.map(
          (day, index) =>
            html`<tr role="row">
              <th role="rowheader" scope="row"><abbr title=${day}>${day.slice(0, 3)}</abbr></th>
              ${told.heat.slice(index * 24, index * 24 + 24).map(cell)}
            </tr>`,
        )}
      </tbody>
    </table>
    ${legend(levels, say)}
  </section>`;
}

/** What each shade means, in numbers. */
function legend(levels: readonly number[], say: (value: number) => string): TemplateResult {
  if (levels.length === 0) return html`<p class="history-note">Nothing of it has a known price.</p>`;
  return html`<p class="heat-legend">
    <span><i class="heat-0" aria-hidden="true"></i>nothing</span>
    ${levels.map((most) => html`<span><i class="heat-${levelOf(most, levels)}" aria-hidden="true"></i>up to ${say(most)}</span>`)}
  </p>`;
}

/** "Tuesday 14:00–15:00: 1.2 M tokens, $3.40; 300 k tokens and $0.85 each time, of 4". */
function cellWords({ weekday, hour, times, tokens, usd, unpriced_tokens: unpricedTokens }: HeatCell): string {
  const when = `${DAYS[weekday - 1]!} ${twoDigits(hour)}:00–${twoDigits((hour + 1) % 24)}:00`;
  if (times === 0) return `${when}: not in this time`;
  const often = `${times.toLocaleString()} ${times === 1 ? 'time' : 'times'} in this range`;
  if (tokens === 0) return `${when}: nothing, ${often}`;
  const each = `on average ${formatTokens(tokens / times)} tokens${usd === null ? '' : `, ${formatUsd(usd / times)}`}`;
  return `${when}: ${formatTokens(tokens)} tokens, ${formatCost({ usd, unpricedTokens })}; ${often}, ${each}`;
}

/** Written past the template: the pointer moves far more often than the numbers change. */
function showReading({ target, currentTarget }: Event): void {
  const words = (target as HTMLElement).closest<HTMLElement>('.heat-cell')?.dataset['words'];
  const reading = (currentTarget as HTMLElement).parentElement?.querySelector('.heat-reading');
  if (words !== undefined && reading) reading.textContent = words;
}

function twoDigits(hour: number): string {
  return String(hour).padStart(2, '0');
}
