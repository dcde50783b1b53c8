/** How fast the session goes: what was used and what happened per minute, over a window that moves along. */
import { formatExact, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { ratesOver, rateWindow } from '../../src/protocol/rates.ts';
import type { RatePoint } from '../../src/protocol/rates.ts';
import { said } from '../../src/protocol/said.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { elapsedTime } from '../charts/axisTime.ts';
import type { ChartMoment } from '../charts/chartData.ts';
import type { TimeRange } from '../charts/timeRange.ts';
import { formatMoment } from '../clock.ts';
import { plainText } from '../log/ansi.ts';
import { untold } from './course.ts';
import type { Course, ToldCourse } from './course.ts';

export const rateOverTime: Course = {
  id: 'rate-chart',
  get title() {
    return t('Tokens per minute');
  },
  parts: ({ usageSeries, phases }) => [usageSeries, phases],
  told: rateTold,
};

export const eventsOverTime: Course = {
  id: 'events-chart',
  get title() {
    return t('Events per minute');
  },
  parts: ({ eventSeries, alerts, lastError }) => [eventSeries, alerts, lastError],
  told: eventsTold,
};

function rateTold(state: SessionState, whole: TimeRange): ToldCourse {
  if (state.calls === 0) return untold(t('No model call yet.'));
  const window = windowOf(whole);
  const series = state.usageSeries;
  const tokens = series.map(({ t, input, output, cache }) => ({ t, amount: input + output + cache }));
  const rates = ratesOver(tokens, whole, window);
  const usd = ratesOver(
    series.map((point) => ({ t: point.t, amount: point.usd })),
    whole,
    window,
  );
  const perHour = (usd.at(-1)?.perMinute ?? 0) * 60;
  const highest = highestOf(rates);
  const last = formatTokens(rates.at(-1)!.perMinute);
  const [most, when] = [formatTokens(highest.perMinute), formatMoment(highest.t)];
  const words =
    state.cost.usd === null
      ? t`last ${last} tokens a minute, highest ${most} on ${when}`
      : t`last ${last} tokens a minute (${formatUsd(perHour)} an hour), highest ${most} on ${when}`;
  return drawn(
    rates,
    words,
    window,
    { label: t('Tokens per minute'), colour: '--chart-orange', format: formatTokens, atLeast: 100 },
    state.phases.map(({ name, from }) => ({ label: plainText(name), at: from, colour: '--chart-purple' })),
  );
}

function eventsTold({ eventSeries, alerts, lastError }: SessionState, whole: TimeRange): ToldCourse {
  if (eventSeries.length === 0) return untold(t('No event has a time.'));
  const window = windowOf(whole);
  const told = eventSeries.map(({ t, events }) => ({ t, amount: events }));
  const rates = ratesOver(told, whole, window);
  const highest = highestOf(rates);
  const moments: readonly ChartMoment[] = [
    ...alerts.map(({ title, time }) => ({ label: plainText(said(title)), at: time, colour: '--chart-yellow' })),
    ...(lastError === null ? [] : [{ label: t('last error'), at: lastError.at, colour: '--chart-red' }]),
  ];
  return drawn(
    rates,
    t`last ${sayEvents(rates.at(-1)!.perMinute)} a minute, highest ${sayEvents(highest.perMinute)} on ${formatMoment(highest.t)}`,
    window,
    { label: t('Events per minute'), colour: '--chart-green', format: sayEvents, atLeast: 1 },
    moments.toSorted((a, b) => a.at - b.at),
  );
}

interface Look {
  readonly label: string;
  readonly colour: string;
  readonly format: (value: number) => string;
  readonly atLeast: number;
}

function drawn(
  rates: readonly RatePoint[],
  words: string,
  window: number,
  { label, colour, format, atLeast }: Look,
  moments: readonly ChartMoment[],
): ToldCourse {
  const values = rates.map(({ perMinute }) => perMinute);
  const data = { times: rates.map(({ t }) => t), lines: [{ label, colour, values }], marks: [], moments };
  return { words: t`${words}, each a mean over ${elapsedTime(window)}`, data: { ...data, atLeast, format } };
}

function windowOf({ from, to }: TimeRange): number {
  return rateWindow(to - from);
}

function highestOf(rates: readonly RatePoint[]): RatePoint {
  return rates.reduce((a, b) => (b.perMinute > a.perMinute ? b : a));
}

/** "0.4", "12" */
function sayEvents(value: number): string {
  return formatExact(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
}
