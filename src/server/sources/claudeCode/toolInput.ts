/** What a tool is called with, as one line: the command, the file, the pattern. */
import { oneLine } from '../oneLine.ts';
import { fieldsOf, listOf, textOf, type Fields } from '../values.ts';

/** The tools that hand work to a sub-agent. */
export const AGENT_TOOLS: ReadonlySet<string> = new Set(['Agent', 'Task']);

/** The fields of a tool's input that say most, the best first. */
const TELLING: ReadonlyMap<string, readonly string[]> = new Map([
  ['Bash', ['command']],
  ['Read', ['file_path']],
  ['Edit', ['file_path']],
  ['MultiEdit', ['file_path']],
  ['Write', ['file_path']],
  ['NotebookEdit', ['notebook_path']],
  ['Grep', ['pattern']],
  ['Glob', ['pattern']],
  ['LS', ['path']],
  ['WebFetch', ['url']],
  ['WebSearch', ['query']],
  ['TaskCreate', ['subject']],
  ['ExitPlanMode', ['plan']],
  ['Skill', ['skill', 'command']],
]);

const PATHS: ReadonlySet<string> = new Set(['file_path', 'notebook_path', 'path']);

/** `folder` is where the agent works: paths below it are told from there. */
export function toolInput(tool: string, input: Fields, folder: string | null): string | null {
  const line = special(tool, input, folder) ?? telling(tool, input, folder);
  return line === null || line.trim() === '' ? null : oneLine(line);
}

function special(tool: string, input: Fields, folder: string | null): string | null {
  const field = (name: string): string | null => textOf(input[name]);
  if (AGENT_TOOLS.has(tool)) return join(': ', field('subagent_type'), field('description') ?? field('prompt'));
  switch (tool) {
    case 'Grep':
    case 'Glob':
      return join(' in ', field('pattern'), below(field('path'), folder) ?? field('glob'));
    case 'TaskUpdate':
      return join(' ', `#${field('taskId') ?? '?'}`, field('status') ?? field('subject'));
    case 'TodoWrite':
      return `${listOf(input['todos']).length} tasks`;
    case 'AskUserQuestion':
      return textOf(fieldsOf(listOf(input['questions'])[0])['question']);
    default:
      return null;
  }
}

/** The field that says most of a known tool; of any other the first text it is called with. */
function telling(tool: string, input: Fields, folder: string | null): string | null {
  const names = TELLING.get(tool) ?? Object.keys(input);
  const name = names.find((each) => textOf(input[each]) !== null);
  if (name === undefined) return null;
  const text = textOf(input[name]);
  return PATHS.has(name) ? below(text, folder) : text;
}

function below(path: string | null, folder: string | null): string | null {
  if (path === null || folder === null || !path.startsWith(folder)) return path;
  const rest = path.slice(folder.length);
  return /^[/\\]./.test(rest) ? rest.slice(1) : path;
}

function join(between: string, ...parts: readonly (string | null)[]): string | null {
  const told = parts.filter((part) => part !== null && part !== '');
  return told.length === 0 ? null : told.join(between);
}
