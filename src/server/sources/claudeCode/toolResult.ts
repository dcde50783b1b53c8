/** What came of a tool call, as one line. */
import { inEnglish } from '../../../protocol/language.ts';
import { oneLine } from '../oneLine.ts';
import { contentTexts, countOf, fieldsOf, listOf, textOf, type Fields } from '../values.ts';
import { countLines, firstLines } from './texts.ts';

/** A `tool_result` block, and what the line it stands in says of it besides. */
export interface ToolResult {
  readonly tool: string | null;
  readonly ok: boolean;
  readonly content: unknown;
  /** `toolUseResult`, where it is an object. Sub-agents' lines have none. */
  readonly details: Fields;
  readonly denial: unknown;
}

export function toolResultLine(result: ToolResult): string | null {
  const line = result.ok ? success(result) : failure(result);
  return line === null || line === '' ? null : line;
}

function failure({ content, denial }: ToolResult): string {
  if (denial === 'user-rejected') return inEnglish`rejected by the user`;
  const text = contentTexts(content)
    .join('\n')
    .replace(/^\s*<tool_use_error>|<\/tool_use_error>\s*$/g, '');
  const [first, second] = firstLines(text.replace(/^Error: /, ''), 2);
  if (first === undefined) return oneLine(text);
  return /^Exit code \d+$/.test(first) && second !== undefined ? oneLine(`${first}: ${second}`) : first;
}

function success(result: ToolResult): string | null {
  const { details, content, tool } = result;
  if (textOf(details['backgroundTaskId']) !== null || details['isAsync'] === true)
    return inEnglish`runs in the background`;
  if (textOf(details['agentId']) !== null) return report(details);
  if (Array.isArray(details['structuredPatch'])) return details['type'] === 'create' ? 'created' : 'updated';
  const text = contentTexts(content).join('\n');
  if (details['file'] !== undefined || tool === 'Read') return fileRead(details, text);
  const found = matches(details);
  if (found !== null) return found;
  if (text.startsWith('(Bash completed with no output)')) return 'no output';
  return summary(text);
}

/** What a sub-agent reported at its end. */
function report(details: Fields): string | null {
  const last = listOf(details['content']).at(-1);
  return oneLine(textOf(fieldsOf(last)['text']) ?? textOf(details['status']) ?? '');
}

function fileRead(details: Fields, text: string): string {
  const told = countOf(fieldsOf(details['file'])['numLines']);
  if (told === null && textOf(details['type']) !== null && details['type'] !== 'text') return String(details['type']);
  return counted(told ?? countLines(text), 'line');
}

/** What a search found. */
function matches(details: Fields): string | null {
  const found = countOf(details['numMatches']);
  if (found !== null) return counted(found, 'match', 'matches');
  const lines = countOf(details['numLines']);
  if (lines !== null) return counted(lines, 'line');
  const files = countOf(details['numFiles']);
  return files === null ? null : counted(files, 'file');
}

function summary(text: string): string {
  const [first = oneLine(text)] = firstLines(text, 1);
  const lines = countLines(text);
  return lines > 1 ? oneLine(`${first} (${lines} lines)`) : first;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
