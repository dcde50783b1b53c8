/** Pages of a session's log, in the order in which it happened: filtered, searched, and masked where that is due. */
import type { JournaledEvent } from './events.ts';
import { isChosen } from './logKinds.ts';
import type { LogChoice } from './logKinds.ts';
import { NO_LINE, readLine } from './logIndex.ts';
import { plainText } from './plainText.ts';
import { maskLogLines } from './redaction/sessionFacts.ts';
import type { LogLine } from './state.ts';

/** Lines of one answer at most. */
export const LINES_IN_PAGE = 500;
/** Events looked at together, and events read before others get their turn: some 5 ms. */
const BLOCK = 250;
/** Events whose codes are looked at before others get their turn: some 2 ms. */
const LOOKED_AT_PER_TURN = 25_000;
/** Events read for one answer: a search through more goes on with the next question. */
const READ_AT_MOST = 10_000;
/** A key that begins in a line goes on for no more lines than this. */
const LINES_BEFORE = 120;

export interface LinesQuery extends LogChoice {
  /** Numbers of events. None of them: the newest lines. */
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly around?: number | undefined;
  readonly limit: number;
  /** Text a line has to have, whatever its case; "" for any. */
  readonly text: string;
  /** For those who see no secrets; a search does not find them either. */
  readonly masked: boolean;
}

export interface LinesPage {
  /** Oldest first. */
  readonly lines: readonly LogLine[];
  /** `before` of the page before this one; null where there is none. */
  readonly older: number | null;
  /** `after` of the page behind this one; null where there is none. */
  readonly newer: number | null;
  /** Lines that were looked at. */
  readonly searched: number;
}

/** A session's events in the order in which they happened, by their places from 0 on. */
export interface LineSource {
  readonly total: number;
  /** NO_LINE where the event is none. */
  readonly codeAt: (place: number) => number;
  readonly seqAt: (place: number) => number;
  /** How many had happened with that event. */
  readonly positionOf: (seq: number) => number;
  readonly event: (seq: number) => JournaledEvent | undefined | Promise<JournaledEvent | undefined>;
  /** The number of the event that ended the tool call. */
  readonly endOf: (seq: number) => number | null;
  readonly nextTurn: () => Promise<unknown>;
}

export async function readLines(source: LineSource, query: LinesQuery): Promise<LinesPage> {
  const reading = new Reading(source, query);
  const { before, after, around, limit } = query;
  if (around !== undefined) {
    const middle = Math.max(0, source.positionOf(around) - 1);
    const half = Math.max(1, Math.floor(limit / 2));
    const older = await reading.backward(middle, half);
    const newer = await reading.forward(middle, half);
    return {
      lines: [...older.lines, ...newer.lines],
      older: older.next,
      newer: newer.next,
      searched: reading.searched,
    };
  }
  if (after !== undefined) {
    const from = after === 0 ? 0 : source.positionOf(after);
    const { lines, next } = await reading.forward(from, limit);
    return {
      lines,
      older: from === 0 || from >= source.total ? null : source.seqAt(from),
      newer: next,
      searched: reading.searched,
    };
  }
  const to = before === undefined ? source.total : Math.max(0, source.positionOf(before) - 1);
  const { lines, next } = await reading.backward(to, limit);
  return {
    lines,
    older: next,
    newer: to > 0 && to < source.total ? source.seqAt(to - 1) : null,
    searched: reading.searched,
  };
}

interface Found {
  readonly lines: readonly LogLine[];
  /** Where to go on; null at the end. */
  readonly next: number | null;
}

/** One answer in the making. */
class Reading {
  readonly #source: LineSource;
  readonly #query: LinesQuery;
  readonly #wanted: string;
  #read = 0;
  #turnAt = BLOCK;
  #lookedAt = 0;
  searched = 0;

  constructor(source: LineSource, query: LinesQuery) {
    this.#source = source;
    this.#query = query;
    this.#wanted = query.text.toLowerCase();
  }

  /** The last lines before a place. */
  async backward(to: number, limit: number): Promise<Found> {
    const blocks: (readonly LogLine[])[] = [];
    let [at, count] = [to, 0];
    while (at > 0 && count < limit && this.#read < READ_AT_MOST) {
      const from = Math.max(0, at - BLOCK);
      const lines = await this.#block(from, at);
      blocks.push(lines);
      count += lines.length;
      at = from;
    }
    const lines = blocks.reverse().flat();
    if (lines.length <= limit) return { lines, next: at > 0 ? this.#source.seqAt(at) : null };
    const last = lines.slice(-limit);
    return { lines: last, next: last[0]!.seq };
  }

  /** The first lines from a place on. */
  async forward(from: number, limit: number): Promise<Found> {
    const { total, seqAt } = this.#source;
    const lines: LogLine[] = [];
    let at = from;
    while (at < total && lines.length < limit && this.#read < READ_AT_MOST) {
      const to = Math.min(total, at + BLOCK);
      lines.push(...(await this.#block(at, to)));
      at = to;
    }
    if (lines.length <= limit) return { lines, next: at < total ? seqAt(at - 1) : null };
    const first = lines.slice(0, limit);
    return { lines: first, next: first.at(-1)!.seq };
  }

  async #block(from: number, to: number): Promise<readonly LogLine[]> {
    const { codeAt, nextTurn } = this.#source;
    this.#lookedAt += to - from;
    if (this.#lookedAt >= LOOKED_AT_PER_TURN) {
      this.#lookedAt = 0;
      await nextTurn();
    }
    const lines: LogLine[] = [];
    const chosen = new Set<number>();
    for (let place = from; place < to; place++) {
      const code = codeAt(place);
      if (code === NO_LINE) continue;
      this.searched += 1;
      // Which lines a key goes on in is known only to who has read them all.
      const isWanted = isChosen(code, this.#query);
      if (!isWanted && !this.#query.masked) continue;
      const line = await this.#line(place);
      if (line !== null) lines.push(line);
      if (line !== null && isWanted) chosen.add(line.seq);
    }
    const told = this.#query.masked ? await this.#masked(lines, from) : lines;
    const wanted = told.filter(({ seq }) => chosen.has(seq));
    return this.#wanted === '' ? wanted : wanted.filter((line) => hasText(line, this.#wanted));
  }

  async #masked(lines: readonly LogLine[], from: number): Promise<readonly LogLine[]> {
    const before: string[] = [];
    for (let place = from - 1; place >= 0 && before.length < LINES_BEFORE; place--) {
      const line = this.#source.codeAt(place) === NO_LINE ? null : await this.#line(place);
      if (line !== null) before.unshift(line.text);
    }
    return maskLogLines(lines, before);
  }

  async #line(place: number): Promise<LogLine | null> {
    const { seqAt, endOf, event, nextTurn } = this.#source;
    const seq = seqAt(place);
    const end = endOf(seq);
    this.#read += end === null ? 1 : 2;
    if (this.#read >= this.#turnAt) {
      this.#turnAt = this.#read + BLOCK;
      await nextTurn();
    }
    const found = await event(seq);
    return found === undefined ? null : readLine(found, end === null ? undefined : await event(end));
  }
}

/** Whether a line says this, in its text or in what came of its tool. `wanted`: in lower case. */
export function hasText({ text, tool }: LogLine, wanted: string): boolean {
  return plainText(tool?.result == null ? text : `${text} ${tool.result}`)
    .toLowerCase()
    .includes(wanted);
}
