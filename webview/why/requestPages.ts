import type { CountedRequest } from '../../src/protocol/questions.ts';
import type { Ask } from '../transports/host.ts';

/** What is known of a session's requests so far. */
export interface Requests {
  readonly loaded: readonly CountedRequest[];
  /** Of the whole session; null before the first answer. */
  readonly total: number | null;
  readonly loading: boolean;
  readonly problem: string | null;
  /** False once an answer held no more. */
  readonly more: boolean;
}

export const NO_REQUESTS: Requests = { loaded: [], total: null, loading: false, problem: null, more: true };

/** Fetches a session's requests page by page, as a person asks for them. */
export class RequestPages {
  readonly #session: string;
  readonly #ask: Ask;
  readonly #changed: () => void;
  #requests = NO_REQUESTS;

  constructor(session: string, ask: Ask, changed: () => void) {
    this.#session = session;
    this.#ask = ask;
    this.#changed = changed;
  }

  get requests(): Requests {
    return this.#requests;
  }

  async next(): Promise<void> {
    if (this.#requests.loading) return;
    this.#become({ loading: true, problem: null });
    const { loaded } = this.#requests;
    try {
      const page = await this.#ask({ about: 'requests', session: this.#session, offset: loaded.length });
      const all = [...loaded, ...page.requests];
      const more = page.requests.length > 0 && all.length < page.total;
      this.#become({ loaded: all, total: page.total, loading: false, more });
    } catch (error) {
      this.#become({ loading: false, problem: error instanceof Error ? error.message : String(error) });
    }
  }

  #become(change: Partial<Requests>): void {
    this.#requests = { ...this.#requests, ...change };
    this.#changed();
  }
}
