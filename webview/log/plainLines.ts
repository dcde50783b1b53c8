import type { LogLine } from '../../src/protocol/state.ts';
import { formatTime } from '../clock.ts';
import { plainText } from './ansi.ts';

/** A line as plain text, whole and without the terminal's escapes: "02:14:08 error out of disk space". */
export function lineAsText({ time, level, text, tool }: LogLine): string {
  const word = tool === undefined ? plainText(level) : tool.outcome;
  const result = tool?.result == null ? '' : ` → ${plainText(tool.result)}`;
  return `${formatTime(time)} ${word} ${plainText(text)}${result}`;
}

/**
 * What is selected in the log as plain text, where it is more than a part of one line; null leaves copying to the browser.
 * `lines`: all that are in the page.
 */
export function selectedLines(log: HTMLElement, lines: readonly LogLine[]): string | null {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed) return null;
  const rows = [...log.querySelectorAll<HTMLElement>('.log-row')].filter((row) => selection.containsNode(row, true));
  if (rows.length < 2) return null;
  const seqs = new Set(rows.map(({ dataset }) => Number(dataset['seq'])));
  return lines
    .filter(({ seq }) => seqs.has(seq))
    .map(lineAsText)
    .join('\n');
}
