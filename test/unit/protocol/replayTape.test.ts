import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { JournaledEvent } from '../../../src/protocol/events.ts';
import type { ReplayMoment } from '../../../src/protocol/history.ts';
import { reduce } from '../../../src/protocol/reducer.ts';
import { ReplayTape } from '../../../src/protocol/replayTape.ts';
import { initialState } from '../../../src/protocol/state.ts';
import { workingSession } from '../../support/browser/agentSession.ts';
import { recordedEvents } from '../../support/browser/recordedSession.ts';

const SESSIONS: Readonly<Record<string, readonly JournaledEvent[]>> = {
  'a recorded build': recordedEvents(),
  'an agent at work': inOrder(workingSession('agent', Date.UTC(2026, 10, 23, 3))),
};

describe('a replayed session', () => {
  for (const [name, events] of Object.entries(SESSIONS)) {
    it(`is at any moment what the live session was then: ${name}`, () => {
      const position = fc.integer({ min: 0, max: events.length });
      fc.assert(
        fc.property(position, position, fc.integer({ min: 1, max: 40 }), (start, end, page) => {
          const tape = tapeAt(events, start, page);
          while (
            tape.point.position < end &&
            (tape.next() || tape.append(momentAt(events, start, page, tape.lastSeq)))
          );
          const reached = Math.max(start, end);
          assert.equal(tape.point.position, reached);
          assert.deepEqual(tape.point.state, liveState(events, reached));
        }),
        { numRuns: 60 },
      );
    });

    it(`is the same again after steps on and back: ${name}`, () => {
      const steps = fc.array(fc.boolean(), { maxLength: 60 });
      fc.assert(
        fc.property(fc.integer({ min: 0, max: events.length }), steps, (start, ways) => {
          const tape = tapeAt(events, start, 30);
          let at = start;
          for (const on of ways) if (on ? tape.next() : tape.back()) at += on ? 1 : -1;
          assert.equal(tape.point.position, at);
          assert.deepEqual(tape.point.state, liveState(events, at));
        }),
        { numRuns: 40 },
      );
    });
  }

  it('plays all that happened up to a time, and nothing later', () => {
    const events = SESSIONS['an agent at work']!;
    const tape = tapeAt(events, 0, events.length);
    const time = events[40]!.time;
    tape.playTo(time);
    assert.equal(tape.point.position, events.filter((event) => event.time <= time).length);
    assert.ok(tape.nextTime! > time);
  });

  it('does not take a page that begins elsewhere, since something older was read meanwhile', () => {
    const events = SESSIONS['a recorded build']!;
    const tape = tapeAt(events, 5, 10);
    const page = momentAt(events, 0, 10, tape.lastSeq);
    assert.equal(tape.append({ ...page, position: page.position + 1 }), false);
    assert.equal(tape.append(page), true);
    assert.equal(tape.ahead, 20);
  });
});

function inOrder(facts: ReturnType<typeof workingSession>): readonly JournaledEvent[] {
  const sorted = facts.toSorted((a, b) => a.time - b.time);
  return sorted.map((fact, index) => ({ ...fact, seq: index + 1 }) as JournaledEvent);
}

function liveState(events: readonly JournaledEvent[], position: number) {
  return events.slice(0, position).reduce(reduce, initialState(events[0]!.session));
}

/** What the server tells of a moment: of so many events, or of the one with that number. */
function momentAt(events: readonly JournaledEvent[], start: number, page: number, seq?: number): ReplayMoment {
  const position = seq === undefined ? start : events.findIndex((event) => event.seq === seq) + 1;
  return {
    seq: events[position - 1]?.seq ?? 0,
    time: events[Math.max(0, position - 1)]!.time,
    position,
    total: events.length,
    from: events[0]!.time,
    to: events.at(-1)!.time,
    state: liveState(events, position),
    events: events.slice(position, position + page),
  };
}

function tapeAt(events: readonly JournaledEvent[], start: number, page: number): ReplayTape {
  return new ReplayTape(momentAt(events, start, page));
}
