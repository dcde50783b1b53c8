import { formatNumber } from '../../src/protocol/format.ts';
import type { NamedSeries } from '../../src/protocol/history.ts';

/** One series as far as it goes at the moment on view. */
export interface ShownSeries {
  readonly name: string;
  readonly times: readonly number[];
  readonly values: readonly number[];
  readonly last: number;
  readonly lowest: number;
  readonly highest: number;
}

/** What had been told by a time, ms since the Unix epoch; series that begin later are left out. */
export function shownSeries(series: readonly NamedSeries[], until: number): readonly ShownSeries[] {
  return series.flatMap(({ name, points }) => {
    const told = points.filter(({ time }) => time <= until);
    const last = told.at(-1);
    if (last === undefined) return [];
    const values = told.map(({ value }) => value);
    const lowest = values.reduce((a, b) => Math.min(a, b));
    const highest = values.reduce((a, b) => Math.max(a, b));
    return [{ name, times: told.map(({ time }) => time), values, last: last.value, lowest, highest }];
  });
}

/** "95", "1,234.5", "0.00012": no digits that the eye cannot use. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e12)) return value.toExponential(2);
  return formatNumber(value, { maximumSignificantDigits: size >= 1_000 ? 12 : 4, maximumFractionDigits: 2 });
}
