import { codeOf, isChosen } from '../../src/protocol/logKinds.ts';
import type { LogChoice, LogKind, LogLevel } from '../../src/protocol/logKinds.ts';
import type { LogLine } from '../../src/protocol/state.ts';

/** Which lines are shown; of what is empty, any. */
export type LogFilter = LogChoice;

export const EVERY_LINE: LogFilter = { levels: [], kinds: [] };

/** What a person presses to see only such lines. */
export const LEVEL_WORDS: Readonly<Record<LogLevel, string>> = {
  error: 'Errors',
  warning: 'Warnings',
  info: 'Info',
  debug: 'Debug',
};
export const KIND_WORDS: Readonly<Record<LogKind, string>> = {
  message: 'Messages',
  tool: 'Tools',
  event: 'Events',
  output: 'Output',
};

export function isFiltering({ levels, kinds }: LogFilter): boolean {
  return levels.length > 0 || kinds.length > 0;
}

export function passes(line: LogLine, filter: LogFilter): boolean {
  return isChosen(codeOf(line), filter);
}

/** The same filter with one level or kind more, or without it where it was chosen. */
export function toggled<T>(chosen: readonly T[], one: T): readonly T[] {
  return chosen.includes(one) ? chosen.filter((each) => each !== one) : [...chosen, one];
}

/** "errors and warnings among tools": what is shown, in words. */
export function filterWords({ levels, kinds }: LogFilter): string {
  const level = listed(levels.map((each) => LEVEL_WORDS[each]));
  const kind = listed(kinds.map((each) => KIND_WORDS[each]));
  return (level !== '' && kind !== '' ? `${level} among ${kind}` : level + kind).toLowerCase();
}

/** The same as a question to the server says it. */
export function filterQuery({ levels, kinds }: LogFilter): { readonly levels?: string; readonly kinds?: string } {
  return {
    ...(levels.length > 0 && { levels: levels.join(',') }),
    ...(kinds.length > 0 && { kinds: kinds.join(',') }),
  };
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
