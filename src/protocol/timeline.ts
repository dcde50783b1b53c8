import type { JournaledEvent } from './events.ts';
import type { ReplayMoment } from './history.ts';
import { LogIndex } from './logIndex.ts';
import { readLines } from './logPages.ts';
import type { LinesPage, LinesQuery } from './logPages.ts';
import { reduce } from './reducer.ts';
import { initialState } from './state.ts';
import type { SessionState } from './state.ts';
import { collectMarks } from './marks.ts';
import type { MarkCollection } from './marks.ts';
import { collectSeries } from './namedSeries.ts';
import type { SeriesCollection } from './namedSeries.ts';

/** Events read or folded before others get their turn: some 5 ms. */
const EVENTS_PER_TURN = 250;
/** Events between two kept states, and how many states are kept at most: a longer session has wider gaps. */
const CHECKPOINT_EVERY = 500;
const CHECKPOINTS = 256;

/** A moment, by time (ms since the Unix epoch) or by an event of it; neither: the newest. */
export interface MomentPlace {
  readonly at?: number | undefined;
  readonly seq?: number | undefined;
}

/** Where the events are: a journal, or the file of a recording, which has to be unpacked first. */
export interface TimelineJournal {
  readonly events: (session: string, after?: number) => Iterable<JournaledEvent> | AsyncIterable<JournaledEvent>;
  readonly event: (session: string, seq: number) => JournaledEvent | undefined | Promise<JournaledEvent | undefined>;
}

/**
 * One session in the order in which it happened. The journal has it in the order in which it was read, a sub-agent's
 * transcript behind the main one for instance. States on the way are kept as they are reached, so that the next seek folds
 * few events; they share their parts, and cost little more than the one in use.
 */
export class Timeline {
  readonly #session: string;
  readonly #journal: TimelineJournal;
  /** Resolves when others had their turn. */
  readonly #nextTurn: () => Promise<unknown>;
  readonly #marks: MarkCollection = collectMarks();
  readonly #series: SeriesCollection = collectSeries();
  readonly #log: LogIndex;
  /** By place in the order: the event's number, when it is replayed, and which line of the log it is. */
  #seqs: number[] = [];
  #times: number[] = [];
  #codes: number[] = [];
  #lastSeq = 0;
  #lastTime: number | null = null;
  /** Events before which no time was told. */
  #undated = 0;
  /** States after so many events. */
  readonly #checkpoints = new Map<number, SessionState>();

  constructor(session: string, journal: TimelineJournal, nextTurn: () => Promise<unknown>) {
    this.#session = session;
    this.#log = new LogIndex(session);
    this.#journal = journal;
    this.#nextTurn = nextTurn;
  }

  get total(): number {
    return this.#seqs.length;
  }

  get marks(): MarkCollection {
    return this.#marks;
  }

  get series(): SeriesCollection {
    return this.#series;
  }

  /** Takes in what has been journaled since. */
  async update(): Promise<void> {
    const known = this.#seqs.length;
    let read = 0;
    for await (const event of this.#journal.events(this.#session, this.#lastSeq)) {
      this.#add(event);
      if (++read % EVENTS_PER_TURN === 0) await this.#nextTurn();
    }
    if (read > 0) this.#sort(known);
  }

  /** How many events had happened at a time, ms since the Unix epoch. */
  positionAt(time: number): number {
    let [low, high] = [0, this.#times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#times[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How many had happened with the event of that number; of a number that is none, with the one journaled before it. */
  positionOf(seq: number): number {
    const exact = this.#seqs.indexOf(seq);
    if (exact >= 0) return exact + 1;
    const before = this.#seqs.reduce((best, each) => (each < seq && each > best ? each : best), 0);
    return before === 0 ? 0 : this.#seqs.indexOf(before) + 1;
  }

  /** The number and the time of the event after which so many have happened. */
  place(position: number): { readonly seq: number; readonly time: number } {
    const time = this.#times[Math.max(0, position - 1)] ?? 0;
    return { seq: this.#seqs[position - 1] ?? 0, time };
  }

  /** The state after the first `position` events. */
  async stateAt(position: number): Promise<SessionState> {
    const gap = Math.max(CHECKPOINT_EVERY, Math.ceil(this.#seqs.length / CHECKPOINTS));
    let at = [...this.#checkpoints.keys()].filter((each) => each <= position).reduce((a, b) => Math.max(a, b), 0);
    let state = this.#checkpoints.get(at) ?? initialState(this.#session);
    let sinceCheckpoint = 0;
    while (at < position) {
      const read = this.#read(at);
      const event = read instanceof Promise ? await read : read;
      if (event !== undefined) state = reduce(state, event);
      at += 1;
      sinceCheckpoint += 1;
      if (sinceCheckpoint === gap) {
        this.#checkpoints.set(at, state);
        sinceCheckpoint = 0;
        if (gap > CHECKPOINT_EVERY || at % EVENTS_PER_TURN === 0) await this.#nextTurn();
      } else if (at % EVENTS_PER_TURN === 0) await this.#nextTurn();
    }
    return state;
  }

  /** The session as it was, and as many of the events that follow. */
  async moment({ at, seq }: MomentPlace, following: number): Promise<ReplayMoment> {
    const { total } = this;
    const bySeq = seq === undefined ? total : this.positionOf(seq);
    const position = at === undefined ? bySeq : this.positionAt(at);
    const state = await this.stateAt(position);
    const events = await this.#events(position, following);
    const [from, to] = [this.place(1).time, this.place(total).time];
    return { ...this.place(position), position, total, from, to, state, events };
  }

  /** A page of its log. */
  lines(query: LinesQuery): Promise<LinesPage> {
    const { total } = this;
    const seqAt = (place: number): number => this.#seqs[place]!;
    const source = {
      total,
      seqAt,
      codeAt: (place: number) => this.#log.codeNow(this.#codes[place]!, seqAt(place)),
      positionOf: (seq: number) => this.positionOf(seq),
      event: (seq: number) => this.#journal.event(this.#session, seq),
      endOf: (seq: number) => this.#log.endOf(seq),
      nextTurn: this.#nextTurn,
    };
    return readLines(source, query);
  }

  async #events(position: number, limit: number): Promise<readonly JournaledEvent[]> {
    const events: JournaledEvent[] = [];
    for (let place = position; place < Math.min(position + limit, this.total); place++) {
      const read = this.#read(place);
      const event = read instanceof Promise ? await read : read;
      if (event !== undefined) events.push(event);
    }
    return events;
  }

  #read(place: number): JournaledEvent | undefined | Promise<JournaledEvent | undefined> {
    return this.#journal.event(this.#session, this.#seqs[place]!);
  }

  /** What only a file's date tells happened when it was read: after the fact before it. */
  #add(event: JournaledEvent): void {
    const time = event.clock === 'file' ? this.#lastTime : event.time;
    if (time === null) this.#undated += 1;
    else {
      if (this.#undated > 0) this.#times.fill(time, this.#times.length - this.#undated);
      this.#undated = 0;
      this.#lastTime = time;
    }
    this.#lastSeq = event.seq;
    this.#seqs.push(event.seq);
    this.#times.push(time ?? event.time);
    this.#codes.push(this.#log.take(event));
    this.#marks.take(event, time ?? event.time);
    this.#series.take(event, time ?? event.time);
  }

  /** Puts the events from `known` on to where they belong; the states behind the first of them are void. */
  #sort(known: number): void {
    const [seqs, times, codes] = [this.#seqs, this.#times, this.#codes];
    const isInOrder = times.every((time, place) => place === 0 || time >= times[place - 1]!);
    if (isInOrder) return this.#dropCheckpoints(known);
    const order = Uint32Array.from(seqs.keys()).sort((a, b) => times[a]! - times[b]! || seqs[a]! - seqs[b]!);
    this.#seqs = Array.from(order, (place) => seqs[place]!);
    this.#times = Array.from(order, (place) => times[place]!);
    this.#codes = Array.from(order, (place) => codes[place]!);
    this.#dropCheckpoints(order.findIndex((place, index) => place !== index));
  }

  #dropCheckpoints(behind: number): void {
    for (const at of this.#checkpoints.keys()) if (at > behind) this.#checkpoints.delete(at);
  }
}
