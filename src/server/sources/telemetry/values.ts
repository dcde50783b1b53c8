/** What can be had of values that another program chose. */
import { isJsonObject } from '../contextFoundry/jsonObject.ts';
import type { JsonObject } from '../../../protocol/events.ts';

const TEXT_LENGTH = 200;
/** More tokens, dollars or milliseconds than any session has. */
const NUMBER_LIMIT = 1e13;

/** A text as one line of bounded length; undefined when there is none. */
export function oneLine(value: unknown, limit = TEXT_LENGTH): string | undefined {
  if (typeof value !== 'string') return undefined;
  // Of a text of megabytes only the beginning is looked at; white space may shrink, so more than the limit is taken.
  const line = value
    .slice(0, limit * 4)
    // eslint-disable-next-line no-control-regex -- they are what is taken out
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim();
  if (line === '') return undefined;
  return line.length <= limit ? line : `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A number from 0 up, also one that is written as text; undefined when it is none. */
export function amount(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,16}(\.\d{1,20})?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && number >= 0 && number <= NUMBER_LIMIT ? number : undefined;
}

/** An amount without a fraction. */
export function count(value: unknown): number | undefined {
  const number = amount(value);
  return Number.isInteger(number) ? number : undefined;
}

/** The object at a place where one may be. */
export function objectAt(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
