import assert from 'node:assert/strict';
import { shortNumber, shownSeries } from '../../../webview/measured/shownSeries.ts';

describe('Custom numbers at a moment', () => {
  const points = [61, 97, 95].map((value, index) => ({ time: 1_000 * (index + 1), seq: index, value }));
  const late = [{ time: 9_000, seq: 9, value: -4 }];
  const series = [
    { name: 'code_quality', count: 3, points },
    { name: 'drift', count: 1, points: late },
  ];

  it('are those that had been told by then', () => {
    const [only, ...others] = shownSeries(series, 2_500);
    assert.deepEqual(others, []);
    assert.deepEqual(only, { name: 'code_quality', times: [1_000, 2_000], values: [61, 97], last: 97, lowest: 61, highest: 97 }); // prettier-ignore
    assert.deepEqual(
      shownSeries(series, Infinity).map(({ name, last }) => [name, last]),
      [
        ['code_quality', 95],
        ['drift', -4],
      ],
    );
    assert.deepEqual(shownSeries(series, 999), []);
  });

  it('are written with the digits that say something', () => {
    const written = [95, 1_234_567, 73.07692, 0.123456, 0.00001234, -3, 1.5e13, 0].map(shortNumber);
    assert.deepEqual(written, ['95', '1,234,567', '73.08', '0.1235', '1.23e-5', '-3', '1.50e+13', '0']);
  });
});
