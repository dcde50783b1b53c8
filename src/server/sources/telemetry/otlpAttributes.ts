import { isJsonObject } from '../jsonObject.ts';

/** The value of an OTLP attribute that is a plain one; whole numbers beyond 2^53 come as text. */
export type AttributeValue = string | number | boolean;
export type Attributes = ReadonlyMap<string, AttributeValue>;

const KINDS = ['stringValue', 'intValue', 'doubleValue', 'boolValue'];

/** Attributes by name, as OTLP writes them: a list of keys with a value under the name of its kind. */
export function attributesOf(list: unknown): Attributes {
  const attributes = new Map<string, AttributeValue>();
  if (!Array.isArray(list)) return attributes;
  for (const entry of list as readonly unknown[]) {
    if (!isJsonObject(entry) || typeof entry['key'] !== 'string') continue;
    const value = plainValue(entry['value']);
    if (value !== undefined) attributes.set(entry['key'], value);
  }
  return attributes;
}

/** The plain value under the name of its kind; undefined for lists, maps and bytes. */
export function plainValue(value: unknown): AttributeValue | undefined {
  if (!isJsonObject(value)) return undefined;
  const plain = KINDS.map((kind) => value[kind]).find((each) => each !== undefined && each !== null);
  return ['string', 'number', 'boolean'].includes(typeof plain) ? (plain as AttributeValue) : undefined;
}
