import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import type { ToldTrends, ToldUse, TrendGroup } from '../../src/protocol/trends.ts';
import type { ChartLine } from '../charts/chartData.ts';
import { chartFigure, emptyChart } from '../charts/chartFigure.ts';
import { formatDay, formatMoment } from '../clock.ts';
import { groupName } from './groupName.ts';

const HOUR_MS = 3_600_000;
/** Beside the sum: more lines would not be told apart. */
const COLOURS = ['--chart-orange', '--chart-purple', '--chart-green'] as const;

/** How much was used an hour, over the range: all together, and the largest groups. */
export function trendCharts(told: ToldTrends): TemplateResult {
  return html`<section class="report-part" aria-labelledby="trend-course">
    <h3 id="trend-course">${t`Over time`}</h3>
    <div class="report-charts trend-charts">
      ${chart(told, t('Tokens an hour'), ({ tokens }) => tokens, formatTokens)}
      ${chart(told, t('Cost an hour'), ({ usd }) => usd ?? 0, formatUsd)}
    </div>
  </section>`;
}

function chart(
  told: ToldTrends,
  title: string,
  valueOf: (use: ToldUse) => number,
  format: (value: number) => string,
): TemplateResult {
  const begins = [...told.times.map((time) => Date.parse(time)), Date.parse(told.to)];
  const hours = told.times.map((_, step) => Math.max(1, (begins[step + 1]! - begins[step]!) / HOUR_MS));
  const perHour = ({ course }: Pick<TrendGroup, 'course'>): readonly number[] =>
    course.map((use, step) => valueOf(use) / hours[step]!);
  const all = { course: told.times.map((_, step) => summed(told.groups.map(({ course }) => course[step]!))) };
  const values = perHour(all);
  const highest = values.reduce((a, b) => Math.max(a, b), 0);
  if (highest === 0) return html`<div class="report-chart"><h4>${title}</h4>${emptyChart(t('Nothing of it has a known price.'))}</div>`; // prettier-ignore
  const named = told.groups.filter(({ others }) => others === 0).slice(0, COLOURS.length);
  const groups = named.length < 2 ? [] : named;
  // A step goes on up to the next: the last one up to the end of the range.
  const closed = (course: readonly number[]): readonly number[] => [...course, course.at(-1)!];
  const lines: readonly ChartLine[] = [
    { label: t('All'), colour: '--chart-blue', values: closed(values), ...(groups.length > 0 && { tag: t('All') }) },
    ...groups.map((group, index) => ({
      ...{ label: `${index + 1} ${groupName(group, told.by)}`, tag: String(index + 1), colour: COLOURS[index]! },
      values: closed(perHour(group)),
    })),
  ];
  const sayTime = told.step === 'hour' ? formatMoment : formatDay;
  const peak = values.indexOf(highest);
  const words = summary(told.step, format(highest), sayTime(begins[peak]!));
  return html`<div class="report-chart">
    <h4>${title}</h4>
    ${chartFigure({ times: begins, lines, marks: [], moments: [], atLeast: highest, format, sayTime }, words)}
  </div>`;
}

function summary(step: ToldTrends['step'], most: string, when: string): string {
  switch (step) {
    case 'hour':
      return t`each hour; most: ${most} an hour, from ${when}`;
    case 'day':
      return t`each day, on average; most: ${most} an hour, on ${when}`;
    case 'week':
      return t`each week, on average; most: ${most} an hour, on ${when}`;
  }
}

function summed(uses: readonly ToldUse[]): ToldUse {
  const usd = uses.reduce((sum, use) => sum + (use.usd ?? 0), 0);
  return { tokens: uses.reduce((sum, { tokens }) => sum + tokens, 0), usd, unpriced_tokens: 0 };
}
