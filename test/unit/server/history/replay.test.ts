import assert from 'node:assert/strict';
import type { SessionEvent } from '../../../../src/protocol/events.ts';
import type { SessionState } from '../../../../src/protocol/state.ts';
import { createReplay } from '../../../../src/server/history/replay.ts';
import { everyRecordedSession } from '../../../support/recordedEvents.ts';
import { scratchJournal } from '../../../support/scratchJournal.ts';
import type { ScratchJournal } from '../../../support/scratchJournal.ts';

describe('A replay', () => {
  let scratch: ScratchJournal;
  beforeEach(() => (scratch = scratchJournal()));
  afterEach(() => scratch.close());

  /** Journals events one by one, as they come when somebody watches; the live states after each. */
  function live(events: readonly SessionEvent[]): readonly { readonly seq: number; readonly state: SessionState }[] {
    return events.flatMap((event) => {
      const committed = scratch.journal.append({ events: [event], cursors: [] }).events;
      scratch.store.apply(committed);
      return committed.length === 0 ? [] : [scratch.store.session(event.session)!];
    });
  }

  for (const { name, session, events } of everyRecordedSession()) {
    it(`of ${name} shows at every moment what was live then`, async () => {
      const inOrder = events.filter(({ clock }) => clock !== 'file').toSorted((a, b) => a.time - b.time);
      const states = live(inOrder);
      const replay = createReplay(scratch.journal);
      // Back and forth, so that no moment follows from the one before it.
      const places = states.map((_, index) => (index * 7919) % states.length);
      for (const place of new Set(places)) {
        const { seq, state } = states[place]!;
        const moment = await replay.moment(session, { seq }, 0);
        assert.equal(moment.position, place + 1);
        assert.deepEqual(moment.state, state);
      }
    });

    it(`of ${name} ends with what the server shows, in whatever order its files were read`, async () => {
      const last = live(events).at(-1)!;
      const { state, total } = await createReplay(scratch.journal).moment(session, {}, 0);
      assert.equal(total, last.state.eventCount);
      // Sums of fractions depend on the order.
      assert.equal(state.cost.usd?.toFixed(9), last.state.cost.usd?.toFixed(9));
      for (const field of ['tokens', 'end', 'tasks', 'phases', 'errorCount', 'logCount', 'contextSeries'] as const)
        assert.deepEqual(state[field], last.state[field], field);
    });
  }

  const line = (n: number, time: number, clock: SessionEvent['clock'] = 'producer'): SessionEvent => {
    const data = { line: `line ${n}`, level: 'info' };
    return { id: `e${n}`, session: 's', type: 'log_line', time, clock, source: 'test', data };
  };
  const linesAt = async (replay: ReturnType<typeof createReplay>, at: number): Promise<readonly string[]> =>
    (await replay.moment('s', { at }, 0)).state.logs.map(({ text }) => text);

  it('finds a moment by its time, before the first event and behind the last too', async () => {
    live([line(1, 1_000), line(2, 2_000), line(3, 3_000)]);
    const replay = createReplay(scratch.journal);
    assert.deepEqual(await linesAt(replay, 500), []);
    assert.deepEqual(await linesAt(replay, 2_000), ['line 1', 'line 2']);
    assert.deepEqual(await linesAt(replay, 9_000), ['line 1', 'line 2', 'line 3']);
  });

  it('puts what was journaled late where it belongs, also after it was looked at', async () => {
    live([line(1, 1_000), line(3, 3_000)]);
    const replay = createReplay(scratch.journal);
    assert.deepEqual(await linesAt(replay, 3_000), ['line 1', 'line 3']);
    live([line(2, 2_000)]);
    assert.deepEqual(await linesAt(replay, 2_500), ['line 1', 'line 2']);
    assert.deepEqual(await linesAt(replay, 3_000), ['line 1', 'line 2', 'line 3']);
  });

  it('takes what only the date of a copied file tells as told when it was read', async () => {
    live([line(1, 1_000), line(2, 99_000, 'file'), line(3, 3_000)]);
    const replay = createReplay(scratch.journal);
    assert.equal((await replay.moment('s', { at: 1_000 }, 0)).position, 2);
    assert.equal((await replay.moment('s', {}, 0)).to, 3_000);
  });

  it('gives what happened next, for whoever plays on', async () => {
    live([line(1, 1_000), line(2, 2_000), line(3, 3_000)]);
    const { events, position, total } = await createReplay(scratch.journal).moment('s', { at: 1_000 }, 10);
    assert.deepEqual([position, total, events.map(({ id }) => id)], [1, 3, ['e2', 'e3']]);
  });

  it('is right after any number of events, with states kept on the way', async () => {
    const events = Array.from({ length: 3_000 }, (_, n) => line(n, n * 10));
    const committed = scratch.journal.append({ events, cursors: [] }).events;
    const replay = createReplay(scratch.journal);
    for (const position of [3_000, 1, 1_499, 1_500, 1_501, 2_999, 500]) {
      const { state } = await replay.moment('s', { seq: committed[position - 1]!.seq }, 0);
      assert.equal(state.eventCount, position);
      assert.equal(state.logs.at(-1)!.text, `line ${position - 1}`);
    }
  });

  it('has marks for phases, iterations, errors and what a program tells of its own', async () => {
    const shared = { session: 's', clock: 'producer', source: 'test' } as const;
    live([
      { ...shared, id: '1', time: 1, type: 'phase_change', data: { phase: 'init' } },
      { ...shared, id: '2', time: 2, type: 'phase_change', data: { phase: 'Scout' } },
      { ...shared, id: '3', time: 3, type: 'phase_change', data: { phase: 'scout' } },
      { ...shared, id: '4', time: 4, type: 'iteration_start', data: { iteration: 2 } },
      { ...shared, id: '5', time: 5, type: 'error', data: { message: 'no disk' } },
      { ...shared, id: '6', time: 6, type: 'deployed', data: { where: 'here' } },
      { ...shared, id: '7', time: 7, type: 'completion', data: { success: true } },
    ]);
    const { marks } = await createReplay(scratch.journal).marks('s');
    assert.deepEqual(
      marks.map(({ kind, time }) => `${kind} ${time}`),
      ['phase 1', 'phase 2', 'iteration 4', 'error 5', 'custom 6', 'end 7'],
    );
  });

  it('has the numbers of custom events as series by name, with peaks and falls, however many there are', async () => {
    const quality = (n: number, value: number): SessionEvent => {
      const data = { metric: 'code_quality', value, threshold: 80 };
      return { id: `q${n}`, session: 's', type: 'custom_event', time: n, clock: 'producer', source: 'test', data };
    };
    const coverage: SessionEvent = { ...line(0, 0), id: 'c', type: 'coverage', data: { percent: 71.5, of: 'unit' } };
    live([coverage]);
    const many = Array.from({ length: 5_000 }, (_, n) => quality(n, n === 2_345 ? 99 : n === 3_456 ? 1 : 50));
    scratch.journal.append({ events: many, cursors: [] });
    const { series } = await createReplay(scratch.journal).series('s');
    assert.deepEqual(series.map(({ name, count }) => [name, count]), [['coverage.percent', 1], ['code_quality', 5_000], ['code_quality.threshold', 5_000]]); // prettier-ignore
    const { points } = series[1]!;
    assert.ok(points.length <= 720);
    assert.deepEqual([Math.min(...points.map(({ value }) => value)), Math.max(...points.map(({ value }) => value))], [1, 99]); // prettier-ignore
  });
});
