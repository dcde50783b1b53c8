import assert from 'node:assert/strict';
import type { JournaledEvent } from '../../../../src/protocol/events.ts';
import { SessionStore } from '../../../../src/server/store/store.ts';
import type { StoreJournal } from '../../../../src/server/store/store.ts';

const event = (seq: number, session: string): JournaledEvent => {
  const data = { line: `line ${seq}`, level: 'info' };
  return { seq, session, id: `e${seq}`, time: seq, clock: 'producer', source: 'test', type: 'log_line', data };
};

/** A journal that has events and whose disk takes no snapshots. */
function fullDisk(events: JournaledEvent[]): StoreJournal {
  return {
    events: (session, after = 0) => events.filter((each) => each.session === session && each.seq > after),
    lastSeqs: () => new Map(events.map(({ session, seq }) => [session, seq])),
    sessions: { row: () => undefined, page: () => [], count: () => 0, seqs: () => new Map() },
    history: { page: () => [] },
    snapshot: () => undefined,
    saveSnapshots: () => {
      throw new Error('database or disk is full');
    },
  };
}

describe('The state of sessions, when the disk takes no snapshots,', () => {
  it('stays right over any number of events and sessions, and the failure is told', () => {
    const events: JournaledEvent[] = [];
    const told: unknown[] = [];
    const store = new SessionStore(fullDisk(events), (error) => told.push(error));
    for (let seq = 1; seq <= 2_500; seq++) {
      const next = event(seq, seq % 5 === 0 ? `s${seq % 500}` : 'busy');
      events.push(next);
      store.apply([next]);
    }
    store.save();
    assert.equal(store.session('busy')?.state.eventCount, 2_000);
    for (let n = 0; n < 500; n += 5) assert.equal(store.session(`s${n}`)?.state.eventCount, 5);
    assert.equal(store.page(200).sessions.length, 101);
    assert.match(String(told[0]), /disk is full/);
  });
});
