import type { Found } from '../../src/protocol/historyQuestions.ts';
import type { Ask } from '../transports/host.ts';
import { Asking } from './asking.ts';

const PAGE = 50;
/** How long typing has to rest before it is searched for, ms. */
const REST_MS = 250;

/** The search over everything that sessions said. */
export class SearchModel {
  readonly #ask: Ask;
  readonly #changed: () => void;
  readonly asking: Asking;
  text = '';
  /** null: nothing is searched for, or no answer has come yet. */
  found: Found | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: Ask, changed: () => void) {
    this.#ask = ask;
    this.#changed = changed;
    this.asking = new Asking(changed);
  }

  get isOn(): boolean {
    return this.text.trim() !== '';
  }

  type(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    if (this.isOn) {
      this.#timer = setTimeout(() => void this.search(), REST_MS);
    } else {
      this.asking.forget();
      this.found = null;
    }
    this.#changed();
  }

  search(): Promise<void> {
    clearTimeout(this.#timer);
    const q = this.text.trim();
    if (q === '') return Promise.resolve();
    return this.asking.ask(
      () => this.#ask({ about: 'search', q, limit: PAGE }),
      (found) => (this.found = found),
    );
  }

  more(): Promise<void> {
    const before = this.found?.next ?? null;
    if (before === null || this.asking.busy) return Promise.resolve();
    return this.asking.ask(
      () => this.#ask({ about: 'search', q: this.text.trim(), limit: PAGE, before }),
      (found) => {
        const { sessions = [], hits = [] } = this.found ?? {};
        this.found = { ...found, sessions, hits: [...hits, ...found.hits] };
      },
    );
  }
}
