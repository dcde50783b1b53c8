import { isTalk } from '../../src/protocol/logKinds.ts';
import { recordedLine } from '../../src/protocol/said.ts';
import type { LogLine } from '../../src/protocol/state.ts';

/** What an event became as a line are words of this product; any other line has those of whoever wrote it. */
export function shownText(line: LogLine): string {
  return line.source === 'event' && line.tool === undefined && !isTalk(line) ? recordedLine(line.text) : line.text;
}
