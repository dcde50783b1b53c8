import assert from 'node:assert/strict';
import { compareSessions } from '../../../src/protocol/compare.ts';
import { COMPARED_PHASES, COMPARED_POINTS, TOKEN_KINDS } from '../../../src/protocol/comparison.ts';
import type { NamedDifference } from '../../../src/protocol/comparison.ts';
import { NO_TOKENS, totalTokens } from '../../../src/protocol/events.ts';
import type { JournaledEvent } from '../../../src/protocol/events.ts';
import { reduce } from '../../../src/protocol/reducer.ts';
import { initialState } from '../../../src/protocol/state.ts';
import type { SessionState } from '../../../src/protocol/state.ts';
import { pricing } from '../../../src/server/sources/pricing.ts';
import { everyRecordedSession } from '../../support/recordedEvents.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 22, 23);
/** USD per million: as in a price list, output dearest, cache reads cheapest. */
const RATES = { input: 3, output: 15, cache_read: 0.3, cache_write_5m: 3.75, cache_write_1h: 6, reasoning: 0 };

type Told = readonly [minutes: number, type: string, data: object];

function session(id: string, told: readonly Told[]): SessionState {
  const events = told.map(([minutes, type, data], index) => ({
    ...{ id: `e${index}`, session: id, seq: index + 1, clock: 'producer', source: 'test' },
    ...{ type, time: START + minutes * MINUTE, data },
  }));
  return (events as unknown as JournaledEvent[]).reduce(reduce, initialState(id));
}

function used(tokens: Partial<typeof RATES>): object {
  const usd = Object.entries(tokens).reduce((sum, [kind, n]) => sum + (n * RATES[kind as keyof typeof RATES]) / 1e6, 0);
  return { ...NO_TOKENS, ...tokens, model: 'm', cost_usd: usd };
}

const compare = (...states: readonly SessionState[]) =>
  compareSessions(states, { now: START + 600 * MINUTE, price: pricing({ m: { input: 3, output: 15, cacheRead: 0.3, cacheWrite5m: 3.75, cacheWrite1h: 6 } }) }); // prettier-ignore
const words = (differences: readonly NamedDifference[]): readonly string[] => differences.map(({ text }) => text);
const tasks = (done: number, left: number): object => ({
  completed: Array.from({ length: done }, (_, index) => `done ${index}`),
  remaining: Array.from({ length: left }, (_, index) => `left ${index}`),
  notes: [],
});

describe('A comparison', () => {
  it('tells of every recorded session what the session itself tells, on a clock that begins at its start', () => {
    const states = everyRecordedSession().map(({ session: id, events }) =>
      (events as JournaledEvent[]).map((event, index) => ({ ...event, seq: index + 1 })).reduce(reduce, initialState(id)),
    ); // prettier-ignore
    assert.ok(states.some(({ cost }) => (cost.usd ?? 0) > 0) && states.some(({ phases }) => phases.length > 1));
    for (const state of states) {
      const { sessions } = compareSessions([state, state], { now: START * 2, price: pricing({}) });
      const [told] = sessions;
      assert.equal(told!.tokens.total, totalTokens(state.tokens));
      assert.equal(told!.cost.usd, state.cost.usd);
      assert.equal(told!.errors, state.errorCount);
      const close = (a: number, b: number): void => assert.ok(Math.abs(a - b) < 1e-6, `${state.id}: ${a} for ${b}`);
      close(TOKEN_KINDS.reduce((sum, kind) => sum + told!.tokens[kind], 0), told!.tokens.total); // prettier-ignore
      if (told!.cost_by_kind !== null)
        close(TOKEN_KINDS.reduce((sum, kind) => sum + told!.cost_by_kind![kind], 0), state.cost.usd!); // prettier-ignore
      close(told!.series.tokens.at(-1)?.[1] ?? 0, told!.tokens.total);
      close(told!.series.cost.at(-1)?.[1] ?? 0, state.cost.usd ?? 0);
      const inPhases = told!.time_in_phases.reduce((sum, { seconds }) => sum + seconds, 0);
      assert.ok(inPhases <= (told!.elapsed_seconds ?? 0) + 0.5);
      for (const series of Object.values(told!.series))
        assert.ok(series.every(([at], index) => at >= (series[index - 1]?.[0] ?? 0)));
    }
  });

  it('names what made the difference: cost and its kind, time, phases, tasks, errors, context', () => {
    const a = session('a', [
      [0, 'phase_change', { phase: 'Builder' }],
      [1, 'model_call', used({ output: 20_000, cache_write_5m: 100_000 })],
      [2, 'context_use', { tokens: 40_000, window: 200_000, window_source: 'reported' }],
      [20, 'phase_change', { phase: 'Test' }],
      [25, 'task_list', tasks(2, 6)],
      [26, 'completion', { success: true }],
    ]);
    const b = session('b', [
      [0, 'phase_change', { phase: 'builder' }],
      [1, 'model_call', used({ output: 20_000, cache_write_5m: 420_000 })],
      [2, 'context_use', { tokens: 130_000, window: 200_000, window_source: 'reported' }],
      [20, 'phase_change', { phase: 'Tester' }],
      [22, 'error', { message: 'no disk' }],
      [30, 'phase_change', { phase: 'Review' }],
      [35, 'phase_change', { phase: 'Test' }],
      [44, 'task_list', tasks(5, 3)],
      [45, 'completion', { success: true }],
    ]);
    assert.deepEqual(words(compare(a, b).differences), [
      'B cost $1.20 more than A (2.8×), mostly cache writes.',
      'B used 320.0 k more tokens than A (3.7×), mostly cache writes.',
      'B took 19 m 0 s longer than A (1.7×).',
      'B spent 14 m 0 s longer in Tester than A (20 m 0 s against 6 m 0 s).',
      'Only B was in Review, for 5 m 0 s.',
      'B finished 3 more tasks than A (5 of 8 against 2 of 8).',
      'A finished task cost $0.38 in B and $0.34 in A.',
      'B had 1 more error than A (1 against 0).',
      'The context window of B was at most 65 % full, that of A 20 %.',
    ]);
    assert.match(words(compare(b, a).differences)[0]!, /^B cost \$1\.20 less than A \(0\.4×\), mostly cache writes\.$/);
  });

  it('compares each of the others with the first, and says when they are alike', () => {
    const one = (id: string) => session(id, [[0, 'model_call', used({ output: 1_000 })], [9, 'completion', { success: true }]]); // prettier-ignore
    const { sessions, differences } = compare(one('x'), one('y'), one('z'));
    assert.deepEqual(sessions.map(({ letter, session_id: id }) => letter + id), ['Ax', 'By', 'Cz']); // prettier-ignore
    assert.deepEqual(differences.map(({ between, about }) => [between.join(''), about]), [['AB', 'nothing'], ['AC', 'nothing']]); // prettier-ignore
  });

  it('leaves unknown what is unknown: cost without a price, phases that nobody told of, a start without a time', () => {
    const priced = session('a', [[0, 'phase_change', { phase: 'Build' }], [5, 'model_call', used({ output: 100_000 })]]); // prettier-ignore
    const unpriced = session('b', [[0, 'model_call', { ...NO_TOKENS, output: 5, model: 'own', cost_usd: null }]]);
    const [cost] = compare(priced, unpriced).differences;
    assert.equal(cost!.text, 'What B cost is not known: no model of it has a known price.');
    assert.ok(words(compare(priced, unpriced).differences).some((text) => text.startsWith('B told of no phases')));
    const told = compare(priced, initialState('c'));
    const { start_time: start, elapsed_seconds: ran, series, per_task: each } = told.sessions[1]!;
    assert.deepEqual([start, ran, each, series.tokens], [null, null, null, []]);
    assert.ok(words(told.differences).includes('How long B took is not known.'));
  });

  it('is bounded, whatever the sessions were, and keeps the peaks', () => {
    const calls = Array.from({ length: 3_000 }, (_, n): readonly Told[] => [
      [n, 'phase_change', { phase: `phase ${n}` }],
      [n, 'model_call', used({ output: 10 })],
      [n, 'context_use', { tokens: n === 1_234 ? 190_000 : 1_000, window: 200_000, window_source: 'reported' }],
    ]);
    const [told] = compare(session('long', calls.flat()), initialState('b')).sessions;
    assert.ok(told!.phases.length <= COMPARED_PHASES);
    for (const series of Object.values(told!.series)) assert.ok(series.length <= COMPARED_POINTS && series.length > 50);
    assert.equal(Math.max(...told!.series.context.map(([, percent]) => percent)), 95);
    assert.equal(told!.series.tokens.at(-1)![1], 30_000);
  });
});
