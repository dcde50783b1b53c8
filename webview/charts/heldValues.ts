import type { ChartLine } from './chartData.ts';
import type { TimeRange } from './timeRange.ts';

/** The last of `times` that is not after `time`: what was told then still holds. -1 before the first. */
export function indexAt(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The highest value that any line has in a part of its time, what held at its beginning included. */
export function highestIn(times: readonly number[], lines: readonly ChartLine[], { from, to }: TimeRange): number {
  const first = Math.max(0, indexAt(times, from));
  const last = indexAt(times, to);
  let highest = 0;
  for (const { values } of lines) {
    for (let index = first; index <= last; index++) highest = Math.max(highest, values[index] ?? 0);
  }
  return highest;
}
