import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { JournaledEvent } from '../../../src/protocol/events.ts';
import { reduce } from '../../../src/protocol/reducer.ts';
import { sessionStatus } from '../../../src/protocol/selectors.ts';
import { initialState } from '../../../src/protocol/state.ts';
import type { SessionState } from '../../../src/protocol/state.ts';

/** A fixture's event leaves out what does not matter to it. Times are ms. */
type FixtureEvent = Partial<JournaledEvent> & Pick<JournaledEvent, 'type' | 'data' | 'time'>;

interface Fixture {
  readonly description: string;
  readonly events: readonly FixtureEvent[];
  /** The parts of the state that the fixture is about. */
  readonly expected: Partial<SessionState>;
  /** The status at `now`, where the fixture is about that. */
  readonly now?: number;
  readonly status?: object;
  /** True when the order in which the events arrive must not matter. */
  readonly anyOrder?: boolean;
}

const folder = join(import.meta.dirname, '../../fixtures/reducer');
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Fixture[]);

function complete(event: FixtureEvent, index: number): JournaledEvent {
  return {
    id: `e${index}`,
    session: 's',
    clock: 'producer',
    source: 'test',
    seq: index + 1,
    ...event,
  };
}

const fold = (events: readonly FixtureEvent[]): SessionState => events.map(complete).reduce(reduce, initialState('s'));

/** What a fixture tells of: of an agent only the fields it names. */
function pick(state: SessionState, like: Partial<SessionState>): Partial<SessionState> {
  const fields = <T extends object>(told: T, wanted: object): T =>
    Object.fromEntries(Object.keys(wanted).map((key) => [key, told[key as keyof T]])) as T;
  const picked = fields(state, like);
  const agents = state.agents.map((agent, index) => fields(agent, like.agents?.[index] ?? agent));
  return 'agents' in like ? { ...picked, agents } : picked;
}

describe('the reducer', () => {
  it('has fixtures', () => assert.ok(fixtures.length >= 12));

  for (const { description, events, expected, now, status, anyOrder } of fixtures) {
    it(description, () => {
      const state = fold(events);
      assert.deepEqual(pick(state, expected), expected);
      if (status) {
        const actual = sessionStatus(state, now ?? 0);
        assert.deepEqual({ ...actual, ...status }, actual);
      }
    });
    if (anyOrder) {
      it(`${description}, in whatever order the facts arrive`, () => {
        const shuffles = fc.shuffledSubarray([...events], { minLength: events.length });
        fc.assert(fc.property(shuffles, (shuffled) => assert.deepEqual(pick(fold(shuffled), expected), expected)));
      });
    }
  }

  it('changes nothing but the counts and the log for a type it does not know', () => {
    const state = fold([{ type: 'code_quality', time: 5, data: { value: 95 } }]);
    assert.equal(state.customCount, 1);
    assert.deepEqual(state.custom, [{ seq: 1, time: 5, type: 'code_quality', text: '{"value":95}' }]);
    assert.equal(state.logs[0]?.text, 'code_quality {"value":95}');
  });

  it('does not change the state it was given', () => {
    const before = fold([{ type: 'phase_change', time: 1, data: { phase: 'scout' } }]);
    const kept = structuredClone(before);
    reduce(before, complete({ type: 'phase_change', time: 2, data: { phase: 'builder' } }, 1));
    assert.deepEqual(before, kept);
  });

  it('survives a state that went through JSON, as snapshots do', () => {
    const events = fixtures.flatMap((fixture) => fixture.events);
    const half = Math.floor(events.length / 2);
    const events1 = events.map(complete);
    const halfway = JSON.parse(
      JSON.stringify(events1.slice(0, half).reduce(reduce, initialState('s'))),
    ) as SessionState;
    assert.deepEqual(events1.slice(half).reduce(reduce, halfway), events1.reduce(reduce, initialState('s')));
  });

  it('keeps a bounded state however long the night', () => {
    const events: FixtureEvent[] = [];
    for (let n = 0; n < 5_000; n++) {
      events.push({ type: 'log_line', time: n, data: { line: 'x'.repeat(3_000), level: 'info' } });
      events.push({ type: `custom_${n}`, time: n, data: { n } });
      events.push({ type: 'context_update', time: n * 20_000, data: { percent: n % 100 } });
    }
    const state = fold(events);
    assert.equal(state.logs.length, 500);
    assert.equal(state.logCount, 10_000);
    assert.ok(state.contextSeries.length <= 720);
    assert.ok(JSON.stringify(state).length < 2_000_000);
  });

  it('keeps a bounded state however long the names that a session gives to things', () => {
    const long = 'x'.repeat(100_000);
    const usage = { input: 1, output: 1, cache_read: 0, cache_write_5m: 0, cache_write_1h: 0, reasoning: 0 };
    const events: FixtureEvent[] = [];
    for (let n = 0; n < 150; n++) {
      const name = `${n}${long}`;
      events.push({ type: 'phase_change', time: n, data: { phase: name } });
      events.push({ type: name, time: n, data: { name } });
      events.push({ type: 'log_line', time: n, data: { line: name, level: name } });
      events.push({ type: 'artifact', time: n, data: { name, text: 'short' } });
      events.push({ type: 'model_call', time: n, data: { ...usage, model: name, cost_usd: null } });
      events.push({ type: 'agent_update', time: n, data: { agent_id: `a${n}`, agent_name: name, phase: name } });
      const update = { current_phase: name, status: name, phase_number: name, phases_completed: [name] };
      events.push({ type: 'phase_update', time: n, data: update });
      events.push({ type: 'waiting', time: n, data: { reason: name } });
      events.push({ type: 'session_end', time: n, data: { outcome: 'failed', evidence: name } });
      events.push({ type: 'session_info', time: n, data: { project: name, task: name, phase: name } });
    }
    const state = fold(events);
    assert.equal(state.calls, 150);
    assert.equal(
      Object.values(state.models).reduce((sum, { calls }) => sum + calls, 0),
      150,
    );
    assert.ok(JSON.stringify(state).length < 5_000_000, String(JSON.stringify(state).length));
  });
});
