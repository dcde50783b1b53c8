import type { LinesPage } from '../../src/protocol/logPages.ts';
import type { LogLine } from '../../src/protocol/state.ts';

/** Lines kept in the page at most, however many a session has: the others are asked for as somebody comes near them. */
export const HELD = 3_000;

/** The newest lines of a session, and how many there have been. */
export interface LogTail {
  readonly lines: readonly LogLine[];
  readonly count: number;
}

/**
 * The part of a session's log that is in the page: at first its newest lines, then those that follow, and pages of older
 * ones. All of them pass the filter. Where the part does not reach to the newest line, `newer` says where it goes on.
 */
export class HeldLines {
  readonly #passes: (line: LogLine) => boolean;
  #lines: readonly LogLine[] = [];
  #tail: LogTail = { lines: [], count: 0 };
  /** The highest number of a line that was told. */
  #seen = 0;
  /** `before` of the page of older lines; null where there are none. */
  older: number | null = null;
  /** `after` of the page of newer lines; null where the newest line is here. */
  newer: number | null = null;

  constructor(tail: LogTail, passes: (line: LogLine) => boolean) {
    this.#passes = passes;
    this.#restart(tail);
  }

  /** In the order in which they were said. A new array whenever something changed. */
  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  get tail(): LogTail {
    return this.#tail;
  }

  /** Takes in what has come since. `reading`: somebody looks at these lines, so none of them may go. */
  follow(tail: LogTail, reading: boolean): void {
    if (tail === this.#tail) return;
    // A replay that went back shows less than before.
    if (tail.count < this.#tail.count) return this.#restart(tail);
    const fresh = tail.lines.filter(({ seq }) => seq > this.#seen);
    const hasGap = tail.count - this.#tail.count > fresh.length;
    this.#note(tail);
    this.#complete(tail);
    if (this.newer !== null) return;
    if (hasGap && !(reading && this.#lines.length > 0)) return this.#restart(tail);
    if (hasGap) this.newer = this.#lines.at(-1)!.seq;
    else this.#add(fresh.filter(this.#passes), reading);
  }

  /** Back to the newest lines. */
  toNewest(): void {
    if (this.newer !== null) this.#restart(this.#tail);
  }

  takeOlder({ lines, older }: LinesPage): void {
    this.older = older;
    this.#lines = [...this.#unknown(lines), ...this.#lines];
    this.#dropNewest();
  }

  takeNewer(page: LinesPage): void {
    this.#lines = [...this.#lines, ...this.#unknown(page.lines)];
    this.#reach(page);
    this.#dropOldest();
  }

  /** Another part of the log. */
  replace(page: LinesPage): void {
    this.#lines = [];
    this.#lines = this.#unknown(page.lines);
    this.older = page.older;
    this.#reach(page);
  }

  #restart(tail: LogTail): void {
    this.#seen = 0;
    this.#note(tail);
    this.#lines = tail.lines.filter(this.#passes);
    this.older = tail.count > tail.lines.length ? (tail.lines[0]?.seq ?? null) : null;
    this.newer = null;
  }

  #note(tail: LogTail): void {
    this.#tail = tail;
    this.#seen = tail.lines.reduce((most, { seq }) => Math.max(most, seq), this.#seen);
  }

  /** The newest lines that are told are joined where they begin. */
  #reach({ newer, lines }: LinesPage): void {
    const told = new Set(this.#tail.lines.map(({ seq }) => seq));
    const isHere = newer === null || lines.some(({ seq }) => told.has(seq));
    this.newer = isHere ? null : newer;
    if (isHere) this.#add(this.#unknown(this.#tail.lines.filter(this.#passes)), true);
  }

  /** What is not here yet, and was told already: what is newer than that comes by itself. */
  #unknown(lines: readonly LogLine[]): readonly LogLine[] {
    const known = new Set(this.#lines.map(({ seq }) => seq));
    const last = this.#tail.lines.at(-1)?.time ?? Infinity;
    return lines.filter(({ seq, time }) => !known.has(seq) && seq <= this.#seen && time <= last);
  }

  /** Facts may arrive late: a line goes where its time says. Nearly always that is the end. */
  #add(fresh: readonly LogLine[], reading: boolean): void {
    if (fresh.length === 0) return;
    const first = fresh.reduce((least, { time }) => Math.min(least, time), Infinity);
    let from = this.#lines.length;
    while (from > 0 && this.#lines[from - 1]!.time > first) from--;
    const moved = [...this.#lines.slice(from), ...fresh].sort((a, b) => a.time - b.time);
    this.#lines = [...this.#lines.slice(0, from), ...moved];
    if (reading) this.#dropNewest();
    else this.#dropOldest();
  }

  /** A line of a tool is completed when the tool comes back. */
  #complete(tail: LogTail): void {
    if (!this.#lines.some(isOut)) return;
    const told = new Map(tail.lines.filter(({ tool }) => tool !== undefined).map((line) => [line.seq, line]));
    const isChanged = (line: LogLine): boolean => isOut(line) && (told.get(line.seq) ?? line) !== line;
    if (!this.#lines.some(isChanged)) return;
    this.#lines = this.#lines.map((line) => (isChanged(line) ? told.get(line.seq)! : line));
  }

  #dropNewest(): void {
    if (this.#lines.length <= HELD) return;
    this.#lines = this.#lines.slice(0, HELD);
    this.newer = this.#lines.at(-1)!.seq;
  }

  #dropOldest(): void {
    if (this.#lines.length <= HELD) return;
    this.#lines = this.#lines.slice(-HELD);
    this.older = this.#lines[0]!.seq;
  }
}

function isOut({ tool }: LogLine): boolean {
  return tool?.outcome === 'running';
}
