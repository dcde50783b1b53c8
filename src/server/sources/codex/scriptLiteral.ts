/**
 * Reads a literal out of JavaScript source, without running any of it: objects, arrays, texts, numbers, true, false and
 * null, with keys and quotes as scripts write them. undefined where there is anything else.
 */
export function scriptLiteral(source: string, from: number): unknown {
  const reader: Reader = { source, at: from, depth: 0 };
  return readValue(reader);
}

interface Reader {
  readonly source: string;
  at: number;
  depth: number;
}

const DEPTH_LIMIT = 16;
const SPACE = /(?:\s|\/\/[^\n]*\n|\/\*[^]*?\*\/)*/y;
const NAME = /[A-Za-z_$][\w$]*/y;
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0' };

function skip(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.source)?.[0] ?? '';
  reader.at += found.length;
  return found;
}

function takes(reader: Reader, character: string): boolean {
  skip(reader, SPACE);
  if (reader.source[reader.at] !== character) return false;
  reader.at++;
  return true;
}

function readValue(reader: Reader): unknown {
  skip(reader, SPACE);
  const first = reader.source[reader.at];
  if (first === '"' || first === "'" || first === '`') return readText(reader, first);
  if (first === '{') return nested(reader, readObject);
  if (first === '[') return nested(reader, readArray);
  const number = skip(reader, NUMBER);
  if (number !== '') return Number(number);
  const name = skip(reader, NAME);
  return name === 'true' ? true : name === 'false' ? false : name === 'null' ? null : undefined;
}

function nested(reader: Reader, read: (reader: Reader) => unknown): unknown {
  if (reader.depth >= DEPTH_LIMIT) return undefined;
  reader.depth++;
  reader.at++;
  const value = read(reader);
  reader.depth--;
  return value;
}

function readArray(reader: Reader): unknown {
  const values: unknown[] = [];
  for (;;) {
    if (takes(reader, ']')) return values;
    const value = readValue(reader);
    if (value === undefined) return undefined;
    values.push(value);
    if (!takes(reader, ',') && reader.source[reader.at] !== ']') return undefined;
  }
}

function readObject(reader: Reader): unknown {
  const values = new Map<string, unknown>();
  for (;;) {
    if (takes(reader, '}')) return Object.fromEntries(values);
    const quote = reader.source[reader.at];
    const name = quote === '"' || quote === "'" ? readText(reader, quote) : skip(reader, NAME) || undefined;
    if (name === undefined || !takes(reader, ':')) return undefined;
    const value = readValue(reader);
    if (value === undefined) return undefined;
    values.set(name, value);
    if (!takes(reader, ',') && reader.source[reader.at] !== '}') return undefined;
  }
}

function readText(reader: Reader, quote: string): string | undefined {
  let read = '';
  for (reader.at++; reader.at < reader.source.length; reader.at++) {
    const character = reader.source[reader.at]!;
    if (character === quote) {
      reader.at++;
      return read;
    }
    // What a template puts in is known only to the script.
    if (quote === '`' && character === '$' && reader.source[reader.at + 1] === '{') return undefined;
    read += character === '\\' ? readEscape(reader) : character;
  }
  return undefined;
}

function readEscape(reader: Reader): string {
  const escaped = reader.source[++reader.at] ?? '';
  const digits = escaped === 'u' ? 4 : escaped === 'x' ? 2 : 0;
  const code = reader.source.slice(reader.at + 1, reader.at + 1 + digits);
  if (digits > 0 && code.length === digits && /^[0-9a-f]+$/i.test(code)) {
    reader.at += digits;
    return String.fromCharCode(Number.parseInt(code, 16));
  }
  return escaped === '\n' ? '' : (ESCAPES[escaped] ?? escaped);
}
