/** How the lines of a log are told apart: how bad a line is, and what kind of thing it tells. */

export const LOG_LEVELS = ['error', 'warning', 'info', 'debug'] as const;
export const LOG_KINDS = ['message', 'tool', 'event', 'output'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
/** What a person and the agent say to each other, tool calls, what happened to the session, and what programs print. */
export type LogKind = (typeof LOG_KINDS)[number];

/** How many lines there are of each level and kind, by their codes. */
export type LogCounts = readonly number[];

export const NO_LINES: LogCounts = Array.from({ length: LOG_LEVELS.length * LOG_KINDS.length }, () => 0);

/** Which lines are wanted; of what is empty, any. */
export interface LogChoice {
  readonly levels: readonly LogLevel[];
  readonly kinds: readonly LogKind[];
}

/** What is asked of a line: a `LogLine`, or what is known before there is one. */
interface Told {
  readonly level: string;
  readonly source: string;
  readonly tool?: { readonly outcome: string };
}

/** Programs name levels as they like; these four are told apart. */
export function severityOf(level: string): LogLevel {
  if (/^(err|crit|fatal|alert|emerg)/i.test(level)) return 'error';
  if (/^warn/i.test(level)) return 'warning';
  return /^(debug|trace|verbose)/i.test(level) ? 'debug' : 'info';
}

/** True for what a person and the agent say to each other. */
export function isTalk({ level }: Pick<Told, 'level'>): boolean {
  return level === 'user' || level === 'assistant';
}

export function levelOf({ level, tool }: Told): LogLevel {
  return tool?.outcome === 'error' ? 'error' : severityOf(level);
}

export function kindOf(line: Told): LogKind {
  if (line.tool !== undefined) return 'tool';
  if (isTalk(line)) return 'message';
  return line.source === 'event' ? 'event' : 'output';
}

/** One number for level and kind. */
export function codeOf(line: Told): number {
  return codeFor(levelOf(line), kindOf(line));
}

export function codeFor(level: LogLevel, kind: LogKind): number {
  return LOG_LEVELS.indexOf(level) * LOG_KINDS.length + LOG_KINDS.indexOf(kind);
}

export function isChosen(code: number, { levels, kinds }: LogChoice): boolean {
  const level = LOG_LEVELS[Math.floor(code / LOG_KINDS.length)]!;
  const kind = LOG_KINDS[code % LOG_KINDS.length]!;
  return (levels.length === 0 || levels.includes(level)) && (kinds.length === 0 || kinds.includes(kind));
}

/** How many lines are wanted. */
export function countChosen(counts: LogCounts, choice: LogChoice): number {
  return counts.reduce((sum, count, code) => (isChosen(code, choice) ? sum + count : sum), 0);
}

/** The counts with one line more of this code, or one less. */
export function counted(counts: LogCounts, code: number, by: 1 | -1 = 1): LogCounts {
  return counts.map((count, each) => (each === code ? count + by : count));
}
