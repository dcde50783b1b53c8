import type { LogLine } from '../../src/protocol/state.ts';
import { plainText } from './ansi.ts';

export const LEVEL_FILTERS = {
  all: 'All lines',
  warnings: 'Warnings and errors',
  errors: 'Errors',
  talk: 'Prompts and answers',
  tools: 'Tool calls',
  events: 'Events only',
} as const;

export type LevelFilter = keyof typeof LEVEL_FILTERS;
export type Severity = 'error' | 'warning' | 'info' | 'debug';

export interface LogFilter {
  readonly level: LevelFilter;
  /** Text a line must contain, whatever its case; "" for any. */
  readonly text: string;
}

/** Programs name levels as they like; these four are told apart. */
export function severityOf(level: string): Severity {
  if (/^(err|crit|fatal|alert|emerg)/i.test(level)) return 'error';
  if (/^warn/i.test(level)) return 'warning';
  return /^(debug|trace|verbose)/i.test(level) ? 'debug' : 'info';
}

/** True for what a person and the agent say to each other. */
export function isTalk({ level }: LogLine): boolean {
  return level === 'user' || level === 'assistant';
}

export function filterLines(lines: readonly LogLine[], filter: LogFilter): readonly LogLine[] {
  const wanted = filter.text.trim().toLowerCase();
  if (wanted === '' && filter.level === 'all') return lines;
  return lines.filter((line) => passes(line, filter.level) && (wanted === '' || wordsOf(line).includes(wanted)));
}

function wordsOf({ text, tool }: LogLine): string {
  return plainText(`${text} ${tool?.result ?? ''}`).toLowerCase();
}

function passes(line: LogLine, level: LevelFilter): boolean {
  const severity = line.tool?.outcome === 'error' ? 'error' : severityOf(line.level);
  switch (level) {
    case 'all':
      return true;
    case 'warnings':
      return severity === 'error' || severity === 'warning';
    case 'errors':
      return severity === 'error';
    case 'talk':
      return isTalk(line);
    case 'tools':
      return line.tool !== undefined;
    case 'events':
      return line.source === 'event' && line.tool === undefined;
  }
}
