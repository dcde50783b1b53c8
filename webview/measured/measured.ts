import type { NamedSeries } from '../../src/protocol/history.ts';
import type { Ask } from '../transports/host.ts';

/** Least time between two questions, ms: programs tell numbers as often as they like. */
const AGAIN_MS = 1_000;
const AFTER_FAILURE_MS = 5_000;
/** Series that are drawn until a person chooses. */
const SHOWN_FIRST = 3;

interface MeasuredOptions {
  readonly ask: Ask;
  readonly changed: () => void;
}

/** The numbers that custom events of the session on view told, and which of them a person wants to see. */
export class Measured {
  readonly #options: MeasuredOptions;
  #session: string | null = null;
  /** Custom events that the session had when it was asked last. */
  #askedAt = 0;
  #series: readonly NamedSeries[] = [];
  #omitted = 0;
  /** null until a person has chosen. */
  #chosen: ReadonlySet<string> | null = null;
  #asking = false;
  #notBefore = 0;

  constructor(options: MeasuredOptions) {
    this.#options = options;
  }

  /** The page shows this session, with so many custom events: it is asked for their numbers as there are more. */
  noticed(session: string, customCount: number): void {
    if (session !== this.#session) {
      this.#session = session;
      this.#askedAt = 0;
      this.#series = [];
      this.#chosen = null;
      this.#notBefore = 0;
    }
    // The page is drawn once a second, so what has to wait is not forgotten.
    if (customCount > this.#askedAt && !this.#asking && performance.now() >= this.#notBefore)
      void this.#fetch(session, customCount);
  }

  /** In the order in which they were first told; points in time order. */
  seriesOf(session: string): readonly NamedSeries[] {
    return session === this.#session ? this.#series : [];
  }

  /** Names there are besides. */
  get omitted(): number {
    return this.#omitted;
  }

  /** The names that are drawn. A new object when they change. */
  get chosen(): ReadonlySet<string> {
    return this.#chosen ?? new Set(this.#series.slice(0, SHOWN_FIRST).map(({ name }) => name));
  }

  toggle(name: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(name)) chosen.add(name);
    this.#chosen = chosen;
    this.#options.changed();
  }

  async #fetch(session: string, customCount: number): Promise<void> {
    this.#asking = true;
    const told = await this.#options.ask({ about: 'series', session }).catch(() => null);
    this.#asking = false;
    if (session !== this.#session) return;
    this.#notBefore = performance.now() + (told === null ? AFTER_FAILURE_MS : AGAIN_MS);
    if (told === null) return;
    this.#askedAt = customCount;
    this.#omitted = told.omitted;
    this.#series = told.series.map(({ points, ...named }) => ({
      ...named,
      points: points.map((point) => ({ ...point, time: Date.parse(point.time) })),
    }));
    this.#options.changed();
  }
}
