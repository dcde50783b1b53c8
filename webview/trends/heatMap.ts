import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { count } from '../../src/protocol/count.ts';
import { formatCost, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { language, t } from '../../src/protocol/language.ts';
import type { HeatCell, ToldTrends } from '../../src/protocol/trends.ts';
import { choice } from '../share/parts.ts';
import { heatLevels, levelOf } from './heatLevels.ts';
import { moveInGrid } from './moveInGrid.ts';
import type { Measure } from './trendsModel.ts';

const DAY_MS = 86_400_000;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** When in the week work is done: each hour with its number, shaded by it. */
export function heatMap(told: ToldTrends, show: Measure, choose: (show: Measure) => void): TemplateResult {
  const valueOf = ({ tokens, usd }: HeatCell): number => (show === 'tokens' ? tokens : (usd ?? 0));
  const say = show === 'tokens' ? formatTokens : formatUsd;
  const levels = heatLevels(told.heat.map(valueOf));
  const highest = told.heat.reduce((a, b) => (valueOf(b) > valueOf(a) ? b : a));
  const measures = [
    { value: 'tokens', label: t('Tokens') },
    { value: 'cost', label: t('Cost') },
  ] as const;
  const [days, shortDays] = [dayNames('long'), dayNames('short')];
  const cell = (each: HeatCell): TemplateResult => {
    const words = cellWords(each, days);
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
      <h3 id="trend-week">${t`In the week`}</h3>
      ${choice(t('Show'), 'trends-show', measures, { chosen: show, choose })}
    </div>
    <p class="heat-reading" aria-hidden="true" .textContent=${cellWords(highest, days)}></p>
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
        ${days.map(
          (day, index) =>
            html`<tr role="row">
              <th role="rowheader" scope="row"><abbr title=${day}>${shortDays[index]}</abbr></th>
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
  if (levels.length === 0) return html`<p class="history-note">${t`Nothing of it has a known price.`}</p>`;
  return html`<p class="heat-legend">
    <span><i class="heat-0" aria-hidden="true"></i>${t`nothing`}</span>
    ${levels.map((most) => html`<span><i class="heat-${levelOf(most, levels)}" aria-hidden="true"></i>${t`up to ${say(most)}`}</span>`)}
  </p>`;
}

/** "Tuesday 14:00–15:00: 1.2 M tokens, $3.40; 300 k tokens and $0.85 each time, of 4". */
function cellWords(cell: HeatCell, days: readonly string[]): string {
  const { weekday, hour, times, tokens, usd, unpriced_tokens: unpricedTokens } = cell;
  const when = `${days[weekday - 1]!} ${twoDigits(hour)}:00–${twoDigits((hour + 1) % 24)}:00`;
  if (times === 0) return t`${when}: not in this time`;
  const often = count(times, { one: t('1 time in this range'), other: t('{0} times in this range') });
  if (tokens === 0) return t`${when}: nothing, ${often}`;
  const used = t`${when}: ${formatTokens(tokens)} tokens, ${formatCost({ usd, unpricedTokens })}`;
  const mean = formatTokens(tokens / times);
  return usd === null
    ? t`${used}; ${often}, on average ${mean} tokens`
    : t`${used}; ${often}, on average ${mean} tokens, ${formatUsd(usd / times)}`;
}

/** Monday to Sunday: 5 January 1970 was a Monday. */
function dayNames(weekday: 'long' | 'short'): readonly string[] {
  const format = new Intl.DateTimeFormat(language().locale, { weekday, timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format.format((4 + day) * DAY_MS));
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
