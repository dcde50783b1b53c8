import assert from 'node:assert/strict';
import type { SessionEvent } from '../../../../src/protocol/events.ts';
import { initialState } from '../../../../src/protocol/state.ts';
import { summarize } from '../../../../src/protocol/summary.ts';
import { nextToDelete } from '../../../../src/server/history/retention.ts';
import { searchHistory } from '../../../../src/server/history/search.ts';
import { scratchJournal } from '../../../support/scratchJournal.ts';
import type { ScratchJournal } from '../../../support/scratchJournal.ts';

const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 10, 23, 9);

const event = (session: string, n: number, daysAgo = 2): SessionEvent => {
  const data = { line: `needle ${n}`, level: 'info' };
  return {
    id: `e${n}`,
    session,
    type: 'log_line',
    time: NOW - daysAgo * DAY + n,
    clock: 'producer',
    source: 'test',
    data,
  };
};
const call = (session: string): SessionEvent => ({
  ...event(session, 9_999),
  type: 'model_call',
  data: { input: 5, output: 5, cache_read: 0, cache_write_5m: 0, cache_write_1h: 0, reasoning: 0, model: 'm', cost_usd: 1, request: `r-${session}` }, // prettier-ignore
});

describe('A session that is deleted', () => {
  let scratch: ScratchJournal;
  const tell = (...events: readonly SessionEvent[]): number => {
    const committed = scratch.journal.append({ events, cursors: [] }).events;
    scratch.store.apply(committed);
    return committed.length;
  };
  const listed = (): readonly string[] => scratch.store.page(100).sessions.map(({ id }) => id);
  const remove = (session: string): void => {
    scratch.journal.deletions.remove(session, NOW);
    scratch.store.remove(session);
  };

  beforeEach(() => {
    scratch = scratchJournal();
    tell(...Array.from({ length: 500 }, (_, n) => event('gone', n)), call('gone'), event('stays', 1));
    scratch.store.save();
    while (scratch.journal.search.step(200));
  });
  afterEach(() => scratch.close());

  it('is in no list at once, and its events, requests and words go in small steps', () => {
    remove('gone');
    assert.deepEqual(listed(), ['stays']);
    let steps = 0;
    while (scratch.journal.deletions.purge(100)) steps += 1;
    assert.ok(steps >= 5 && steps < 10);
    assert.deepEqual([...scratch.journal.events('gone')], []);
    assert.deepEqual(scratch.journal.requests('gone', 10, 0), []);
    assert.equal(scratch.journal.snapshot('gone'), undefined);
    const { hits } = searchHistory(scratch.journal, { text: 'needle', limit: 100 });
    assert.deepEqual(hits.map(({ session }) => session), ['stays']); // prettier-ignore
  });

  it('does not come back when its files are looked at again, summed up or read whole, also after a restart', () => {
    const summary = { ...summarize(initialState('gone')), project: 'p' };
    remove('gone');
    assert.equal(tell(event('gone', 1_000), call('gone')), 0);
    scratch.journal.index([{ summary, calls: [], files: [] }]);
    assert.deepEqual(listed(), ['stays']);
    // It was stopped before its events were gone.
    scratch.restart();
    assert.deepEqual(listed(), ['stays']);
    assert.equal(tell(event('gone', 2_000)), 0);
    scratch.journal.index([{ summary, calls: [], files: [] }]);
    assert.deepEqual(listed(), ['stays']);
    while (scratch.journal.deletions.purge(1_000));
    assert.deepEqual([...scratch.journal.events('gone')], []);
  });

  it('comes back when a person imports it', () => {
    remove('gone');
    while (scratch.journal.deletions.purge(1_000));
    scratch.journal.deletions.restore('gone');
    assert.equal(tell(event('gone', 1)), 1);
    assert.deepEqual([...listed()].sort(), ['gone', 'stays']);
  });
});

describe('What is kept of old sessions', () => {
  let scratch: ScratchJournal;
  beforeEach(() => {
    scratch = scratchJournal();
    for (const [session, days] of [
      ['new', 0],
      ['week', 7],
      ['month', 30],
      ['year', 365],
    ] as const)
      scratch.store.apply(scratch.journal.append({ events: [event(session, 1, days)], cursors: [] }).events);
    scratch.store.save();
  });
  afterEach(() => scratch.close());

  /** All that limits delete, in order. */
  function deleted(
    limits: { days: number | null; bytes: number | null },
    bytes = scratch.journal.deletions.bytes,
  ): string[] {
    const { deletions } = scratch.journal;
    const gone: string[] = [];
    for (;;) {
      const next = nextToDelete({ oldest: deletions.oldest, bytes }, limits, NOW);
      if (next === undefined) return gone;
      gone.push(next);
      deletions.remove(next, NOW);
    }
  }

  it('is everything, unless somebody asked for a limit', () => {
    assert.deepEqual(deleted({ days: null, bytes: null }), []);
  });

  it('is what showed life within the days that were asked for, the oldest go first', () => {
    assert.deepEqual(deleted({ days: 14, bytes: null }), ['year', 'month']);
  });

  it('is what fits into the size that was asked for, but never what was alive a day ago', () => {
    let bytes = 300;
    assert.deepEqual(
      deleted({ days: null, bytes: 150 }, () => (bytes -= 100) + 100),
      ['year', 'month'],
    );
    assert.deepEqual(deleted({ days: null, bytes: 0 }), ['week']);
  });

  it('is also what is pinned, until it is unpinned, over a restart too', () => {
    scratch.journal.deletions.pin('year', true);
    assert.deepEqual(deleted({ days: 14, bytes: null }), ['month']);
    scratch.restart();
    assert.deepEqual(deleted({ days: 14, bytes: null }), []);
    assert.equal(scratch.journal.deletions.isPinned('year'), true);
    scratch.journal.deletions.pin('year', false);
    assert.deepEqual(deleted({ days: 14, bytes: null }), ['year']);
  });
});
