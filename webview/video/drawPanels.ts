import { totalTokens } from '../../src/protocol/events.ts';
import { formatExact, formatPercent, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { contextLevel, taskDoing } from '../../src/protocol/selectors.ts';
import type { Cost, LogLine } from '../../src/protocol/state.ts';
import { formatTime } from '../clock.ts';
import { shownText } from '../log/shownText.ts';
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
  pen.panel(box, t('Context window'), tokens === null ? '' : t`${formatTokens(tokens)} tokens`);
  const percent = context?.percent ?? null;
  const level = percent === null ? 'ok' : contextLevel(percent);
  const colour = { ok: palette.good, warning: palette.warning, critical: palette.bad }[level];
  const words = percent === null ? t('unknown') : formatPercent(percent);
  pen.write(words, box.x + 16, box.y + 72, { size: 28, weight: 700 });
  const bar = { x: box.x + 130, y: box.y + 54, width: box.width - 146, height: 14 };
  pen.box(bar, palette.line, 7);
  if (percent !== null) pen.box({ ...bar, width: (bar.width * percent) / 100 }, colour, 7);
}

export function drawTasks(pen: Pen, box: Box, { state, now }: Scene): void {
  const { palette } = pen;
  const { tasks } = state;
  const total = tasks === null ? 0 : tasks.completed.length + tasks.remaining.length;
  const done = tasks === null ? '' : t`${formatExact(tasks.completed.length)} of ${formatExact(total)}`;
  pen.panel(box, t('Tasks'), done);
  if (tasks === null) {
    pen.write(t('No task list so far.'), box.x + 16, box.y + 58, { colour: palette.quiet });
    return;
  }
  const bar = { x: box.x + 16, y: box.y + 40, width: box.width - 32, height: 8 };
  pen.box(bar, palette.line, 4);
  pen.box({ ...bar, width: total === 0 ? 0 : (bar.width * tasks.completed.length) / total }, palette.good, 4);
  const rows = Math.floor((box.height - 66) / ROW);
  const doing = taskDoing(state, now);
  const todo = tasks.remaining.slice(0, Math.max(rows - 3, rows - tasks.completed.length));
  const finished = tasks.completed.slice(tasks.completed.length - Math.min(tasks.completed.length, rows - todo.length));
  const listed = [...finished.map((name) => ({ name, is: 'done' })), ...todo.map((name) => ({ name, is: 'todo' }))];
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
  const errors = t('Errors');
  // Each with the part of the width that it needs.
  const numbers: readonly (readonly [name: string, value: string, part: number])[] = [
    [t('Cost'), costWords(state.cost), 0.28],
    [t('Tokens'), state.calls === 0 ? t('unknown') : formatTokens(totalTokens(state.tokens)), 0.32],
    [t('Iteration'), state.iteration === 0 ? '–' : formatExact(state.iteration), 0.22],
    [errors, formatExact(state.errorCount), 0.18],
  ];
  pen.panel(box, t('So far'));
  let x = box.x + 16;
  for (const [name, value, part] of numbers) {
    const width = (box.width - 32) * part;
    const isBad = name === errors && state.errorCount > 0;
    const colour = isBad ? palette.bad : palette.text;
    pen.write(value, x, box.y + 68, { size: 18, weight: 700, colour, width: width - 6 });
    pen.write(name, x, box.y + 92, { size: 14, colour: palette.quiet });
    x += width;
  }
}

/** The plus stands for tokens without a price: their count has no room here. */
function costWords({ usd, unpricedTokens }: Cost): string {
  if (usd === null) return unpricedTokens > 0 ? t('unpriced') : '–';
  return unpricedTokens > 0 ? `${formatUsd(usd)} +` : formatUsd(usd);
}

export function drawLog(pen: Pen, box: Box, { state }: Scene): void {
  const rows = Math.floor((box.height - 48) / ROW);
  pen.panel(box, t('Log'), state.logCount === 0 ? '' : t`${formatExact(state.logCount)} lines`);
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
  pen.write(oneLine(shownText(line).slice(0, LONGEST)), x + 16 + time + 14, y, {
    size: 15,
    mono: true,
    colour,
    width: width - time - 46,
  });
}
