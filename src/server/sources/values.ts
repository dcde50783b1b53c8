/** Values that another program chose: nothing is taken for granted of any of them. */
import { isJsonObject } from './jsonObject.ts';

/** Parsed JSON where an object belongs. */
export type Fields = Readonly<Record<string, unknown>>;

const NO_FIELDS: Fields = {};
const NO_ITEMS: readonly unknown[] = [];
const NAME_LENGTH = 200;

/** The fields of an object; none where there is something else. */
export function fieldsOf(value: unknown): Fields {
  return isJsonObject(value) ? value : NO_FIELDS;
}

/** The same of an object that may also be written as JSON in a text: so models call functions. */
export function parsedFields(value: unknown): Fields {
  if (typeof value !== 'string') return fieldsOf(value);
  try {
    return fieldsOf(JSON.parse(value));
  } catch {
    return NO_FIELDS;
  }
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : NO_ITEMS;
}

/** A text of any length that is not empty; null for anything else. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A text that is not empty and short enough to be a name; null for anything else. */
export function nameOf(value: unknown): string | null {
  return typeof value === 'string' && value.length > 0 && value.length <= NAME_LENGTH ? value : null;
}

/** A whole number from 0 on; null for anything else. */
export function countOf(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;
}

/** A number that is one; null for anything else. */
export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The texts in the content of a message or of a tool's result: a text, or blocks of which some hold one. */
export function contentTexts(content: unknown): readonly string[] {
  if (typeof content === 'string') return [content];
  const texts: string[] = [];
  for (const block of listOf(content)) {
    const text = textOf(fieldsOf(block)['text']);
    if (text !== null) texts.push(text);
  }
  return texts;
}
