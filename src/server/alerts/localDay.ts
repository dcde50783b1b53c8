/** When the day of a moment began by this machine's clock, ms since the Unix epoch. */
export function midnight(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}

/** The day of a moment by this machine's clock: "2026-11-23". */
export function dayOf(now: number): string {
  const date = new Date(now);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
