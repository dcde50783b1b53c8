/** Parsed JSON of unknown shape, as far as it is an object. */
export type Fields = Readonly<Record<string, unknown>>;

const NO_FIELDS: Fields = {};

/** The value's fields; none where it is no object. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : NO_FIELDS;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as a text; null where it is none or an empty one. */
export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function finite(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A number of things: whole and never below 0; 0 where the value is no number. */
export function count(value: unknown): number {
  return Math.max(0, Math.round(finite(value) ?? 0));
}

/** Text or parsed JSON that holds an object: what functions are called with. */
export function parsedFields(value: unknown): Fields {
  if (typeof value !== 'string') return fields(value);
  try {
    return fields(JSON.parse(value));
  } catch {
    return NO_FIELDS;
  }
}

/** What fits in a line of a log; the file has the whole. */
const ONE_LINE = 300;
const WHITE_SPACE = /\s+/g;

export function oneLine(value: string): string {
  // Bounded first: a command may carry a file of many megabytes.
  return shortened(
    value
      .slice(0, 4 * ONE_LINE)
      .replace(WHITE_SPACE, ' ')
      .trim(),
    ONE_LINE,
  );
}

export function shortened(value: string, length: number): string {
  return value.length > length ? `${value.slice(0, length - 1)}…` : value;
}

const ID_LENGTH = 200;

/** What names a thing, bounded, since it is remembered until the thing is over. */
export function identifier(value: unknown): string | null {
  const told = text(value);
  return told === null ? null : told.slice(0, ID_LENGTH);
}

/** "usage_limit_exceeded" for people. */
export function words(name: string): string {
  return name.replaceAll('_', ' ');
}

/** The last part of a path of either kind, and of an agent's path. */
export function lastPart(path: string): string | null {
  return text(path.split(/[/\\]/).findLast((part) => part !== ''));
}

/** The content of a message: a text, or a list of parts of which some are texts. */
export function messageText(content: unknown): string {
  if (typeof content === 'string') return content;
  return list(content)
    .map((part) => text(fields(part)['text']) ?? '')
    .join('');
}
