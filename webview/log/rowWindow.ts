/** Rows drawn beyond both edges of what is seen. */
const MARGIN_ROWS = 12;

export interface Scroller {
  /** Pixels scrolled away above. */
  readonly top: number;
  /** Pixels seen. */
  readonly height: number;
  readonly rowHeight: number;
}

/** One row that is higher than the others, by `extra` pixels. */
export interface OpenRow {
  readonly index: number;
  readonly extra: number;
}

export interface RowWindow {
  readonly from: number;
  /** Behind the last row drawn. */
  readonly to: number;
  /** Pixels that stand for the rows not drawn. */
  readonly above: number;
  readonly below: number;
}

/** Which of `count` rows of one height have to be in the page. */
export function rowWindow(count: number, scroller: Scroller, open: OpenRow | null): RowWindow {
  const { rowHeight } = scroller;
  const atTop = rowAt(scroller.top, rowHeight, open);
  const first = Math.max(0, Math.min(atTop, count - Math.ceil(scroller.height / rowHeight)));
  const from = Math.max(0, first - MARGIN_ROWS);
  const to = Math.min(count, first + Math.ceil(scroller.height / rowHeight) + MARGIN_ROWS);
  const extraAbove = open !== null && open.index < from ? open.extra : 0;
  const extraBelow = open !== null && open.index >= to ? open.extra : 0;
  return { from, to, above: from * rowHeight + extraAbove, below: (count - to) * rowHeight + extraBelow };
}

/** The row at so many pixels from the first one's upper edge. */
export function rowAt(top: number, rowHeight: number, open: OpenRow | null): number {
  if (open === null || top < open.index * rowHeight) return Math.floor(top / rowHeight);
  return Math.max(open.index, Math.floor((top - open.extra) / rowHeight));
}
