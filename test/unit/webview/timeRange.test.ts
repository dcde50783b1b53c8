import assert from 'node:assert/strict';
import type { JournaledEvent } from '../../../src/protocol/events.ts';
import { reduce } from '../../../src/protocol/reducer.ts';
import { initialState } from '../../../src/protocol/state.ts';
import { highestIn, indexAt } from '../../../webview/charts/heldValues.ts';
import { moved, wholeRange, within, zoomed } from '../../../webview/charts/timeRange.ts';

const HOUR = 3_600_000;
const WHOLE = { from: 0, to: 10 * HOUR };

describe('the time of a session', () => {
  const events = [
    { type: 'session_info', time: HOUR, data: { started_at: HOUR } },
    { type: 'log_line', time: 3 * HOUR, data: { line: 'x', level: 'info' } },
    { type: 'session_end', time: 4 * HOUR, data: { outcome: 'complete', evidence: 'x' } },
  ].map((event, index) => ({ ...event, id: `${index}`, seq: index + 1, session: 's', clock: 'producer', source: 'x' }));
  const state = (count: number) => (events.slice(0, count) as JournaledEvent[]).reduce(reduce, initialState('s'));

  it('goes on to now while it runs, in steps that leave its charts alone for a while', () => {
    const now = 3 * HOUR + 100_000;
    const { from, to } = wholeRange(state(2), now, false);
    assert.equal(from, HOUR);
    assert.ok(to >= now && to - now < 20_000);
    assert.deepEqual(wholeRange(state(2), to, false), { from, to });
    assert.equal(wholeRange(state(2), now, true).to, now);
  });

  it('ends where the session did', () => {
    assert.deepEqual(wholeRange(state(3), 9 * HOUR, false), { from: HOUR, to: 4 * HOUR });
  });

  it('is looked at in parts that never leave it', () => {
    const part = { from: 2 * HOUR, to: 4 * HOUR };
    assert.deepEqual(zoomed(part, 0.5, 2 * HOUR), { from: 2 * HOUR, to: 3 * HOUR });
    assert.deepEqual(within(zoomed(part, 100, 3 * HOUR), WHOLE), WHOLE);
    assert.deepEqual(within(moved(part, -5), WHOLE), { from: 0, to: 2 * HOUR });
    assert.deepEqual(within(moved(part, 5), WHOLE), { from: 8 * HOUR, to: 10 * HOUR });
    assert.equal(within({ from: 5 * HOUR, to: 5 * HOUR }, WHOLE).to, 5 * HOUR + 1_000);
  });
});

describe('a value in a chart', () => {
  const times = [10, 20, 30];

  it('holds until the next is told', () => {
    assert.deepEqual(
      [9, 10, 19, 20, 99].map((time) => indexAt(times, time)),
      [-1, 0, 0, 1, 2],
    );
  });

  it('counts for the scale of a part in which it only holds', () => {
    const lines = [{ label: '', colour: '', values: [5, 80, 3] }];
    assert.equal(highestIn(times, lines, { from: 22, to: 28 }), 80);
    assert.equal(highestIn(times, lines, { from: 30, to: 40 }), 3);
    assert.equal(highestIn(times, lines, { from: 0, to: 5 }), 0);
  });
});
