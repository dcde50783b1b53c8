import { totalTokens } from '../../src/protocol/events.ts';
import { formatPercent, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { contextLevel, taskDoing } from '../../src/protocol/selectors.ts';
import type { Cost, LogLine } from '../../src/protocol/state.ts';
import { formatTime } from '../clock.ts';
import { exactNumber } from '../exactNumber.ts';
import { severityOf } from '../../src/protocol/logKinds.ts';
import type { Box, Pen } from './pen.ts';
import { oneLine } from './scene.ts';
import type { Scene } from './scene.ts';

const ROW = 24;
/** Characters of a line that are looked at; fewer have room. */
const LONGEST = 400;

export function drawContext(pen: Pen, box: Box, { state: { context } }: Scene): void {
  const { palette } = pen;
  const tokens = context?.tokens ?? null;
  pen.panel(box, 'Context window', tokens === null ? '' : `${formatTokens(tokens)} tokens`);
  const percent = context?.percent ?? null;
  const level = percent === null ? 'ok' : contextLevel(percent);
  const colour = { ok: palette.good, warning: palette.warning, critical: palette.bad }[level];
  const words = percent === null ? 'unknown' : formatPercent(percent);
  pen.write(words, box.x + 16, box.y + 72, { size: 28, weight: 700 });
  const bar = { x: box.x + 130, y: box.y + 54, width: box.width - 146, height: 14 };
  pen.box(bar, palette.line, 7);
  if (percent !== null) pen.box({ ...bar, width: (bar.width * percent) / 100 }, colour, 7);
}

export function drawTasks(pen: Pen, box: Box, { state, now }: Scene): void {
  const { palette } = pen;
  const { tasks } = state;
  const total = tasks === null ? 0 : tasks.completed.length + tasks.remaining.length;
  pen.panel(box, 'Tasks', tasks === null ? '' : `${exactNumber(tasks.completed.length)} of ${exactNumber(total)}`);
  if (tasks === null) {
    pen.write('No task list so far.', box.x + 16, box.y + 58, { colour: palette.quiet });
    return;
  }
  const bar = { x: box.x + 16, y: box.y + 40, width: box.width - 32, height: 8 };
  pen.box(bar, palette.line, 4);
  pen.box({ ...bar, width: total === 0 ? 0 : (bar.width * tasks.completed.length) / total }, palette.good, 4);
  const rows = Math.floor((box.height - 66) / ROW);
  const doing = taskDoing(state, now);
  const todo = tasks.remaining.slice(0, Math.max(rows - 3, rows - tasks.completed.length));
  const done = tasks.completed.slice(tasks.completed.length - Math.min(tasks.completed.length, rows - todo.length));
  const listed = [...done.map((name) => ({ name, is: 'done' })), ...todo.map((name) => ({ name, is: 'todo' }))];
  listed.forEach(({ name, is }, index) => {
    const y = box.y + 76 + index * ROW;
    const isDoing = is === 'todo' && name === doing;
    const colour = is === 'done' ? palette.good : isDoing ? palette.accent : palette.quiet;
    pen.dot(box.x + 23, y - 5, 5, colour, is === 'done' || isDoing);
    const writing = { colour: is === 'done' ? palette.quiet : palette.text, weight: isDoing ? 600 : 400 } as const;
    pen.write(oneLine(name), box.x + 40, y, { ...writing, width: box.width - 56 });
  });
}

export function drawNumbers(pen: Pen, box: Box, { state }: Scene): void {
  const { palette } = pen;
  // Each with the part of the width that it needs.
  const numbers: readonly (readonly [name: string, value: string, part: number])[] = [
    ['Cost', costWords(state.cost), 0.28],
    ['Tokens', state.calls === 0 ? 'unknown' : formatTokens(totalTokens(state.tokens)), 0.32],
    ['Iteration', state.iteration === 0 ? '–' : exactNumber(state.iteration), 0.22],
    ['Errors', exactNumber(state.errorCount), 0.18],
  ];
  pen.panel(box, 'So far');
  let x = box.x + 16;
  for (const [name, value, part] of numbers) {
    const width = (box.width - 32) * part;
    const isBad = name === 'Errors' && state.errorCount > 0;
    const colour = isBad ? palette.bad : palette.text;
    pen.write(value, x, box.y + 68, { size: 18, weight: 700, colour, width: width - 6 });
    pen.write(name, x, box.y + 92, { size: 14, colour: palette.quiet });
    x += width;
  }
}

/** The plus stands for tokens without a price: their count has no room here. */
function costWords({ usd, unpricedTokens }: Cost): string {
  if (usd === null) return unpricedTokens > 0 ? 'unpriced' : '–';
  return unpricedTokens > 0 ? `${formatUsd(usd)} +` : formatUsd(usd);
}

export function drawLog(pen: Pen, box: Box, { state }: Scene): void {
  const rows = Math.floor((box.height - 48) / ROW);
  pen.panel(box, 'Log', state.logCount === 0 ? '' : `${exactNumber(state.logCount)} lines`);
  state.logs.slice(-rows).forEach((line, index) => drawLine(pen, box, line, box.y + 58 + index * ROW));
}

function drawLine(pen: Pen, { x, width }: Box, line: LogLine, y: number): void {
  const { palette } = pen;
  const failed = line.tool?.outcome === 'error';
  const severity = failed ? 'error' : severityOf(line.level);
  const colours: Readonly<Record<string, string>> = {
    error: palette.bad,
    warning: palette.warning,
    debug: palette.quiet,
  };
  const colour = colours[severity] ?? palette.text;
  const time = pen.write(formatTime(line.time), x + 16, y, { size: 14, mono: true, colour: palette.quiet });
  pen.write(oneLine(line.text.slice(0, LONGEST)), x + 16 + time + 14, y, {
    size: 15,
    mono: true,
    colour,
    width: width - time - 46,
  });
}
