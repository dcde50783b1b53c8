import uPlot from 'uplot';
import { axisTime, ELAPSED_STEPS, elapsedTime } from './axisTime.ts';
import { chartColour } from './chartColour.ts';
import type { ChartData } from './chartData.ts';
import { drawMarks } from './drawMarks.ts';
import { highestIn } from './heldValues.ts';
import type { TimeRange } from './timeRange.ts';

interface ChartParts {
  /** The element, which is as large as the chart and has its colours. */
  readonly chart: Element;
  /** How many lines there are, and whether their times are spans, stay the same. */
  readonly first: ChartData;
  readonly data: () => ChartData;
  /** null where the chart shows all of its own time. */
  readonly view: () => TimeRange | null;
  readonly pointed: () => void;
  /** null: the whole. */
  readonly zoom: (range: TimeRange | null) => void;
}

/** Up to so many points are marked each; more of them would only thicken the line. */
const POINTS_SHOWN = 40;
/** Room for the numbers of the left axis: the same in each chart, so that their times stand in line. */
const LEFT_AXIS = 54;
/** Names the charts that share their time. There is one such set on the page. */
const SHARED = 'session';

/** Colours are functions: uPlot asks again at every drawing, so a redraw is enough when the theme changes. */
export function chartOptions(parts: ChartParts): uPlot.Options {
  const { chart, first, data, view, pointed } = parts;
  return {
    width: chart.clientWidth,
    height: chart.clientHeight,
    ms: 1,
    padding: [8, 18, 0, 0],
    legend: { show: false },
    cursor: { y: false, ...(view() === null ? OWN_CURSOR : sharedCursor(parts)) },
    select: { show: view() !== null, left: 0, top: 0, width: 0, height: 0 },
    scales: {
      x: {
        time: first.elapsed !== true,
        range: (_plot, low, high) => {
          const shown = view();
          return shown === null ? [low, high] : [shown.from, shown.to];
        },
      },
      y: { range: (_plot, low, high) => [Math.min(0, low ?? 0), top(data(), view(), high)] },
    },
    axes: axes(parts),
    series: [{}, ...series(parts)],
    hooks: {
      draw: [(plot) => drawMarks(plot, chart, data())],
      setCursor: [pointed],
      setSelect: [(plot) => select(plot, parts)],
    },
  };
}

const OWN_CURSOR: uPlot.Cursor = { drag: { x: false, y: false }, points: { size: 7 } };

function sharedCursor({ zoom }: ChartParts): uPlot.Cursor {
  return {
    drag: { x: true, y: false, setScale: false, dist: 6 },
    // A point would stand where the value was told, which may be far from the cursor.
    points: { show: false },
    // The cursor alone is shared: who drags asks for another part of the time, and all are given it.
    sync: { key: SHARED, scales: ['x', null], filters: { pub: (type) => type === 'mousemove' } },
    bind: {
      dblclick: () => () => {
        zoom(null);
        return null;
      },
    },
  };
}

function select(plot: uPlot, { zoom }: ChartParts): void {
  const { left, width } = plot.select;
  if (width === 0) return;
  const range = { from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') };
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  zoom(range);
}

function axes({ chart, first, data }: ChartParts): uPlot.Axis[] {
  const axis: uPlot.Axis = {
    stroke: () => chartColour(chart, '--chart-text'),
    grid: { stroke: () => chartColour(chart, '--chart-grid'), width: 1 },
    ticks: { show: false },
    font: '11px system-ui, sans-serif',
  };
  return [
    {
      ...axis,
      size: 24,
      space: 64,
      ...(first.elapsed === true && { incrs: [...ELAPSED_STEPS] }),
      values: (_plot, splits, _index, _space, step) =>
        splits.map(first.elapsed === true ? elapsedTime : axisTime(step)),
    },
    { ...axis, size: LEFT_AXIS, space: 30, values: (_plot, splits) => splits.map((value) => data().format(value)) },
  ];
}

function series({ chart, first, data }: ChartParts): uPlot.Series[] {
  return first.lines.map((line) => ({
    label: line.label,
    stroke: () => chartColour(chart, line.colour),
    width: 1.75,
    paths: uPlot.paths.stepped!({ align: 1 }),
    points: {
      show: () => data().times.length <= POINTS_SHOWN,
      size: 5,
      fill: () => chartColour(chart, line.colour),
    },
  }));
}

/** A line that came from before the part on view is in it too, although none of its points is. */
function top(data: ChartData, view: TimeRange | null, high: number | null): number {
  const highest = view === null ? (high ?? 0) : highestIn(data.times, data.lines, view);
  return Math.max(highest * 1.08, data.atLeast);
}
