import { t } from '../../src/protocol/language.ts';
import { EVENTS_IN_MOMENT, momentFrom } from '../../src/protocol/replayQuestions.ts';
import { ReplayTape } from '../../src/protocol/replayTape.ts';
import type { Ask } from '../transports/host.ts';
import { sceneOf } from './scene.ts';
import type { Scene } from './scene.ts';

/** Which part of a session a video shows, and how its time passes there. */
export interface Range {
  readonly session: string;
  /** ms since the Unix epoch; null: from its beginning. It goes on to the session's end. */
  readonly from: number | null;
  /** By its events, so that gaps in which nothing happened take no time; else by the clock. */
  readonly skipsIdle: boolean;
}

/** The scenes of a replay, one after another: the whole of a session is folded once, whatever its length. */
export class ReplayScenes {
  readonly #range: Range;
  readonly #ask: Ask;
  readonly #tape: ReplayTape;
  readonly #first: { readonly position: number; readonly time: number };
  #stopped = false;

  private constructor(range: Range, ask: Ask, tape: ReplayTape) {
    this.#range = range;
    this.#ask = ask;
    this.#tape = tape;
    this.#first = { position: tape.point.position, time: Math.max(range.from ?? tape.from, tape.from) };
  }

  static async open(range: Range, ask: Ask): Promise<ReplayScenes> {
    const { session, from } = range;
    const at = from ?? 0;
    const moment = await ask({ about: 'replay', session, events: EVENTS_IN_MOMENT, at });
    return new ReplayScenes(range, ask, new ReplayTape(momentFrom(moment)));
  }

  /** The scene at a part of the range, from 0 to 1, no part before the last one asked for; null while its events are not here. */
  scene(part: number): Scene | null {
    if (!this.#advance(part)) return null;
    const { state, time } = this.#tape.point;
    return sceneOf(state, this.#range.skipsIdle ? Math.max(this.#first.time, time) : this.#clockAt(part), true);
  }

  /** Fetches events until that part can be shown. */
  async fetch(part: number): Promise<void> {
    const { session } = this.#range;
    while (!this.#stopped && !this.#advance(part)) {
      const seq = this.#tape.lastSeq;
      const page = momentFrom(await this.#ask({ about: 'replay', session, events: EVENTS_IN_MOMENT, seq }));
      if (!this.#tape.append(page))
        throw new Error(t('Something older of this session was read meanwhile. Record it again.'));
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Plays up to that part, as far as events are here; false where some are missing. */
  #advance(part: number): boolean {
    const tape = this.#tape;
    if (!this.#range.skipsIdle) {
      tape.playTo(this.#clockAt(part));
      return tape.ahead > 0 || !tape.hasMore;
    }
    const position = this.#first.position + Math.round((tape.total - this.#first.position) * part);
    while (tape.point.position < position && tape.next());
    return tape.point.position >= position || !tape.hasMore;
  }

  #clockAt(part: number): number {
    return this.#first.time + (this.#tape.to - this.#first.time) * part;
  }
}
