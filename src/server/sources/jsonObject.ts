import type { Json, JsonObject } from '../../protocol/events.ts';

/** Levels of nesting that are taken in: beyond it writing the JSON again would exhaust the stack. */
const DEPTH_LIMIT = 64;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True when parsed JSON is nested deeper than any of this product's readers can follow. */
export function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_LIMIT) return true;
    level = level.flatMap((each): unknown[] => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}

/** JSON with its keys in order, so that equal objects have equal text. */
export function canonicalJson(value: Json): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isJsonObject(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}

/** A list of texts from whatever a file has there: other values are written as JSON, no list is none. */
export function textList(value: unknown): string[] {
  return Array.isArray(value) ? value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))) : [];
}
