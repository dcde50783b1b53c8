/** Values in what agents send, in bounds that hold for all of them. */
import { oneLine } from '../oneLine.ts';

const TEXT_LENGTH = 200;
/** More tokens, dollars or milliseconds than any session has. */
const NUMBER_LIMIT = 1e13;

/** A text as one line of bounded length; undefined when there is none. */
export function lineOf(value: unknown, limit = TEXT_LENGTH): string | undefined {
  return (typeof value === 'string' && oneLine(value, limit)) || undefined;
}

/** A number from 0 up, also one that is written as text; undefined when it is none. */
export function amount(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,16}(\.\d{1,20})?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && number >= 0 && number <= NUMBER_LIMIT ? number : undefined;
}

/** An amount without a fraction. */
export function wholeAmount(value: unknown): number | undefined {
  const number = amount(value);
  return Number.isInteger(number) ? number : undefined;
}
