import type { LogLine } from '../../src/protocol/state.ts';
import { rowAt } from './rowWindow.ts';
import type { OpenRow } from './rowWindow.ts';

/** The line at the upper edge of what is seen, and how far it has been scrolled away, pixels. */
export interface Anchor {
  readonly seq: number;
  readonly offset: number;
}

interface Geometry {
  readonly rowHeight: number;
  readonly open: OpenRow | null;
}

/** What stands at the upper edge; null where there are no lines. */
export function anchorAt(lines: readonly LogLine[], top: number, { rowHeight, open }: Geometry): Anchor | null {
  const index = Math.min(lines.length - 1, rowAt(top, rowHeight, open));
  const line = lines[index];
  return line === undefined ? null : { seq: line.seq, offset: top - topOfRow(index, { rowHeight, open }) };
}

/** Pixels above a row. */
export function topOfRow(index: number, { rowHeight, open }: Geometry): number {
  return index * rowHeight + (open !== null && open.index < index ? open.extra : 0);
}

/** How far to scroll so that the line stands where it stood; null where it is not here any more. */
export function topOf(lines: readonly LogLine[], { seq, offset }: Anchor, geometry: Geometry): number | null {
  const index = lines.findIndex((line) => line.seq === seq);
  return index < 0 ? null : topOfRow(index, geometry) + offset;
}
