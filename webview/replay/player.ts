import { EVENTS_IN_MOMENT, momentFrom } from '../../src/protocol/replayQuestions.ts';
import { ReplayTape } from '../../src/protocol/replayTape.ts';
import type { ReplayPoint } from '../../src/protocol/replayTape.ts';
import { idleSkipped } from './idle.ts';
import type { Replay } from './replay.ts';

const TICK_MS = 100;
/** Events that should be here before they are due: two pages last for some seconds at any speed. */
const AHEAD = 2 * EVENTS_IN_MOMENT;

export const SPEEDS = [1, 2, 5, 10, 50, 100, 500, 1_000] as const;

/** A moment to go to: a time, or that of an event. `step`: then so many events on, or back. */
type Target = ({ readonly at: number } | { readonly seq: number }) & { readonly step?: -1 };

/** Plays a session: seeks by one request, then folds the events that follow, which come in pages ahead of need. */
export class Player {
  readonly #replay: Replay;
  readonly #changed: () => void;
  #tape: ReplayTape | null = null;
  /** The moment on view, ms since the Unix epoch. */
  at: number;
  speed = 10;
  skipsIdle = true;
  /** Why it does not go on. */
  problem: string | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #tickedAt = 0;
  #wanted: Target | null = null;
  #seeking = false;
  #fetching = false;
  #stopped = false;

  constructor(replay: Replay, changed: () => void) {
    this.#replay = replay;
    this.#changed = changed;
    this.at = replay.at ?? 0;
  }

  /** null until the server has told of the first moment. */
  get tape(): ReplayTape | null {
    return this.#tape;
  }

  get point(): ReplayPoint | null {
    return this.#tape?.point ?? null;
  }

  get playing(): boolean {
    return this.#timer !== undefined;
  }

  get atEnd(): boolean {
    return this.#tape !== null && this.#tape.point.position >= this.#tape.total;
  }

  /** Goes to a moment. What is asked for while an answer is awaited waits; of several, only the last one counts. */
  async seek(target: Target): Promise<void> {
    this.#wanted = target;
    if ('at' in target) this.at = target.at;
    this.#changed();
    if (this.#seeking) return;
    this.#seeking = true;
    for (let next = this.#takeWanted(); next !== null; next = this.#takeWanted()) await this.#goTo(next);
    this.#seeking = false;
    this.#settle();
  }

  play(): void {
    if (this.playing || this.#tape === null) return;
    if (this.atEnd) void this.seek({ at: this.#tape.from });
    this.#tickedAt = performance.now();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#changed();
  }

  pause(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#settle();
  }

  /** For good: no answer that is still awaited shows anything. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    this.#changed();
  }

  skipIdle(skips: boolean): void {
    this.skipsIdle = skips;
    this.#changed();
  }

  /** One event on, or back. */
  async step(by: 1 | -1): Promise<void> {
    this.pause();
    const tape = this.#tape;
    if (tape === null || this.#seeking) return;
    if (by === 1) {
      if (tape.ahead === 0) await this.#fetch();
      if (tape.next()) this.at = tape.point.time;
    } else if (tape.point.position > 0) {
      if (!tape.back()) return this.seek({ at: tape.point.time - 1, step: -1 });
      this.at = tape.point.time;
    }
    this.#settle();
  }

  #takeWanted(): Target | null {
    const wanted = this.#stopped ? null : this.#wanted;
    this.#wanted = null;
    return wanted;
  }

  async #goTo({ step, ...target }: Target): Promise<void> {
    const before = this.point?.position ?? 0;
    try {
      const moment = momentFrom(await this.#ask(target));
      const tape = new ReplayTape(moment);
      // Several events may share the time before which it was asked for: all but the last one are played.
      if (step === -1) while (tape.point.position < before - 1 && tape.next());
      // Before its first event a session shows nothing.
      else if (tape.point.position === 0) tape.next();
      this.#tape = tape;
      const asked = 'at' in target && step === undefined ? target.at : moment.time;
      this.at = step === -1 ? tape.point.time : Math.min(Math.max(asked, tape.from), tape.to);
      this.problem = null;
    } catch (error) {
      this.#fail(error);
    }
  }

  #ask(target: Omit<Target, 'step'>) {
    const { session, ask } = this.#replay;
    return ask({ about: 'replay', session, events: EVENTS_IN_MOMENT, ...target });
  }

  #tick(): void {
    const now = performance.now();
    const passed = (now - this.#tickedAt) * this.speed;
    this.#tickedAt = now;
    const tape = this.#tape;
    if (tape === null || this.#seeking) return;
    if (tape.ahead < AHEAD && tape.hasMore) void this.#fetch();
    // Not further than is known: what is due and not here yet would be passed over.
    if (tape.ahead === 0 && tape.hasMore) return;
    const due = this.skipsIdle ? idleSkipped(this.at, passed, tape.nextTime, this.speed) : this.at + passed;
    tape.playTo(due);
    const waits = tape.ahead === 0 && tape.hasMore;
    this.at = waits ? tape.point.time : Math.min(due, tape.to);
    if (this.atEnd) return this.pause();
    this.#tell();
  }

  async #fetch(): Promise<void> {
    const tape = this.#tape;
    if (this.#fetching || tape === null || !tape.hasMore) return;
    this.#fetching = true;
    try {
      const page = momentFrom(await this.#ask({ seq: tape.lastSeq }));
      if (this.#tape === tape && !tape.append(page)) void this.seek({ at: this.at });
      this.problem = null;
    } catch (error) {
      this.#fail(error);
    }
    this.#fetching = false;
  }

  #fail(error: unknown): void {
    this.problem = error instanceof Error ? error.message : String(error);
    if (this.playing) this.pause();
    else this.#changed();
  }

  #settle(): void {
    this.#tell();
    if (!this.#stopped && !this.playing && this.#tape !== null) this.#replay.rest(this.at);
  }

  #tell(): void {
    if (this.#stopped) return;
    if (this.point !== null) this.#replay.show({ state: this.point.state, at: this.at });
    this.#changed();
  }
}
