import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ratesOver, rateWindow } from '../../../src/protocol/rates.ts';
import { countEvent, SERIES_LIMIT } from '../../../src/protocol/series.ts';
import type { EventSeries } from '../../../src/protocol/series.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('how much there was per minute', () => {
  it('is taken over a quarter of an hour for a night, and over a minute for a short session', () => {
    assert.deepEqual(
      [10 * MINUTE, 8 * HOUR, 48 * HOUR, 100 * 24 * HOUR].map((span) => rateWindow(span) / MINUTE),
      [1, 15, 60, 1_440],
    );
  });

  it('rises where something comes into the window and falls where it leaves it', () => {
    const told = [
      { t: 10 * MINUTE, amount: 300 },
      { t: 20 * MINUTE, amount: 150 },
    ];
    const rates = ratesOver(told, { from: 0, to: 60 * MINUTE }, 15 * MINUTE);
    assert.deepEqual(
      rates.map(({ t, perMinute }) => [t / MINUTE, perMinute]),
      [
        [0, 0],
        [10, 20],
        [20, 30],
        [25, 10],
        [35, 0],
        [60, 0],
      ],
    );
  });

  it('adds up to what there was, whatever it was', () => {
    const amounts = fc.array(fc.record({ t: fc.nat(HOUR), amount: fc.nat(1_000_000) }), { maxLength: 50 });
    fc.assert(
      fc.property(amounts, (unordered) => {
        const told = unordered.toSorted((a, b) => a.t - b.t);
        const window = 5 * MINUTE;
        const rates = ratesOver(told, { from: 0, to: HOUR + window }, window);
        const area = rates.reduce(
          (sum, { t, perMinute }, index) => sum + perMinute * ((rates[index + 1]?.t ?? t) - t),
          0,
        );
        const sum = told.reduce((all, { amount }) => all + amount, 0);
        assert.ok(Math.abs((area / window) * 5 - sum) <= 1e-6 * Math.max(1, sum), `${area} of ${sum}`);
      }),
    );
  });
});

describe('the events of a session over time', () => {
  it('are all counted, in parts that are equally long, however long the session and whatever comes late', () => {
    let series: EventSeries = [];
    const count = 40_000;
    for (let n = 0; n < count; n++)
      series = countEvent(series, n % 10 === 0 ? Math.max(0, n - 400) * 3_000 : n * 3_000);
    assert.equal(
      series.reduce((sum, { events }) => sum + events, 0),
      count,
    );
    assert.ok(series.length <= SERIES_LIMIT);
    const quarter = series.filter(({ t }) => t < (count * 3_000) / 4).length;
    assert.ok(quarter > SERIES_LIMIT / 10, `the first quarter of the time has ${quarter} of ${series.length} points`);
    assert.ok(series.every(({ t }, index) => index === 0 || t >= series[index - 1]!.t));
  });
});
