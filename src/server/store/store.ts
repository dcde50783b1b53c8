import type { JournaledEvent } from '../../protocol/events.ts';
import { reduce } from '../../protocol/reducer.ts';
import { initialState } from '../../protocol/state.ts';
import type { SessionState } from '../../protocol/state.ts';
import { summarize } from '../../protocol/summary.ts';
import type { SessionSummary } from '../../protocol/summary.ts';

/** Raised whenever the reducer or the state changes, so that snapshots of an older one are folded anew. */
export const STATE_VERSION = 2;
/** Whole states kept in memory; the summaries of all sessions are. */
const STATES_IN_MEMORY = 64;
/** A session that has taken this many events since its snapshot gets a new one. */
const EVENTS_PER_SNAPSHOT = 2_000;

/** What the store needs of the journal. */
export interface StoreJournal {
  readonly events: (session: string, after?: number) => Iterable<JournaledEvent>;
  readonly lastSeqs: () => ReadonlyMap<string, number>;
  readonly summaries: (version: number) => readonly { session: string; seq: number; summary: string }[];
  readonly snapshot: (session: string, version: number) => { seq: number; state: string } | undefined;
  readonly saveSnapshots: (
    version: number,
    snapshots: readonly { session: string; seq: number; summary: string; state: string }[],
  ) => void;
}

interface Held {
  readonly seq: number;
  readonly state: SessionState;
  readonly unsaved: number;
}

/**
 * Every session's state: the journal's events folded by the reducer. It keeps the whole state of the sessions in
 * use and a summary of all, and takes snapshots so that neither a start nor a look at an old session folds it all.
 */
export class SessionStore {
  readonly #journal: StoreJournal;
  readonly #onSaveError: (error: unknown) => void;
  /** In order of use, the least recent first. */
  readonly #held = new Map<string, Held>();
  readonly #summaries = new Map<string, SessionSummary>();
  /** Sessions whose summary is older than their state. */
  readonly #stale = new Set<string>();

  /** `onSaveError` is told when the disk does not take snapshots: they only save work, so all else goes on. */
  constructor(journal: StoreJournal, onSaveError: (error: unknown) => void) {
    this.#journal = journal;
    this.#onSaveError = onSaveError;
    const seqs = new Map<string, number>();
    for (const { session, seq, summary } of journal.summaries(STATE_VERSION)) {
      this.#summaries.set(session, JSON.parse(summary) as SessionSummary);
      seqs.set(session, seq);
    }
    for (const [session, last] of journal.lastSeqs()) {
      if ((seqs.get(session) ?? 0) < last) this.#load(session);
    }
  }

  /** Folds committed events. Returns the sessions they belong to. */
  apply(events: readonly JournaledEvent[]): ReadonlySet<string> {
    const sessions = new Set<string>();
    for (const event of events) {
      const held = this.#held.get(event.session) ?? this.#load(event.session, event.seq - 1);
      this.#held.set(event.session, { seq: event.seq, state: reduce(held.state, event), unsaved: held.unsaved + 1 });
      this.#stale.add(event.session);
      sessions.add(event.session);
    }
    const due = [...sessions].filter((session) => (this.#held.get(session)?.unsaved ?? 0) >= EVENTS_PER_SNAPSHOT);
    if (due.length > 0) this.#save(due);
    this.#evict(sessions);
    return sessions;
  }

  has(session: string): boolean {
    return this.#stale.has(session) || this.#summaries.has(session);
  }

  /** A session's state and the seq of the last event in it; undefined when there is no such session. */
  session(id: string): { readonly seq: number; readonly state: SessionState } | undefined {
    if (!this.has(id)) return undefined;
    const held = this.#held.get(id) ?? this.#load(id);
    this.#held.delete(id);
    this.#held.set(id, held);
    this.#evict(new Set([id]));
    return held;
  }

  summary(id: string): SessionSummary | undefined {
    if (this.#stale.delete(id)) this.#summaries.set(id, summarize(this.#held.get(id)!.state));
    return this.#summaries.get(id);
  }

  /** All sessions, the one with the newest sign of life first. */
  summaries(): SessionSummary[] {
    for (const id of [...this.#stale]) this.summary(id);
    return [...this.#summaries.values()].sort((a, b) => lastActivity(b) - lastActivity(a));
  }

  get size(): number {
    for (const id of [...this.#stale]) this.summary(id);
    return this.#summaries.size;
  }

  /** Writes a snapshot of every session that changed since its last. */
  save(): void {
    this.#save([...this.#held].filter(([, held]) => held.unsaved > 0).map(([session]) => session));
  }

  #load(session: string, until = Infinity): Held {
    const snapshot = this.#journal.snapshot(session, STATE_VERSION);
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

  #save(sessions: readonly string[]): void {
    if (sessions.length === 0) return;
    try {
      const snapshots = sessions.map((session) => {
        const { seq, state } = this.#held.get(session)!;
        return { session, seq, state: JSON.stringify(state), summary: JSON.stringify(this.summary(session)) };
      });
      this.#journal.saveSnapshots(STATE_VERSION, snapshots);
    } catch (error) {
      // The journal has the events: what is not saved now is folded again, or saved the next time.
      return this.#onSaveError(error);
    }
    for (const session of sessions) this.#held.set(session, { ...this.#held.get(session)!, unsaved: 0 });
  }

  #evict(inUse: ReadonlySet<string>): void {
    if (this.#held.size <= STATES_IN_MEMORY) return;
    const leaving = [...this.#held.keys()].filter((id) => !inUse.has(id)).slice(0, this.#held.size - STATES_IN_MEMORY);
    this.#save(leaving.filter((id) => this.#held.get(id)!.unsaved > 0));
    for (const id of leaving) {
      this.summary(id);
      this.#held.delete(id);
    }
  }
}

function lastActivity(summary: SessionSummary): number {
  return summary.activity?.at ?? 0;
}
