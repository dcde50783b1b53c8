import type { DatabaseSync } from 'node:sqlite';
import type { JournaledEvent } from '../../protocol/events.ts';
import { COUNT_CALL, SLOT_MS } from './useSchema.ts';

/** What a session used of a model in a quarter of an hour. */
export interface UseRow {
  /** When the quarter begins, ms since the Unix epoch. */
  readonly time: number;
  readonly session: string;
  /** null where nobody told which. */
  readonly model: string | null;
  /** Of all kinds but reasoning, which is inside output. */
  readonly tokens: number;
  /** The priced part; null when nothing of it has a price. */
  readonly usd: number | null;
  readonly unpricedTokens: number;
}

/** What was used when, over all sessions, also deleted ones until their events are gone. */
export interface UseTable {
  /** Counts a new event, where it is a call, or a correction, of which nobody told an id: the others are in `requests`. */
  readonly count: (event: JournaledEvent) => void;
  /** Pages of the rows of all quarters that [from, to) has a part of, in order of time. */
  readonly pages: (from: number, to: number, limit: number) => IterableIterator<readonly UseRow[]>;
}

type StoredUse = Omit<UseRow, 'unpricedTokens' | 'time'> & { slot: number; model: string; priced: number; unpriced_tokens: number }; // prettier-ignore

export function openUseTable(db: DatabaseSync): UseTable {
  const page = db.prepare(
    `SELECT slot, session, model, tokens, usd, priced, unpriced_tokens FROM use_by_slot
     WHERE (slot, session, model) > (?, ?, ?) AND slot < ? ORDER BY slot, session, model LIMIT ?`,
  );
  const countCall = db.prepare(COUNT_CALL);
  return {
    count: ({ type, seq, data }) => {
      if (type !== 'model_call' && type !== 'usage_adjustment') return;
      if ((data as { readonly request?: string }).request === undefined) countCall.run(seq);
    },
    *pages(from, to, limit) {
      let after: readonly [number, string, string] = [Math.floor(from / SLOT_MS), '', ''];
      for (;;) {
        const rows = page.all(...after, Math.ceil(to / SLOT_MS), limit) as unknown as StoredUse[];
        if (rows.length > 0) yield rows.map(useRow);
        const last = rows.at(-1);
        if (last === undefined || rows.length < limit) return;
        after = [last.slot, last.session, last.model];
      }
    },
  };
}

function useRow({ slot, session, model, tokens, usd, priced, unpriced_tokens: unpricedTokens }: StoredUse): UseRow {
  return {
    time: slot * SLOT_MS,
    session,
    model: model === '' ? null : model,
    tokens,
    usd: priced > 0 ? usd : null,
    unpricedTokens,
  };
}
