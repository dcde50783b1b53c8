/** Lines of texts. */
import { oneLine } from '../oneLine.ts';

/** Characters in which a text's first telling lines are looked for. */
const HEAD_LENGTH = 2_400;

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
  for (const line of text.slice(0, HEAD_LENGTH).split('\n')) {
    const said = oneLine(line);
    if (/[\p{L}\p{N}]/u.test(said)) found.push(said);
    if (found.length === count) break;
  }
  return found;
}
