const EXACT = new Intl.NumberFormat('en-US');

/** "364,123": every digit, for the places where a rounded number is not enough. */
export function exactNumber(value: number): string {
  return EXACT.format(value);
}
