import type {
  HistoryCursor,
  HistoryEntry,
  HistoryPage,
  HistoryQuery,
  ImportAnswer,
  SearchAnswer,
  SearchQuery,
} from '../../protocol/history.ts';
import type { TimelineJournal } from '../../protocol/timeline.ts';
import { createChores } from './chores.ts';
import { importLines } from './importLines.ts';
import type { ImportContext } from './importLines.ts';
import { createReplay } from './replay.ts';
import type { Replay } from './replay.ts';
import { nextToDelete } from './retention.ts';
import type { RetentionJournal, RetentionLimits } from './retention.ts';
import { searchHistory } from './search.ts';
import type { SearchJournal } from './search.ts';

/** How often it is asked whether sessions have become too old, ms. */
const RETENTION_EVERY_MS = 3_600_000;
/** Projects and sources that a person can choose from. */
const CHOICES = 500;

export interface HistoryContext {
  readonly journal: Omit<SearchJournal, 'history'> &
    TimelineJournal & {
      readonly history: SearchJournal['history'] & {
        readonly choices: (limit: number) => ReturnType<History['choices']>;
      };
      readonly deletions: RetentionJournal & {
        readonly isDeleted: (session: string) => boolean;
        readonly remove: (session: string, now: number) => void;
        readonly restore: (session: string) => void;
        readonly purge: (limit: number) => boolean;
        readonly isPinned: (session: string) => boolean;
        readonly pin: (session: string, pinned: boolean) => void;
      };
    };
  readonly store: {
    readonly history: (
      query: HistoryQuery,
      now: number,
    ) => { readonly entries: readonly Omit<HistoryEntry, 'pinned'>[]; readonly next: HistoryCursor | null };
    readonly remove: (session: string) => void;
  };
  readonly parse: ImportContext['parse'];
  readonly commit: ImportContext['commit'];
  readonly limits: RetentionLimits;
  readonly now: () => number;
  readonly onDeleted: (session: string) => void;
  readonly onError: (error: unknown) => void;
}

/** All sessions there ever were: listed, searched, replayed, imported, deleted. */
export interface History extends Omit<Replay, 'forget'> {
  readonly page: (query: HistoryQuery) => HistoryPage;
  readonly choices: () => { readonly sources: readonly string[]; readonly projects: readonly string[] };
  readonly search: (query: SearchQuery) => SearchAnswer;
  readonly isDeleted: (session: string) => boolean;
  /** At once gone from every list; its events follow in small steps. Its files are not touched, and not read again. */
  readonly remove: (session: string) => void;
  readonly isPinned: (session: string) => boolean;
  readonly pin: (session: string, pinned: boolean) => void;
  readonly importLines: (text: string) => ImportAnswer;
  /** There is something new to be made searchable. */
  readonly hint: () => void;
  readonly stop: () => void;
}

export function createHistory(context: HistoryContext): History {
  const { journal, store, limits, now } = context;
  const { deletions } = journal;
  const { forget, ...replay } = createReplay(journal);
  const step = (limit: number): boolean => {
    if (deletions.purge(limit)) return true;
    const next = nextToDelete(deletions, limits, now());
    if (next !== undefined) remove(next);
    return next !== undefined || journal.search.step(limit);
  };
  const chores = createChores(step, context.onError);
  const retention = setInterval(chores.hint, RETENTION_EVERY_MS);
  retention.unref();
  chores.hint();

  function remove(session: string): void {
    deletions.remove(session, now());
    store.remove(session);
    forget(session);
    context.onDeleted(session);
    chores.hint();
  }

  return {
    ...replay,
    page: (query) => {
      const { entries, next } = store.history(query, now());
      return {
        sessions: entries.map((entry) => ({ ...entry, pinned: deletions.isPinned(entry.summary.id) })),
        next,
      };
    },
    choices: () => journal.history.choices(CHOICES),
    search: (query) => searchHistory(journal, query),
    isDeleted: deletions.isDeleted,
    remove,
    isPinned: deletions.isPinned,
    pin: deletions.pin,
    importLines: (text) => {
      const { parse, commit } = context;
      return importLines(text, { parse, commit, restore: (id) => deletions.isDeleted(id) && deletions.restore(id) });
    },
    hint: chores.hint,
    stop: () => {
      clearInterval(retention);
      chores.stop();
    },
  };
}
