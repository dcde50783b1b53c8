import { t } from '../../src/protocol/language.ts';
import { codeOf, isChosen } from '../../src/protocol/logKinds.ts';
import type { LogChoice, LogKind, LogLevel } from '../../src/protocol/logKinds.ts';
import type { LogLine } from '../../src/protocol/state.ts';

/** Which lines are shown; of what is empty, any. */
export type LogFilter = LogChoice;

export const EVERY_LINE: LogFilter = { levels: [], kinds: [] };

/** What a person presses to see only such lines. */
export function levelWord(level: LogLevel): string {
  switch (level) {
    case 'error':
      return t('Errors');
    case 'warning':
      return t('Warnings');
    case 'info':
      return t('Info');
    case 'debug':
      return t('Debug');
  }
}

export function kindWord(kind: LogKind): string {
  switch (kind) {
    case 'message':
      return t('Messages');
    case 'tool':
      return t('Tools');
    case 'event':
      return t('Events');
    case 'output':
      return t('Output');
  }
}

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
  const level = listed(levels.map(levelInLine));
  const kind = listed(kinds.map(kindInLine));
  return level !== '' && kind !== '' ? t`${level} among ${kind}` : level + kind;
}

/** The same words in the middle of a sentence. */
function levelInLine(level: LogLevel): string {
  switch (level) {
    case 'error':
      return t('errors');
    case 'warning':
      return t('warnings');
    case 'info':
      return t('info');
    case 'debug':
      return t('debug');
  }
}

function kindInLine(kind: LogKind): string {
  switch (kind) {
    case 'message':
      return t('messages');
    case 'tool':
      return t('tools');
    case 'event':
      return t('events');
    case 'output':
      return t('output');
  }
}

/** The same as a question to the server says it. */
export function filterQuery({ levels, kinds }: LogFilter): { readonly levels?: string; readonly kinds?: string } {
  return {
    ...(levels.length > 0 && { levels: levels.join(',') }),
    ...(kinds.length > 0 && { kinds: kinds.join(',') }),
  };
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : t`${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}
