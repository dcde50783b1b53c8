/** Lines of files that an edit adds and removes. */
import { fieldsOf, listOf, textOf, type Fields } from '../values.ts';
import { countLines } from './texts.ts';

export interface ChangedLines {
  readonly added: number;
  readonly removed: number;
}

/** By what a call asks for; null for tools that change no file. */
export function askedChange(tool: string, input: Fields): ChangedLines | null {
  switch (tool) {
    case 'Edit':
      return replaced(input);
    case 'MultiEdit':
      return listOf(input['edits'])
        .map((edit) => replaced(fieldsOf(edit)))
        .reduce((a, b) => ({ added: a.added + b.added, removed: a.removed + b.removed }), { added: 0, removed: 0 });
    case 'Write':
      return { added: countLines(textOf(input['content']) ?? ''), removed: 0 };
    case 'NotebookEdit':
      return { added: countLines(textOf(input['new_source']) ?? ''), removed: 0 };
    default:
      return null;
  }
}

/** By the patch that a result tells of; null where it tells of none. */
export function doneChange(result: Fields): ChangedLines | null {
  if (!Array.isArray(result['structuredPatch'])) return null;
  if (result['type'] === 'create') return { added: countLines(textOf(result['content']) ?? ''), removed: 0 };
  const lines = listOf(result['structuredPatch']).flatMap((hunk) => listOf(fieldsOf(hunk)['lines']));
  const begin = (sign: string): number =>
    lines.filter((line) => typeof line === 'string' && line.startsWith(sign)).length;
  return { added: begin('+'), removed: begin('-') };
}

/** What differs between the two texts of a replacement, without the lines they share at both ends. */
function replaced(edit: Fields): ChangedLines {
  const before = linesOf(edit['old_string']);
  const after = linesOf(edit['new_string']);
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { added: after.length - head - tail, removed: before.length - head - tail };
}

function linesOf(value: unknown): readonly string[] {
  const text = textOf(value);
  return text === null ? [] : text.replace(/\n$/, '').split('\n');
}
