/** A session shown again: the live reducer over the events that follow a moment the server told of. */
import type { JournaledEvent } from './events.ts';
import type { ReplayMoment } from './history.ts';
import { reduce } from './reducer.ts';
import type { SessionState } from './state.ts';

/** A session as far as it has been replayed. */
export interface ReplayPoint {
  readonly state: SessionState;
  /** The last event; 0 before the first. */
  readonly seq: number;
  /** How many events had happened. */
  readonly position: number;
  readonly time: number;
}

/** Played events that are kept to step back over; twice as many make the tape begin later. */
const KEPT_BEHIND = 1_000;

export class ReplayTape {
  /** Where the kept events begin. */
  #base: ReplayPoint;
  #point: ReplayPoint;
  #events: readonly JournaledEvent[];
  /** Of the kept events, those that were played. */
  #played = 0;
  #total: number;
  #to: number;
  /** Of the first event. */
  readonly from: number;

  constructor(moment: ReplayMoment) {
    const { state, seq, position, time } = moment;
    this.#base = this.#point = { state, seq, position, time };
    this.#events = moment.events;
    this.#total = moment.total;
    this.#to = moment.to;
    this.from = moment.from;
  }

  get point(): ReplayPoint {
    return this.#point;
  }

  get total(): number {
    return this.#total;
  }

  /** The time of the last event. */
  get to(): number {
    return this.#to;
  }

  /** Whether what follows is not here yet. */
  get hasMore(): boolean {
    return this.#base.position + this.#events.length < this.#total;
  }

  /** How many of the events that follow are here. */
  get ahead(): number {
    return this.#events.length - this.#played;
  }

  /** Behind which event the next page begins. */
  get lastSeq(): number {
    return this.#events.at(-1)?.seq ?? this.#base.seq;
  }

  /** When the next event is played; null where none is here. */
  get nextTime(): number | null {
    const next = this.#events[this.#played];
    return next === undefined ? null : replayTime(next, this.#point.time);
  }

  /** False where the order has changed meanwhile, since something older was read: then the tape is of no use any more. */
  append(page: ReplayMoment): boolean {
    if (page.position !== this.#base.position + this.#events.length) return false;
    this.#events = [...this.#events, ...page.events];
    this.#total = page.total;
    this.#to = page.to;
    return true;
  }

  /** Plays the next event, if it is here. */
  next(): boolean {
    const event = this.#events[this.#played];
    if (event === undefined) return false;
    this.#point = played(this.#point, event);
    this.#played += 1;
    if (this.#played > 2 * KEPT_BEHIND) this.#forget(KEPT_BEHIND);
    return true;
  }

  /** Plays all events up to a time that are here. */
  playTo(time: number): void {
    for (let next = this.nextTime; next !== null && next <= time; next = this.nextTime) this.next();
  }

  /** Takes the last event back; false where the tape begins. */
  back(): boolean {
    if (this.#played === 0) return false;
    this.#played -= 1;
    this.#point = this.#events.slice(0, this.#played).reduce(played, this.#base);
    return true;
  }

  #forget(count: number): void {
    this.#base = this.#events.slice(0, count).reduce(played, this.#base);
    this.#events = this.#events.slice(count);
    this.#played -= count;
  }
}

function played(point: ReplayPoint, event: JournaledEvent): ReplayPoint {
  return {
    state: reduce(point.state, event),
    seq: event.seq,
    position: point.position + 1,
    time: replayTime(event, point.time),
  };
}

/** A copied file's own date says nothing: what only it tells of happened after the fact before it. */
function replayTime(event: JournaledEvent, before: number): number {
  return event.clock === 'file' ? before : Math.max(before, event.time);
}
