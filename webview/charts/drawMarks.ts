import type uPlot from 'uplot';
import { chartColour } from './chartColour.ts';
import type { ChartData } from './chartData.ts';

type Canvas = uPlot['ctx'];

/** Of the words, pixels. */
const LINE_HEIGHT = 15;

/** Draws the levels and the moments of a chart over its lines, each with its words. */
export function drawMarks(plot: uPlot, chart: Element, { marks, moments, lines }: ChartData): void {
  const { ctx, bbox } = plot;
  const unit = devicePixelRatio;
  ctx.save();
  ctx.font = `${11 * unit}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.lineJoin = 'round';
  const heights = marks.map(({ value }) => Math.round(plot.valToPos(value, 'y', true)));
  for (const [index, { label, colour }] of marks.entries()) {
    const y = heights[index]!;
    dashed(ctx, chartColour(chart, colour), [bbox.left, y], [bbox.left + bbox.width, y]);
    // Between two levels that are near each other there is no room for the words of the lower one.
    const crowded = heights.some((other) => other < y && y - other < LINE_HEIGHT * unit);
    ctx.textBaseline = crowded ? 'top' : 'bottom';
    words(ctx, chart, label, bbox.left + 6 * unit, y + (crowded ? 2 : -1) * unit);
  }
  drawMoments(plot, chart, moments);
  drawTags(plot, chart, lines);
  ctx.restore();
}

/** At the highest point of each line, of a sum its end; two at the same place stand beside each other. */
function drawTags(plot: uPlot, chart: Element, lines: ChartData['lines']): void {
  const { ctx, bbox } = plot;
  const unit = devicePixelRatio;
  const placed: Point[] = [];
  ctx.font = `bold ${11 * unit}px system-ui, sans-serif`;
  ctx.textBaseline = 'bottom';
  for (const { tag, values } of lines) {
    const highest = values.reduce<number>((a, b) => Math.max(a, b ?? -1), -1);
    if (tag === undefined || highest < 0) continue;
    const place = values.lastIndexOf(highest);
    const width = ctx.measureText(tag).width;
    const y = plot.valToPos(highest, 'y', true) - 2 * unit;
    let x = Math.min(plot.valToPos(plot.data[0][place]!, 'x', true), bbox.left + bbox.width - width);
    while (placed.some(([left, top]) => Math.abs(left - x) < width && Math.abs(top - y) < LINE_HEIGHT * unit))
      x -= width + 4 * unit;
    placed.push([x, y]);
    words(ctx, chart, tag, x, y);
  }
}

/** Lines that are nearer to each other than this, pixels, would be one surface: of those the first is drawn. */
const MOMENTS_APART = 5;

/** The lines first: the words of one may reach over the next. */
function drawMoments(plot: uPlot, chart: Element, moments: ChartData['moments']): void {
  const { ctx, bbox } = plot;
  const unit = devicePixelRatio;
  const right = bbox.left + bbox.width;
  const placed = moments
    .map(({ at, label, colour }) => ({ label, colour, x: Math.round(plot.valToPos(at, 'x', true)) }))
    .filter(({ x }) => x >= bbox.left && x <= right);
  let drawn = -Infinity;
  for (const { x, colour } of placed) {
    if (x - drawn < MOMENTS_APART * unit) continue;
    dashed(ctx, chartColour(chart, colour), [x, bbox.top], [x, bbox.top + bbox.height]);
    drawn = x;
  }
  ctx.textBaseline = 'top';
  let free = bbox.left;
  for (const { x, label } of placed) {
    const width = ctx.measureText(label).width + 8 * unit;
    const from = Math.min(x + 4 * unit, right - width);
    if (from < free) continue;
    words(ctx, chart, label, from, bbox.top + 2 * unit);
    free = from + width;
  }
}

type Point = readonly [x: number, y: number];

function dashed(ctx: Canvas, colour: string, from: Point, to: Point): void {
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.strokeStyle = colour;
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
}

/** With a rim in the colour of the ground, so that they can be read over the line. */
function words(ctx: Canvas, chart: Element, text: string, x: number, y: number): void {
  ctx.lineWidth = 4 * devicePixelRatio;
  ctx.setLineDash([]);
  ctx.strokeStyle = chartColour(chart, '--chart-ground');
  ctx.strokeText(text, x, y);
  ctx.fillStyle = chartColour(chart, '--chart-text');
  ctx.fillText(text, x, y);
}
