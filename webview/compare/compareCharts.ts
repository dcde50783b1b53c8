import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { ComparedSeries, ComparedSession } from '../../src/protocol/comparison.ts';
import { formatDuration, formatPercent, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { chartFigure, emptyChart } from '../charts/chartFigure.ts';
import { alignSeries } from './alignSeries.ts';
import { COLOURS } from './letters.ts';

interface Chart {
  readonly title: string;
  readonly of: (session: ComparedSession) => ComparedSeries;
  readonly format: (value: number) => string;
  readonly atLeast: number;
  /** Which value of a course is worth a word. */
  readonly word: 'last' | 'highest';
  /** What is said where no session told anything. */
  readonly empty: string;
}

function charts(): readonly Chart[] {
  return [
    {
      title: t('Context window'),
      of: ({ series }) => series.context,
      format: formatPercent,
      atLeast: 60,
      word: 'highest',
      empty: t('Nothing told how full the context windows were, in percent.'),
    },
    {
      title: t('Tokens so far'),
      of: ({ series }) => series.tokens,
      format: formatTokens,
      atLeast: 1_000,
      word: 'last',
      empty: t('No request to a model is known.'),
    },
    {
      title: t('Cost so far'),
      of: ({ series }) => series.cost,
      format: formatUsd,
      atLeast: 0.01,
      word: 'last',
      empty: t('Nothing of it has a known price.'),
    },
  ];
}

/** How it went, on one clock: each session from its own start. */
export function compareCharts(sessions: readonly ComparedSession[]): TemplateResult {
  return html`<section class="report-part" aria-labelledby="compare-courses">
    <h3 id="compare-courses">${t`Over time, from each session’s own start`}</h3>
    <div class="report-charts">${charts().map((chart) => figure(chart, sessions))}</div>
  </section>`;
}

function figure(chart: Chart, sessions: readonly ComparedSession[]): TemplateResult {
  return html`<div class="report-chart">
    <h4>${chart.title}</h4>
    ${drawn(chart, sessions)}
  </div>`;
}

function drawn({ of, format, atLeast, word, empty }: Chart, sessions: readonly ComparedSession[]): TemplateResult {
  if (sessions.every((session) => of(session).length === 0)) return emptyChart(empty);
  const { times, values } = alignSeries(sessions.map(of));
  const lines = sessions.map(({ letter }, index) => ({
    ...{ label: letter, tag: letter, colour: `--chart-${COLOURS[index]!}`, values: values[index]! },
  }));
  const told = sessions.map((session) => {
    const course = of(session).map(([, value]) => value);
    if (course.length === 0) return t`${session.letter} unknown`;
    const value = word === 'last' ? course.at(-1)! : course.reduce((a, b) => Math.max(a, b));
    return `${session.letter} ${format(value)}`;
  });
  const data = { times, lines, marks: [], moments: [], atLeast, format, elapsed: true, sayTime: formatDuration };
  const all = told.join(', ');
  return chartFigure(data, word === 'last' ? t`in the end ${all}` : t`at most ${all}`);
}
