import type { JournaledEvent } from '../../protocol/events.ts';
import type { ListCursor } from '../../protocol/frames.ts';
import type { HistoryCursor, HistoryEntry, HistoryQuery } from '../../protocol/history.ts';
import { reduce } from '../../protocol/reducer.ts';
import { sessionStatus } from '../../protocol/selectors.ts';
import { initialState } from '../../protocol/state.ts';
import type { SessionState } from '../../protocol/state.ts';
import { summarize } from '../../protocol/summary.ts';
import type { SessionSummary } from '../../protocol/summary.ts';
import type { NewSessionRow, SessionRow } from '../base/sessionRow.ts';

/** Raised whenever the reducer or the state changes, so that what an older one folded is folded anew. */
export const STATE_VERSION = 6;
/** Whole states kept in memory. */
const STATES_IN_MEMORY = 64;
/** Summaries kept in memory, ready to be listed: the journal has those of all sessions. */
const SUMMARIES_IN_MEMORY = 2_000;
/** Sessions that may be active at once. */
const ACTIVE_LIMIT = 1_000;
/** A session that has taken this many events since its snapshot gets a new one. */
const EVENTS_PER_SNAPSHOT = 2_000;

export interface SummaryPage {
  /** The most recently active first. */
  readonly sessions: readonly SessionSummary[];
  /** null behind the last page. */
  readonly next: ListCursor | null;
}

/** What the store needs of the journal. */
export interface StoreJournal {
  readonly events: (session: string, after?: number) => Iterable<JournaledEvent>;
  readonly lastSeqs: () => ReadonlyMap<string, number>;
  readonly sessions: {
    readonly row: (id: string) => SessionRow | undefined;
    readonly page: (limit: number, after?: ListCursor, ended?: boolean) => readonly ListCursor[];
    readonly count: () => number;
    readonly seqs: () => ReadonlyMap<string, number>;
  };
  readonly history: {
    readonly page: (query: HistoryQuery, now: number) => readonly (HistoryCursor & { readonly seq: number })[];
  };
  readonly snapshot: (session: string) => { readonly seq: number; readonly state: string } | undefined;
  readonly saveSnapshots: (
    snapshots: readonly { session: string; seq: number; state: string }[],
    rows: readonly NewSessionRow[],
  ) => void;
}

/** Sees what a fact changes. It asks nothing of the store. */
export type OnFold = (before: SessionState, event: JournaledEvent, after: SessionState) => void;

interface Held {
  readonly seq: number;
  readonly state: SessionState;
  readonly unsaved: number;
}

/**
 * Every session's state: the journal's events folded by the reducer. It keeps the whole state of the sessions in
 * use and the newest summaries, and takes snapshots so that neither a start nor a look at an old session folds it all.
 */
export class SessionStore {
  readonly #journal: StoreJournal;
  readonly #onSaveError: (error: unknown) => void;
  /** In order of use, the least recent first. */
  readonly #held = new Map<string, Held>();
  /** In order of use, the least recent first. */
  readonly #summaries = new Map<string, SessionSummary>();
  /** Sessions whose row of the list is older than their state. */
  readonly #stale = new Set<string>();

  /** `onSaveError` is told when the disk does not take snapshots: they only save work, so all else goes on. */
  constructor(journal: StoreJournal, onSaveError: (error: unknown) => void) {
    this.#journal = journal;
    this.#onSaveError = onSaveError;
    const seqs = journal.sessions.seqs();
    for (const [session, last] of journal.lastSeqs()) {
      if ((seqs.get(session) ?? 0) < last) this.#load(session);
    }
  }

  /** Folds committed events. Returns the sessions they belong to. `onFold` is told of each, before the next. */
  apply(events: readonly JournaledEvent[], onFold?: OnFold): ReadonlySet<string> {
    const sessions = new Set<string>();
    for (const event of events) {
      const held = this.#held.get(event.session) ?? this.#load(event.session, event.seq - 1);
      const state = reduce(held.state, event);
      this.#held.set(event.session, { seq: event.seq, state, unsaved: held.unsaved + 1 });
      onFold?.(held.state, event, state);
      this.#stale.add(event.session);
      sessions.add(event.session);
    }
    const due = [...sessions].filter((session) => (this.#held.get(session)?.unsaved ?? 0) >= EVENTS_PER_SNAPSHOT);
    if (due.length > 0) this.#save(due);
    this.#evict(sessions);
    return sessions;
  }

  /** The rows of these sessions were written by others. */
  forget(sessions: readonly string[]): void {
    for (const session of sessions) this.#summaries.delete(session);
  }

  /** True when there are events of it: its whole state can be told. */
  has(session: string): boolean {
    return this.#held.has(session) || (this.#journal.sessions.row(session)?.seq ?? 0) > 0;
  }

  /** A session's state and the seq of the last event in it; undefined when there are no events of it. */
  session(id: string): { readonly seq: number; readonly state: SessionState } | undefined {
    if (!this.has(id)) return undefined;
    const held = this.#held.get(id) ?? this.#load(id);
    this.#held.delete(id);
    this.#held.set(id, held);
    this.#evict(new Set([id]));
    return held;
  }

  summary(id: string): SessionSummary | undefined {
    if (this.#stale.has(id)) return this.#remember(summarize(this.#held.get(id)!.state));
    const known = this.#summaries.get(id);
    if (known !== undefined) return this.#remember(known);
    const row = this.#journal.sessions.row(id);
    return row && this.#remember(JSON.parse(row.summary) as SessionSummary);
  }

  /** A page of all sessions. `ended`: only those that did, or did not, tell of their end. */
  page(limit: number, after?: ListCursor, ended?: boolean): SummaryPage {
    this.#saveRows();
    const rows = this.#journal.sessions.page(limit, after, ended);
    const sessions = rows.flatMap(({ id }) => this.#summaries.get(id) ?? this.summary(id) ?? []);
    const last = rows.at(-1);
    const next = rows.length < limit || last === undefined ? null : { at: last.at, id: last.id };
    return { sessions: after === undefined ? this.#withUnsaved(sessions, ended) : sessions, next };
  }

  /** A page of the history, and where the next begins: null behind the last. */
  history(query: HistoryQuery, now: number): { entries: Omit<HistoryEntry, 'pinned'>[]; next: HistoryCursor | null } {
    this.#saveRows();
    const entries: Omit<HistoryEntry, 'pinned'>[] = [];
    let after = query.after;
    for (;;) {
      const rows = this.#journal.history.page({ ...query, after }, now);
      for (const { id, key, seq } of rows) {
        after = { id, key };
        const summary = this.#summaries.get(id) ?? this.summary(id);
        if (summary === undefined || query.states?.includes(sessionStatus(summary, now).name) === false) continue;
        entries.push({ summary, kept: seq > 0 ? 'events' : 'summary' });
        if (entries.length === query.limit) return { entries, next: after };
      }
      if (rows.length < query.limit) return { entries, next: null };
    }
  }

  /** Nothing is known of it any more. */
  remove(session: string): void {
    this.#held.delete(session);
    this.#stale.delete(session);
    this.#summaries.delete(session);
  }

  /** Sessions with a sign of life since a time, ms since the Unix epoch; the newest first, at most one page of them. */
  activeSince = (from: number): readonly string[] => {
    const { sessions } = this.page(ACTIVE_LIMIT);
    return sessions.filter(({ activity }) => activity !== null && activity.at >= from).map(({ id }) => id);
  };

  get size(): number {
    this.#saveRows();
    const unsaved = [...this.#stale].filter((id) => this.#journal.sessions.row(id) === undefined);
    return this.#journal.sessions.count() + unsaved.length;
  }

  /** Writes a snapshot of every session that changed since its last. */
  save(): void {
    this.#save([...this.#held].filter(([, held]) => held.unsaved > 0).map(([session]) => session));
  }

  /** What the disk did not take is shown all the same. */
  #withUnsaved(sessions: readonly SessionSummary[], ended: boolean | undefined): readonly SessionSummary[] {
    if (this.#stale.size === 0) return sessions;
    const unsaved = [...this.#stale].map((id) => summarize(this.#held.get(id)!.state));
    const listed = unsaved.filter(({ end }) => ended === undefined || ended === (end !== null));
    const others = sessions.filter(({ id }) => !this.#stale.has(id));
    return [...listed, ...others].sort((a, b) => (b.activity?.at ?? 0) - (a.activity?.at ?? 0));
  }

  #remember(summary: SessionSummary): SessionSummary {
    this.#summaries.delete(summary.id);
    this.#summaries.set(summary.id, summary);
    if (this.#summaries.size > SUMMARIES_IN_MEMORY) this.#summaries.delete(this.#summaries.keys().next().value!);
    return summary;
  }

  #load(session: string, until = Infinity): Held {
    const snapshot = this.#journal.snapshot(session);
    let state = snapshot ? (JSON.parse(snapshot.state) as SessionState) : initialState(session);
    let seq = snapshot?.seq ?? 0;
    let unsaved = 0;
    for (const event of this.#journal.events(session, seq)) {
      if (event.seq > until) break;
      state = reduce(state, event);
      seq = event.seq;
      unsaved += 1;
    }
    const held = { seq, state, unsaved };
    this.#held.set(session, held);
    if (unsaved > 0) this.#stale.add(session);
    this.#evict(new Set([session]));
    return held;
  }

  /** The list's rows of what changed; the states follow with the next snapshot. */
  #saveRows(): void {
    const stale = [...this.#stale];
    if (stale.length === 0) return;
    try {
      this.#journal.saveSnapshots(
        [],
        stale.map((session) => this.#row(session)),
      );
    } catch (error) {
      return this.#onSaveError(error);
    }
    this.#stale.clear();
  }

  #row(session: string): NewSessionRow {
    const { seq, state } = this.#held.get(session)!;
    return { seq, summary: this.#remember(summarize(state)) };
  }

  #save(sessions: readonly string[]): void {
    if (sessions.length === 0) return;
    try {
      const snapshots = sessions.map((session) => {
        const { seq, state } = this.#held.get(session)!;
        return { session, seq, state: JSON.stringify(state) };
      });
      this.#journal.saveSnapshots(
        snapshots,
        sessions.map((session) => this.#row(session)),
      );
    } catch (error) {
      // The journal has the events: what is not saved now is folded again, or saved the next time.
      return this.#onSaveError(error);
    }
    for (const session of sessions) {
      this.#stale.delete(session);
      this.#held.set(session, { ...this.#held.get(session)!, unsaved: 0 });
    }
  }

  #evict(inUse: ReadonlySet<string>): void {
    if (this.#held.size <= STATES_IN_MEMORY) return;
    const leaving = [...this.#held.keys()].filter((id) => !inUse.has(id)).slice(0, this.#held.size - STATES_IN_MEMORY);
    this.#save(leaving.filter((id) => this.#held.get(id)!.unsaved > 0 || this.#stale.has(id)));
    for (const id of leaving) if (!this.#stale.has(id)) this.#held.delete(id);
  }
}
