import { withoutColours } from '../contextFoundry/overnightLine.ts';
import { fieldsOf, listOf, textOf } from './claudeLine.ts';

const LINE_LENGTH = 300;

/** A text of any length as one line of at most `limit` characters. */
export function oneLine(text: string, limit = LINE_LENGTH): string {
  // Of a text of megabytes only the beginning is looked at. White space may shrink, so more than the limit is taken.
  const head = text.slice(0, limit * 8);
  const line = withoutColours(head).replaceAll('\0', '').replace(/\s+/g, ' ').trim();
  if (line.length <= limit && head.length === text.length) return line;
  const cut = line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '');
  return `${cut.trimEnd()}…`;
}

/** How many lines a text has; its last one may lack the line end. */
export function countLines(text: string): number {
  let lines = 0;
  let at = 0;
  for (let next = text.indexOf('\n'); next >= 0; next = text.indexOf('\n', at)) {
    lines += 1;
    at = next + 1;
  }
  return at < text.length ? lines + 1 : lines;
}

/** The first `count` lines of a text that say something. */
export function firstLines(text: string, count: number): readonly string[] {
  const found: string[] = [];
  for (const line of text.slice(0, LINE_LENGTH * 8).split('\n')) {
    const said = oneLine(line);
    if (/[\p{L}\p{N}]/u.test(said)) found.push(said);
    if (found.length === count) break;
  }
  return found;
}

/** The text in a message's or a tool result's content: a text, or blocks of which some are texts. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  const texts = listOf(content).map((block) => textOf(fieldsOf(block)['text']) ?? '');
  return texts.filter((text) => text !== '').join('\n');
}
