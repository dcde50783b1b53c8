import assert from 'node:assert/strict';
import { SERIES_LIMIT } from '../../../src/protocol/series.ts';
import type { JournaledEvent } from '../../../src/protocol/events.ts';
import { reduce } from '../../../src/protocol/reducer.ts';
import { initialState } from '../../../src/protocol/state.ts';
import type { SessionState } from '../../../src/protocol/state.ts';
import { contextCourse } from '../../../webview/charts/contextCourse.ts';

type Told = readonly [tokens: number, window: number | null];

/** A session that was told so of its context, a minute apart. */
function told(facts: readonly Told[]): SessionState {
  const events = facts.map(([tokens, window], index) => ({
    id: String(index),
    seq: index + 1,
    session: 's',
    time: index * 60_000,
    clock: 'producer',
    source: 'transcript',
    type: 'context_use',
    data: { tokens, window, window_source: window === null ? 'unknown' : 'reported' },
  }));
  return (events as JournaledEvent[]).reduce(reduce, initialState('s'));
}

describe('how the context window filled over time', () => {
  it('is told in percent where the size of the window is known', () => {
    const course = contextCourse(
      told([
        [20_000, 200_000],
        [60_000, 200_000],
        [50_000, 200_000],
      ]),
    )!;
    assert.equal(course.unit, 'percent');
    assert.deepEqual([course.last.value, course.highest.value], [25, 30]);
  });

  it('is told in tokens where it is not', () => {
    const course = contextCourse(
      told([
        [20_000, null],
        [60_000, null],
        [50_000, null],
      ]),
    )!;
    assert.equal(course.unit, 'tokens');
    assert.deepEqual(course.highest, { t: 60_000, value: 60_000 });
  });

  it('is told in tokens, all of it, once a request disproves the size', () => {
    const course = contextCourse(
      told([
        [150_000, 200_000],
        [250_000, 200_000],
      ]),
    )!;
    assert.equal(course.unit, 'tokens');
    assert.deepEqual(
      course.points.map(({ value }) => value),
      [150_000, 250_000],
    );
  });

  it('is not told where nothing is known', () => {
    assert.equal(contextCourse(initialState('s')), null);
  });

  it('stays bounded, and keeps the peak, however long the night', () => {
    const state = told(Array.from({ length: 5_000 }, (_, index): Told => [index === 1_234 ? 900_000 : index, null]));
    assert.ok(state.contextSeries.length <= SERIES_LIMIT);
    assert.equal(contextCourse(state)!.highest.value, 900_000);
  });
});
