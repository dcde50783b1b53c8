/** What a user line is: tool results, a prompt, or one of the many things the program writes in the person's name. */
import { contentTexts, countOf, fieldsOf, listOf, textOf, type Fields } from '../values.ts';
import { isNotice } from './subagents.ts';

const HEAD_LENGTH = 2_000;

export interface UserLine {
  readonly results: boolean;
  /** What the person gave up, in the program's words. */
  readonly interruption: string | null;
  /** What a person or a program asked for. */
  readonly prompt: string | null;
  /** Word of something in the background that is over. */
  readonly notice: string | null;
}

/** Commands that the program does by itself, what they print, and reminders to the model. */
const LOCAL =
  /^\s*<(?:local-command-[a-z]+|command-name|bash-input|bash-stdout|bash-stderr|user-memory-input|system-reminder)>/;
const ADDED = /^\s*<(?:system-reminder|ide_[a-z_]+)>/;
const INTERRUPTION = /^\s*\[(Request interrupted by user[^\]]*)\]/;

export function userLine(fields: Fields): UserLine {
  const content = fieldsOf(fields['message'])['content'];
  const results = listOf(content).some((block) => fieldsOf(block)['type'] === 'tool_result');
  const text = promptText(content);
  const head = text.slice(0, HEAD_LENGTH);
  const interruption = INTERRUPTION.exec(head)?.[1] ?? null;
  const none = { results, interruption, prompt: null, notice: null };
  const injected =
    fields['isMeta'] === true || fields['isCompactSummary'] === true || fields['isVisibleInTranscriptOnly'] === true;
  if (results || interruption !== null || injected || text.trim() === '') return none;
  const fromBackground = fieldsOf(fields['origin'])['kind'] === 'task-notification';
  if (fromBackground || isNotice(head)) return { ...none, notice: text };
  if (LOCAL.test(head) && !isTurn(fields)) return none;
  return { ...none, prompt: commandOf(head) ?? text };
}

/** The number of the turn, where the line tells it. */
export function turnIndex(fields: Fields): number | null {
  const index = countOf(fieldsOf(fields['turnPosition'])['turnIndex']);
  return index === null || index === 0 ? null : index;
}

/** The text a person wrote, without what the program put beside it. */
export function promptText(content: unknown): string {
  if (typeof content === 'string') return content;
  const texts = contentTexts(content).filter((text) => !ADDED.test(text));
  if (texts.length > 0) return texts.join('\n');
  return listOf(content).some((block) => fieldsOf(block)['type'] === 'image') ? '[image]' : '';
}

function isTurn(fields: Fields): boolean {
  return turnIndex(fields) !== null || textOf(fields['promptSource']) !== null || textOf(fields['turnOrigin']) !== null;
}

/** A command that becomes a prompt, as it was typed: "/review 42". */
function commandOf(head: string): string | null {
  if (!/^\s*<command-(?:message|name)>/.test(head)) return null;
  const read = (tag: string): string => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(head)?.[1]?.trim() ?? '';
  const command = `${read('command-name')} ${read('command-args')}`.trim();
  return command === '' ? null : command;
}
