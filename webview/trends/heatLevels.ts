/** Steps of shade: as many as are told apart. */
const LEVELS = 5;

/**
 * Up to which value each shade goes, the lightest first. Each shade has as many of the values that are not 0: use is so uneven
 * that equal steps would leave all but a few in the lightest.
 */
export function heatLevels(values: readonly number[]): readonly number[] {
  const used = [...new Set(values.filter((value) => value > 0))].sort((a, b) => a - b);
  const count = Math.min(LEVELS, used.length);
  return Array.from({ length: count }, (_, level) => used[Math.ceil(((level + 1) * used.length) / count) - 1]!);
}

/** 0 for nothing, else the number of its shade, from 1 on; the darkest is always 5. */
export function levelOf(value: number, levels: readonly number[]): number {
  if (value <= 0) return 0;
  return levels.findIndex((most) => value <= most) + 1 + LEVELS - levels.length;
}
