import { inEnglish } from '../../protocol/language.ts';
import type { DeliveryStatus } from '../../protocol/alerts.ts';
import type { Message } from './message.ts';
import type { Timers } from './timers.ts';
import type { Verdict } from './verdict.ts';

/** Messages that wait for one channel; beyond it the oldest are given up. */
const QUEUE_LIMIT = 100;
/** Services take about one message a second, ms. */
const SPACING_MS = 1_000;
/** The first wait before another try, ms; each further one is twice as long, up to the longest. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** An alert that could not be delivered for so long, ms, is given up. */
export const GIVE_UP_MS = 6 * 3_600_000;

/** One alert on its way to a channel. */
export interface Parcel {
  readonly session: string;
  /** The alert's event id. */
  readonly alert: string;
  readonly message: Message;
  /** Tries so far. */
  readonly attempt: number;
  /** When it was accepted, ms since the Unix epoch. */
  readonly since: number;
}

export interface Outcome {
  readonly status: DeliveryStatus;
  readonly answer: string;
  readonly httpStatus?: number;
  /** When it is tried again, ms since the Unix epoch. */
  readonly retryAt?: number;
}

export interface QueueInput {
  readonly timers: Timers;
  /** One try. null: it cannot be tried now, and `wake` is called once it can. */
  readonly send: (message: Message) => Promise<Verdict> | null;
  /** Called after each try, with the tries so far. */
  readonly onOutcome: (parcel: Parcel, outcome: Outcome) => void;
}

interface Waiting extends Parcel {
  readonly notBefore: number;
}

/** The way to one channel. What hangs or fails here delays nothing elsewhere, and one message does not stop the next. */
export class ChannelQueue {
  readonly #input: QueueInput;
  #waiting: Waiting[] = [];
  #sending = false;
  #stopped = false;
  /** The service wants to hear nothing before, ms since the Unix epoch. */
  #pausedUntil = 0;
  #callOff: () => void = () => undefined;

  constructor(input: QueueInput) {
    this.#input = input;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** `notBefore`: of one that was tried before, ms since the Unix epoch. */
  add(parcel: Parcel, notBefore = 0): void {
    this.#waiting.push({ ...parcel, notBefore });
    const dropped = this.#waiting.length > QUEUE_LIMIT ? this.#waiting.shift() : undefined;
    if (dropped !== undefined) {
      const answer = inEnglish`given up: more than ${QUEUE_LIMIT} alerts waited for this channel`;
      this.#input.onOutcome(dropped, { status: 'failed', answer });
    }
    this.wake();
  }

  /** Sends what is due, and sees to it that the rest is sent when it is. */
  wake(): void {
    this.#callOff();
    if (this.#sending || this.#stopped) return;
    this.#giveUp();
    const next = this.#waiting.toSorted((a, b) => a.notBefore - b.notBefore)[0];
    if (next === undefined) return;
    const { timers } = this.#input;
    const wait = Math.max(next.notBefore, this.#pausedUntil) - timers.now();
    if (wait > 0) {
      this.#callOff = timers.after(Math.min(wait, LONGEST_WAIT_MS), () => this.wake());
      return;
    }
    const sent = this.#input.send(next.message);
    if (sent === null) {
      this.#callOff = timers.after(LONGEST_WAIT_MS, () => this.wake());
      return;
    }
    this.#sending = true;
    void sent.then((verdict) => this.#settle(next, verdict));
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff();
  }

  #settle(waiting: Waiting, verdict: Verdict): void {
    this.#sending = false;
    // What was sent and not told of is tried again after the next start.
    if (this.#stopped) return;
    const now = this.#input.timers.now();
    const attempt = waiting.attempt + 1;
    const { answer, httpStatus } = verdict;
    const pauseMs = verdict.status === 'retrying' ? verdict.pauseMs : undefined;
    this.#pausedUntil = now + Math.max(SPACING_MS, pauseMs ?? 0);
    this.#waiting = this.#waiting.filter((other) => other !== waiting);
    const told = { answer, ...(httpStatus !== undefined && { httpStatus }) };
    const parcel = { ...waiting, attempt };
    if (verdict.status === 'retrying') this.#tryAgain(parcel, told, now + Math.max(waitMs(attempt), pauseMs ?? 0));
    else this.#input.onOutcome(parcel, { status: verdict.status, ...told });
    this.wake();
  }

  #tryAgain(parcel: Parcel, told: Omit<Outcome, 'status'>, retryAt: number): void {
    if (retryAt > parcel.since + GIVE_UP_MS) {
      const answer = inEnglish`given up after ${parcel.attempt} tries: ${told.answer}`;
      return this.#input.onOutcome(parcel, { ...told, status: 'failed', answer });
    }
    this.#waiting.push({ ...parcel, notBefore: retryAt });
    this.#input.onOutcome(parcel, { status: 'retrying', ...told, retryAt });
  }

  /** What waits for a secret that does not come is given up too. */
  #giveUp(): void {
    const oldest = this.#input.timers.now() - GIVE_UP_MS;
    const late = this.#waiting.filter(({ since }) => since < oldest);
    if (late.length === 0) return;
    this.#waiting = this.#waiting.filter(({ since }) => since >= oldest);
    const answer = inEnglish`given up after ${GIVE_UP_MS / 3_600_000} hours`;
    for (const parcel of late) this.#input.onOutcome(parcel, { status: 'failed', answer });
  }
}

function waitMs(attempt: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
}
