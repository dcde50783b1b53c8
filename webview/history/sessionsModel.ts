import type { HistorySort } from '../../src/protocol/history.ts';
import type { HistoryChoice, HistoryRow, HistoryRows } from '../../src/protocol/historyQuestions.ts';
import { Attempts } from '../share/attempts.ts';
import type { Ask } from '../transports/host.ts';
import { Asking } from './asking.ts';

const PAGE = 50;

/** The list of all sessions: what is asked for, and what came so far. */
export class SessionsModel {
  readonly #ask: Ask;
  readonly #changed: () => void;
  readonly asking: Asking;
  /** Pins and deletions, by session. */
  readonly attempts: Attempts;
  choice: HistoryChoice = {};
  sort: HistorySort = 'newest';
  /** null until the first answer. */
  rows: readonly HistoryRow[] | null = null;
  next: string | null = null;
  sources: readonly string[] = [];
  projects: readonly string[] = [];
  /** The session that is asked back about before it is deleted. */
  confirming: string | null = null;

  constructor(ask: Ask, changed: () => void) {
    this.#ask = ask;
    this.#changed = changed;
    this.asking = new Asking(changed);
    this.attempts = new Attempts(changed);
  }

  get isFiltered(): boolean {
    return Object.keys(this.choice).length > 0;
  }

  load(): Promise<void> {
    return this.asking.ask(
      () => this.#page(),
      (page) => {
        this.rows = page.sessions;
        this.#learn(page);
      },
    );
  }

  more(): Promise<void> {
    const after = this.next;
    if (after === null || this.asking.busy) return Promise.resolve();
    return this.asking.ask(
      () => this.#page(after),
      (page) => {
        // One that had new life meanwhile can be on two pages.
        const known = new Set(this.rows?.map(({ id }) => id));
        this.rows = [...(this.rows ?? []), ...page.sessions.filter(({ id }) => !known.has(id))];
        this.#learn(page);
      },
    );
  }

  /** What does not matter any more is given as undefined. */
  filter(change: { readonly [Name in keyof HistoryChoice]: HistoryChoice[Name] | undefined }): void {
    const given = Object.entries({ ...this.choice, ...change }).filter(([, value]) => value !== undefined);
    this.choice = Object.fromEntries(given);
    void this.load();
  }

  showAll(): void {
    this.choice = {};
    void this.load();
  }

  sortBy(sort: HistorySort): void {
    this.sort = sort;
    void this.load();
  }

  pin({ id, pinned }: HistoryRow): Promise<boolean> {
    return this.attempts.make(id, async () => {
      const answer = await this.#ask({ about: 'pin', session: id, pinned: !pinned });
      this.rows = this.rows?.map((row) => (row.id === id ? { ...row, pinned: answer.pinned } : row)) ?? null;
    });
  }

  confirm(session: string | null): void {
    this.confirming = session;
    this.#changed();
  }

  remove({ id }: HistoryRow): Promise<boolean> {
    return this.attempts.make(id, async () => {
      await this.#ask({ about: 'delete', session: id });
      this.rows = this.rows?.filter((row) => row.id !== id) ?? null;
      this.confirming = null;
    });
  }

  #page(after?: string): Promise<HistoryRows> {
    const place = after === undefined ? {} : { after };
    return this.#ask({ about: 'history', sort: this.sort, limit: PAGE, ...this.choice, ...place });
  }

  #learn({ next, sources, projects }: HistoryRows): void {
    this.next = next;
    this.sources = sources;
    this.projects = projects;
  }
}
