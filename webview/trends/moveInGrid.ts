const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

/** The arrow keys go from cell to cell of a grid, and Tab past it. Where it is drawn on its side, they go as it looks. */
export function moveInGrid(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const cell = (event.target as HTMLElement).closest<HTMLElement>('[role="gridcell"]');
  if (step === undefined || cell === null) return;
  event.preventDefault();
  const grid = event.currentTarget as HTMLElement;
  const onItsSide = getComputedStyle(grid).getPropertyValue('--on-its-side').trim() === 'yes';
  const rows = [...grid.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll<HTMLElement>('[role="gridcell"]')]); // prettier-ignore
  const row = rows.findIndex((cells) => cells.includes(cell));
  const [down, right] = onItsSide ? [step[1], step[0]] : step;
  const cells = rows[within(row + down, rows.length)]!;
  const next = cells[within(rows[row]!.indexOf(cell) + right, cells.length)]!;
  cell.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function within(place: number, length: number): number {
  return Math.min(length - 1, Math.max(0, place));
}
