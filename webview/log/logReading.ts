import { count } from '../../src/protocol/count.ts';
import { t } from '../../src/protocol/language.ts';
import { NO_LINES } from '../../src/protocol/logKinds.ts';
import type { LinesPage } from '../../src/protocol/logPages.ts';
import type { Ask } from '../transports/host.ts';
import { HeldLines } from './heldLines.ts';
import { keepFilter, keptFilter } from './keptFilter.ts';
import { LineLoader } from './lineLoader.ts';
import type { LinesPlace } from './lineLoader.ts';
import type { Log } from './log.ts';
import { passes } from './logFilter.ts';
import type { LogFilter } from './logFilter.ts';
import { moveOf } from './logKeys.ts';
import type { LogScroll } from './logScroll.ts';
import { LogSearch } from './logSearch.ts';
import { PoliteWords } from './politeWords.ts';

/** Where a reader stopped to follow. `count`: of lines there were then; `byHand`: with the button, not by scrolling. */
interface Pause {
  readonly count: number;
  readonly byHand: boolean;
}

const NOTHING: Log = {
  session: '',
  lines: [],
  count: 0,
  counts: NO_LINES,
  agents: new Map(),
  running: new Set(),
  replayed: false,
};

/** What a person reads of the log: whether they follow it or stand at a line, and which of its lines they want to see. */
export class LogReading {
  readonly #scroll: LogScroll;
  readonly #changed: () => void;
  readonly #loader: LineLoader;
  readonly search: LogSearch;
  readonly #said: PoliteWords;
  #log: Log = NOTHING;
  #ask: Ask | null = null;
  #filter: LogFilter = keptFilter();
  #held = new HeldLines(NOTHING, () => true);
  #pause: Pause | null = null;
  #openSeq: number | null = null;
  #marked: number | null = null;

  constructor(scroll: LogScroll, changed: () => void) {
    this.#scroll = scroll;
    this.#changed = changed;
    this.#loader = new LineLoader(changed);
    this.#said = new PoliteWords(changed);
    this.search = new LogSearch(
      () => ({ session: this.#log.session, ask: this.#ask!, tail: this.#log, filter: this.#filter }),
      changed,
    );
  }

  get held(): HeldLines {
    return this.#held;
  }

  get filter(): LogFilter {
    return this.#filter;
  }

  get following(): boolean {
    return this.#pause === null;
  }

  /** The number of the line that is open; null: none. */
  get openSeq(): number | null {
    return this.#openSeq;
  }

  /** The number of the line that somebody was led to. */
  get marked(): number | null {
    return this.#marked;
  }

  get loading(): boolean {
    return this.#loader.loading;
  }

  /** Why lines did not come. */
  get problem(): string | null {
    return this.#loader.problem;
  }

  /** What a screen reader says unasked. */
  get words(): string {
    return this.#said.words;
  }

  /** Lines that came since somebody stopped to read. */
  get added(): number {
    return this.#pause === null ? 0 : Math.max(0, this.#log.count - this.#pause.count);
  }

  get addedWords(): string {
    return count(this.added, { one: t('1 new line'), other: t('{0} new lines') });
  }

  /** What the session tells now. */
  take(log: Log, ask: Ask): void {
    const isOther = log.session !== this.#log.session;
    this.#log = log;
    this.#ask = ask;
    if (isOther) return this.#begin();
    this.search.follow(log);
    // Replay went back to before the log was stopped: then there is nothing to stand still at.
    if (this.#pause !== null && log.count < this.#pause.count) this.follow();
    this.#held.follow(log, this.#pause !== null);
    if (this.added > 0) this.#said.say(`${this.addedWords}.`);
  }

  stopSpeaking(): void {
    this.#said.stop();
  }

  readonly filterBy = (filter: LogFilter): void => {
    keepFilter(filter);
    this.#filter = filter;
    this.#marked = null;
    this.#begin();
  };

  /** Asks for lines as somebody comes near to where those that are here end. `again`: although it failed before. */
  loadNear(again = false): void {
    if (this.loading || (this.problem !== null && !again)) return;
    const { older, newer } = this.#held;
    const near = this.#scroll.near;
    if (older !== null && near.start) this.#load({ before: older }, (page) => this.#held.takeOlder(page));
    else if (newer !== null && near.end) this.#load({ after: newer }, (page) => this.#held.takeNewer(page));
  }

  /** Shows a line, wherever it is in the session. */
  goTo(seq: number, by: 'link' | 'search'): void {
    this.stop();
    this.#marked = seq;
    if (this.#held.lines.some((line) => line.seq === seq)) return this.#scroll.reveal(seq);
    this.#load({ around: seq }, (page) => {
      this.#held.replace(page);
      this.#scroll.reveal(seq);
      if (by === 'search' || page.lines.some((line) => line.seq === seq)) return;
      this.#said.say(t('The line that the link leads to is not shown. These are the lines around it.'));
    });
  }

  /** To the next hit of the search, or to the one before. */
  readonly step = (by: 1 | -1): void => {
    const seq = this.search.step(by, this.#scroll.lastSeen);
    if (seq !== null) this.goTo(seq, 'search');
    this.#said.say(this.search.words);
  };

  /** Who reads a line, or walks through them with the keyboard: none may slip away. */
  readonly stop = (): void => {
    if (this.#pause !== null) return;
    this.#pause = { count: this.#log.count, byHand: false };
    this.#changed();
  };

  readonly follow = (): void => {
    this.#openSeq = null;
    this.#marked = null;
    this.#pause = null;
    this.#loader.forget();
    this.#held.toNewest();
    this.#changed();
  };

  readonly toggleFollowing = (): void => {
    if (!this.following) return this.follow();
    this.#pause = { count: this.#log.count, byHand: true };
    this.#changed();
  };

  /** Who opens a line reads it: the log stands still until it is closed or followed again. */
  readonly toggle = (seq: number): void => {
    this.#openSeq = this.#openSeq === seq ? null : seq;
    if (this.#openSeq !== null) this.stop();
    this.#scroll.revealOpen();
    this.#changed();
  };

  /** `isReading`: the keyboard is at a line. */
  scrolled(isReading: boolean): void {
    if (this.#scroll.moved() === 'by itself') return;
    if (!this.#scroll.atEnd) this.stop();
    // The keyboard scrolls too: a line that is being read must not slip away because it is near the end.
    else if (this.#pause?.byHand === false && this.#openSeq === null && this.#held.newer === null && !isReading) {
      this.follow();
    }
    if (this.#pause !== null) this.#changed();
  }

  readonly key = (event: KeyboardEvent): void => {
    const move = moveOf(event, this.#scroll.rowsSeen);
    const target = event.target as HTMLElement;
    // What is open in a line has keys of its own.
    if (move === null || !target.matches('.log-scroller, .log-text')) return;
    event.preventDefault();
    if (move === 'newest') this.#toNewest();
    else if (move === 'beginning') this.#toBeginning();
    else if (move === 'out') this.#leave(target);
    else this.#scroll.walk(target, move.by, this.#marked);
  };

  #begin(): void {
    this.#loader.forget();
    this.#held = new HeldLines(this.#log, (line) => passes(line, this.#filter));
    this.#pause = null;
    this.#openSeq = null;
    this.search.restart();
  }

  #load(place: LinesPlace, take: (page: LinesPage) => void): void {
    void this.#loader.load({ session: this.#log.session, ask: this.#ask!, filter: this.#filter }, place, take);
  }

  #toNewest(): void {
    this.#scroll.focus();
    this.follow();
  }

  #toBeginning(): void {
    this.stop();
    this.#scroll.focus();
    if (this.#held.older === null) return this.#scroll.toTop();
    this.#load({ after: 0 }, (page) => {
      this.#held.replace(page);
      this.#scroll.toTop();
    });
  }

  #leave(from: HTMLElement): void {
    if (this.#openSeq !== null) this.toggle(this.#openSeq);
    else from.blur();
  }
}
