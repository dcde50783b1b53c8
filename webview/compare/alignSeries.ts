import type { ComparedSeries } from '../../src/protocol/comparison.ts';

/** Several courses over the same times: each keeps its value up to its next one, and has none behind its last. */
export function alignSeries(courses: readonly ComparedSeries[]): {
  /** ms since the start. */
  readonly times: readonly number[];
  readonly values: readonly (readonly (number | null)[])[];
} {
  const times = [...new Set(courses.flatMap((course) => course.map(([seconds]) => seconds)))].sort((a, b) => a - b);
  const values = courses.map((course) => {
    const last = course.at(-1)?.[0] ?? -1;
    let place = -1;
    return times.map((time) => {
      while (place + 1 < course.length && course[place + 1]![0] <= time) place += 1;
      return place < 0 || time > last ? null : course[place]![1];
    });
  });
  return { times: times.map((seconds) => seconds * 1_000), values };
}
