import { inEnglish } from '../../../protocol/language.ts';
import type { LogLine, SessionState } from '../../../protocol/state.ts';
import { nameOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** Tools that change a file each time, although they are asked in the same words. */
const CHANGES_FILES = /edit|write|patch/i;
/** How the log tells of a task that is done. */
const TASK = 'Task completed: ';

/** The same command with the same result, or the same task, again and again: effort without progress. */
export const looping: Rule = {
  name: 'looping',
  looksAt: ['logs'],
  holding: (state, _now, settings) => {
    const { repeats } = settings.looping;
    if (!settings.looping.enabled) return [];
    const { line, count } = mostRepeated(state, repeats);
    if (line === null || count < repeats) return [];
    const text = inEnglish`${count} times, with the same result: ${line.text}`;
    const title = inEnglish`${nameOf(state)} repeats itself`;
    const at = state.activity?.at ?? line.time;
    return [
      { condition: 'looping', rule: 'looping', severity: 'problem', title, text, at, value: count, threshold: repeats },
    ];
  },
  isOver: (_held, state, _now, { looping: { repeats } }) => mostRepeated(state, repeats).count <= repeats / 2,
};

/** What makes up most of the newest things done, twice as many as it takes to be told of. */
function mostRepeated(
  { logs }: SessionState,
  repeats: number,
): { readonly line: LogLine | null; readonly count: number } {
  const seen = new Map<string, number>();
  let most: { line: LogLine | null; count: number } = { line: null, count: 0 };
  let looked = 0;
  for (let index = logs.length - 1; index >= 0 && looked < repeats * 2; index--) {
    const line = logs[index]!;
    const mark = markOf(line);
    if (mark === null) continue;
    looked += 1;
    const count = (seen.get(mark) ?? 0) + 1;
    seen.set(mark, count);
    if (count > most.count) most = { line: most.line !== null && markOf(most.line) === mark ? most.line : line, count };
  }
  return most;
}

/** The same for what is the same thing done; null for what is not something done. */
function markOf({ text, tool, agent, source }: LogLine): string | null {
  if (tool === undefined) return source === 'event' && text.startsWith(TASK) ? text : null;
  if (tool.outcome === 'running' || CHANGES_FILES.test(tool.name)) return null;
  return [agent, text, tool.outcome, tool.result].join('\0');
}
