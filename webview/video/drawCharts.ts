import { formatCost, formatPercent, formatTokens } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { startedAt } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { contextCourse } from '../charts/contextCourse.ts';
import { cumulative } from '../charts/cumulative.ts';
import type { Box, Pen } from './pen.ts';

interface Course {
  readonly times: readonly number[];
  readonly values: readonly number[];
  /** The scale reaches at least up to here. */
  readonly atLeast: number;
  readonly colour: string;
}

export function drawContextChart(pen: Pen, box: Box, state: SessionState): void {
  const course = contextCourse(state);
  const isPercent = course?.unit === 'percent';
  const last =
    course === null ? t('unknown') : isPercent ? formatPercent(course.last.value) : formatTokens(course.last.value);
  pen.panel(box, t('Context over time'), last);
  if (course === null) return;
  const [times, values] = [course.points.map(({ t }) => t), course.points.map(({ value }) => value)];
  drawCourse(pen, box, { times, values, atLeast: isPercent ? 60 : 1_000, colour: pen.palette.accent });
}

export function drawCostChart(pen: Pen, box: Box, state: SessionState): void {
  pen.panel(box, t('Cost so far'), formatCost(state.cost));
  if (state.cost.usd === null) return;
  const { times, sums } = cumulative(state.usageSeries, startedAt(state));
  drawCourse(pen, box, { times, values: sums.usd, atLeast: 0.01, colour: pen.palette.good });
}

/** In steps: between two tellings nothing is known to have changed. */
function drawCourse({ context, palette }: Pen, box: Box, { times, values, atLeast, colour }: Course): void {
  const [from, to] = [times[0], times.at(-1)];
  if (from === undefined || to === undefined) return;
  const [left, top, width, height] = [box.x + 16, box.y + 40, box.width - 32, box.height - 56];
  const highest = values.reduce((a, b) => Math.max(a, b), atLeast) * 1.05;
  const placeX = (time: number): number => left + (width * (time - from)) / Math.max(1, to - from);
  const placeY = (value: number): number => top + height - (height * value) / highest;
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.strokeRect(left, top, width, height);
  context.strokeStyle = colour;
  context.lineWidth = 2.5;
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(left, placeY(values[0]!));
  times.forEach((time, index) => {
    context.lineTo(placeX(time), placeY(values[Math.max(0, index - 1)]!));
    context.lineTo(placeX(time), placeY(values[index]!));
  });
  context.stroke();
}
