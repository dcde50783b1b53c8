import type { Moment, SessionMoment } from '../moment.ts';
import type { Ask } from '../transports/host.ts';
import { loadReplay } from './loadReplay.ts';
import type { Replay, Replayed } from './replay.ts';

interface ReplayingOptions {
  readonly ask: Ask;
  /** Puts a moment of a session into the page's address; null: what happens now. */
  readonly remember: (session: string, at: number | null) => void;
  readonly changed: () => void;
  /** Whether there is anything that happens now to lead back to. */
  readonly hasLive: boolean;
}

/** Whether the page shows a session again, and which moment of it. */
export class Replaying {
  readonly #options: ReplayingOptions;
  #replay: Replay | null = null;
  #replayed: Replayed | null = null;
  /** The code of the scrubber could not be loaded. */
  failed = false;

  constructor(options: ReplayingOptions) {
    this.#options = options;
  }

  /** null while what happens now is on view. One object from its beginning to its end. */
  get replay(): Replay | null {
    return this.#replay;
  }

  /** null until the server has told of the moment. */
  get replayed(): Replayed | null {
    return this.#replayed;
  }

  open(session: string, at: number | null): void {
    const { ask, remember, changed, hasLive } = this.#options;
    const before = this.#replay?.session === session ? this.#replayed : null;
    const replay: Replay = {
      session,
      at,
      ask,
      show: (replayed) => {
        if (this.#replay !== replay) return;
        this.#replayed = replayed;
        changed();
      },
      rest: (moment) => this.#replay === replay && remember(session, Math.round(moment)),
      live: hasLive
        ? () => {
            if (this.#replay !== replay) return;
            this.close();
            remember(session, null);
          }
        : null,
    };
    this.#replay = replay;
    this.#replayed = before;
    this.failed = false;
    changed();
    loadReplay().catch(() => {
      this.failed = true;
      this.close();
    });
  }

  close(): void {
    this.#replay = null;
    this.#replayed = null;
    this.#options.changed();
  }

  dismissFailure(): void {
    this.failed = false;
    this.#options.changed();
  }

  /** The page's session: as it was, by the clock of then, while it is shown again; else as it is. */
  sessionIn(moment: Moment): SessionMoment | null {
    const { followed } = moment.view;
    if (this.#replayed === null) return followed === null ? null : { ...moment, state: followed.state };
    const { state, at } = this.#replayed;
    // What was is not in doubt when the connection is.
    const view = { ...moment.view, connection: 'connected' } as const;
    return { ...moment, view, state, now: at, clock: at, upToDate: true, lostFor: null, replayed: true };
  }
}
