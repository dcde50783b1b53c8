import { count } from '../../src/protocol/count.ts';
import { formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { hasText } from '../../src/protocol/logPages.ts';
import type { LinesPage } from '../../src/protocol/logPages.ts';
import { said } from '../../src/protocol/said.ts';
import type { LogLine } from '../../src/protocol/state.ts';
import type { Ask } from '../transports/host.ts';
import type { LogTail } from './heldLines.ts';
import { filterQuery, isFiltering, passes } from './logFilter.ts';
import type { LogFilter } from './logFilter.ts';

/** How long typing rests before the server is asked, ms. */
const REST_MS = 250;
/** Hits that are kept; whoever has more looks for something else. */
const HITS_KEPT = 10_000;
const PAGE = 500;

interface Hit {
  readonly seq: number;
  readonly time: number;
}

/** Where the lines are that are searched. */
export interface SearchedLog {
  readonly session: string;
  readonly ask: Ask;
  readonly tail: LogTail;
  readonly filter: LogFilter;
}

/**
 * The search through all lines of a session: the newest ones here, those before them by the server, page after page, the
 * newest first. What comes while it goes on is searched as it comes.
 */
export class LogSearch {
  readonly #log: () => SearchedLog;
  readonly #changed: () => void;
  #text = '';
  /** Oldest first. */
  #hits: readonly Hit[] = [];
  #seen = 0;
  #count = 0;
  #searched = 0;
  #current: number | null = null;
  #problem: string | null = null;
  #done = true;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts searches: an answer to an earlier one is no longer wanted. */
  #search = 0;

  constructor(log: () => SearchedLog, changed: () => void) {
    this.#log = log;
    this.#changed = changed;
  }

  /** As it was typed. */
  get text(): string {
    return this.#text;
  }

  /** As lines are held against it; "" while nothing is searched for. */
  get wanted(): string {
    return this.#text.trim().toLowerCase();
  }

  get hits(): number {
    return this.#hits.length;
  }

  /** The number of the line that the person went to. */
  get current(): number | null {
    return this.#current;
  }

  get problem(): string | null {
    return this.#problem;
  }

  type(text: string): void {
    this.#text = text;
    this.restart();
  }

  /** Searches anew: for something else, or among others. */
  restart(): void {
    const search = ++this.#search;
    clearTimeout(this.#timer);
    this.#hits = [];
    this.#current = null;
    this.#problem = null;
    this.#done = true;
    const { tail } = this.#log();
    this.#note(tail);
    this.#searched = tail.lines.length;
    if (this.wanted !== '') {
      this.#hits = this.#matching(tail.lines);
      const [first] = tail.lines;
      this.#done = first === undefined || tail.count <= tail.lines.length;
      if (!this.#done) this.#timer = setTimeout(() => void this.#goOn(search, first!.seq), REST_MS);
    }
    this.#changed();
  }

  /** Takes in what has come since. */
  follow(tail: LogTail): void {
    const fresh = tail.lines.filter(({ seq }) => seq > this.#seen);
    const isOther = tail.count < this.#count || tail.count - this.#count > fresh.length;
    this.#searched += fresh.length;
    this.#note(tail);
    if (this.wanted === '') return;
    // Between what was searched and what is here are lines that nobody searched.
    if (isOther) return this.restart();
    const found = this.#matching(fresh);
    if (found.length > 0) this.#hits = [...this.#hits, ...found].sort((a, b) => a.time - b.time).slice(-HITS_KEPT);
  }

  /** The number of the next hit, or of the one before; from a line on, where none was gone to yet. */
  step(by: 1 | -1, from: Hit | undefined): number | null {
    const hits = this.#hits;
    const at = hits.findIndex(({ seq }) => seq === this.#current);
    const seen = hits.findLastIndex(({ time }) => from === undefined || time <= from.time);
    const next = at < 0 ? Math.max(0, seen) : (at + by + hits.length) % hits.length;
    this.#current = hits[next]?.seq ?? null;
    this.#changed();
    return this.#current;
  }

  /** "3 of 12" */
  get countWords(): string {
    if (this.wanted === '') return '';
    const at = this.#hits.findIndex(({ seq }) => seq === this.#current);
    const hits = formatExact(this.#hits.length);
    const all = this.#isFull ? t`${hits} or more` : hits;
    return at < 0 ? all : t`${formatExact(at + 1)} of ${all}`;
  }

  /** What was searched, as a sentence. */
  get words(): string {
    if (this.wanted === '') return '';
    const { filter, tail } = this.#log();
    const found = this.#foundWords;
    if (this.#problem !== null) return t`${found} so far. The search stopped: ${said(this.#problem)}`;
    if (this.#isFull) return t`${found}, or more: the oldest were not searched.`;
    if (this.#done)
      return isFiltering(filter)
        ? t`${found}. All lines that the filter shows were searched.`
        : t`${found}. All lines were searched.`;
    const searched = formatExact(Math.min(this.#searched, tail.count));
    return t`${found} so far. Searching: ${searched} of ${formatExact(tail.count)} lines, from the newest back…`;
  }

  get #foundWords(): string {
    const text = this.#text.trim();
    const { length } = this.#hits;
    if (length === 0) return t`No lines say “${text}”`;
    return count(length, { one: t('1 line says “{1}”'), other: t('{0} lines say “{1}”') }, text);
  }

  get #isFull(): boolean {
    return this.#hits.length >= HITS_KEPT;
  }

  async #goOn(search: number, from: number): Promise<void> {
    const { session, ask, filter } = this.#log();
    let before: number | null = from;
    try {
      while (before !== null && !this.#isFull) {
        const q = this.#text.trim();
        const page: LinesPage = await ask({ about: 'lines', session, before, limit: PAGE, q, ...filterQuery(filter) });
        if (search !== this.#search) return;
        const known = new Set(this.#hits.map(({ seq }) => seq));
        const found = page.lines.filter(({ seq }) => !known.has(seq)).map(toHit);
        if (found.length > 0) this.#hits = [...found, ...this.#hits].slice(-HITS_KEPT);
        this.#searched += page.searched;
        before = page.older;
        this.#changed();
      }
      this.#done = true;
    } catch (error) {
      if (search !== this.#search) return;
      this.#problem = error instanceof Error ? error.message : String(error);
    }
    this.#changed();
  }

  #note(tail: LogTail): void {
    this.#seen = tail.lines.reduce((most, { seq }) => Math.max(most, seq), 0);
    this.#count = tail.count;
  }

  #matching(lines: readonly LogLine[]): readonly Hit[] {
    const { filter } = this.#log();
    const { wanted } = this;
    return lines.filter((line) => passes(line, filter) && hasText(line, wanted)).map(toHit);
  }
}

function toHit({ seq, time }: LogLine): Hit {
  return { seq, time };
}
