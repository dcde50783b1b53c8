import { formatExact } from './format.ts';

/** Whole sentences for one and for several, so that each can be translated. `{0}` stands for the number, `{1}` and on for more. */
export interface Counted {
  readonly one: string;
  readonly other: string;
}

/** "1 session", "12,345 sessions". */
export function count(amount: number, { one, other }: Counted, ...more: readonly (string | number)[]): string {
  const values = [formatExact(amount), ...more];
  return (amount === 1 ? one : other).replace(/\{(\d)\}/g, (place, index: string) =>
    String(values[Number(index)] ?? place),
  );
}
