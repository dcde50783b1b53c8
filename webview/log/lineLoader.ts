import type { LinesPage } from '../../src/protocol/logPages.ts';
import type { Ask } from '../transports/host.ts';
import { filterQuery } from './logFilter.ts';
import type { LogFilter } from './logFilter.ts';

/** Lines asked for at once. */
const PAGE = 400;

/** Which lines: those before, after or around the event of that number; `after: 0`: the first ones. */
export type LinesPlace = { readonly before: number } | { readonly after: number } | { readonly around: number };

/** Asks for other lines of the log, for one page at a time; of one that is not wanted any more nothing is heard. */
export class LineLoader {
  readonly #changed: () => void;
  #asked = 0;
  loading = false;
  problem: string | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Resolves when the answer has been taken, or was not wanted any more. */
  async load(
    { session, ask, filter }: { readonly session: string; readonly ask: Ask; readonly filter: LogFilter },
    place: LinesPlace,
    take: (page: LinesPage) => void,
  ): Promise<void> {
    const asked = ++this.#asked;
    this.loading = true;
    this.problem = null;
    this.#changed();
    try {
      const page = await ask({ about: 'lines', session, limit: PAGE, ...place, ...filterQuery(filter) });
      if (asked === this.#asked) take(page);
    } catch (error) {
      if (asked === this.#asked) this.problem = error instanceof Error ? error.message : String(error);
    }
    if (asked !== this.#asked) return;
    this.loading = false;
    this.#changed();
  }

  /** What is on its way is no longer wanted. */
  forget(): void {
    this.#asked += 1;
    this.loading = false;
    this.problem = null;
  }
}
