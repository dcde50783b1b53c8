/** Whole sentences for one and for several, so that each can be translated. `{0}` stands for the number. */
export interface Counted {
  readonly one: string;
  readonly other: string;
}

/** "1 session", "12,345 sessions". */
export function count(amount: number, { one, other }: Counted): string {
  return (amount === 1 ? one : other).replaceAll('{0}', amount.toLocaleString('en-US'));
}
