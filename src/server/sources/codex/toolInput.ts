/** What tools were called with, in a line for people. */
import { oneLine } from '../oneLine.ts';
import { contentTexts, fieldsOf, listOf, parsedFields, textOf, type Fields } from '../values.ts';
import { lastPart } from './texts.ts';

const PATCHED_FILE = /^\*\*\* (?:Update|Add|Delete) File: (.+)$/gm;

/** The files a patch touches; null where it is none. */
export function patchedFiles(patch: string): string | null {
  const files = Array.from(patch.matchAll(PATCHED_FILE), (match) => match[1]!.trim());
  return files.length === 0 ? null : fileNames(files);
}

/** A few names, and how many more. */
export function fileNames(files: readonly string[]): string {
  const named = files.slice(0, 5).map((file) => lastPart(file) ?? file);
  const more = files.length > named.length ? ` and ${files.length - named.length} more` : '';
  return `${named.join(', ')}${more}`;
}

/** A command as a person would type it: the shell that runs it is left out. */
export function shellCommand(value: unknown): string | null {
  if (typeof value === 'string') return textOf(value);
  const parts = listOf(value).filter((part) => typeof part === 'string');
  const [shell, flag, script] = parts;
  if (
    parts.length === 3 &&
    /(?:^|[/\\])(?:ba|z|da|k)?sh(?:\.exe)?$|powershell|pwsh/i.test(shell!) &&
    flag!.startsWith('-')
  ) {
    return textOf(script);
  }
  return textOf(parts.join(' '));
}

/** The command a call runs in the shell; null for other tools. */
export function calledCommand(payload: Fields): string | null {
  const given =
    payload['type'] === 'local_shell_call' ? fieldsOf(payload['action']) : parsedFields(payload['arguments']);
  return shellCommand(given['cmd'] ?? given['command']);
}

/** Fields that say what a call is about, the most telling first. */
const TELLING = ['task_name', 'path', 'file_path', 'query', 'pattern', 'url', 'target', 'message', 'prompt', 'chars'];

/** One line for a call: the command, the patched files, the task. */
export function toolInput(payload: Fields): string | undefined {
  const command = calledCommand(payload);
  if (command !== null) return oneLine(patchedFiles(command) ?? command);
  const source = textOf(payload['input']);
  if (source !== null) return oneLine(patchedFiles(source) ?? source);
  const action = fieldsOf(payload['action']);
  const given = Object.keys(action).length > 0 ? action : parsedFields(payload['arguments']);
  const telling = TELLING.map((name) => textOf(given[name])).find((value) => value !== null);
  if (telling !== undefined) return oneLine(telling);
  const steps = listOf(given['plan']).length;
  if (steps > 0) return steps === 1 ? '1 step' : `${steps} steps`;
  return Object.keys(given).length === 0 ? undefined : oneLine(JSON.stringify(given));
}

/** What a sub-agent is asked to do; null where it is not told, or only encrypted. */
export function agentTask(given: Fields): string | null {
  const message = textOf(given['message']) ?? textOf(given['prompt']) ?? textOf(contentTexts(given['items']).join(''));
  if (message !== null && /\s/.test(message.trim())) return oneLine(message);
  return textOf(given['task_name']);
}
