/** Texts for people, in a length that a line or an event can hold. The file they came from has the whole. */

const LINE_LENGTH = 300;

// eslint-disable-next-line no-control-regex -- terminal colours begin with the escape character
const ANSI = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;
// eslint-disable-next-line no-control-regex -- they are what is taken out
const SPACE = /[\s\u0001-\u001f\u007f-\u009f]+/g;
/** Nothing to take out. Most texts are like this, and there are many. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

export function withoutColours(text: string): string {
  return text.replace(ANSI, '');
}

/** A text of any length as one line of at most `limit` characters. */
export function oneLine(text: string, limit = LINE_LENGTH): string {
  if (text.length <= limit && PLAIN.test(text)) return text;
  // Of a text of megabytes only the beginning is looked at. White space may shrink, so more than the limit is taken.
  const head = text.slice(0, limit * 8);
  const line = withoutColours(head).replaceAll('\0', '').replace(SPACE, ' ').trim();
  if (line.length <= limit && head.length === text.length) return line;
  const cut = line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '');
  return `${cut.trimEnd()}…`;
}

/** A text as it is, but for what is more than `limit` characters. */
export function shortened(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}
