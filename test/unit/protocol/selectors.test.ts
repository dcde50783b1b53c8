import assert from 'node:assert/strict';
import type { EventData, JournaledEvent, KnownType } from '../../../src/protocol/events.ts';
import { formatCost, formatDuration, formatPercent, formatTokens, formatUsd } from '../../../src/protocol/format.ts';
import { phaseSteps } from '../../../src/protocol/pipeline.ts';
import { reduce } from '../../../src/protocol/reducer.ts';
import {
  burnRate,
  contextLevel,
  elapsed,
  estimatedRemaining,
  overallPercent,
  sessionStatus,
  taskDoing,
} from '../../../src/protocol/selectors.ts';
import { initialState } from '../../../src/protocol/state.ts';
import type { SessionState } from '../../../src/protocol/state.ts';

const MINUTE = 60_000;

type Told = readonly [time: number, type: KnownType, data: EventData[KnownType]];

function fold(...told: Told[]): SessionState {
  const events = told.map(([time, type, data], index) => {
    return {
      seq: index + 1,
      id: `e${index}`,
      session: 's',
      clock: 'producer',
      source: 'test',
      time,
      type,
      data,
    } as JournaledEvent;
  });
  return events.reduce(reduce, initialState('s'));
}

const call = (input: number, cost: number | null): EventData['model_call'] => {
  return {
    model: 'm',
    input,
    output: 0,
    cache_read: 0,
    cache_write_5m: 0,
    cache_write_1h: 0,
    reasoning: 0,
    cost_usd: cost,
  };
};

describe('the phase pipeline', () => {
  it('shows what is done with its time, what goes on and what is to come', () => {
    const state = fold([0, 'phase_change', { phase: 'scout' }], [5 * MINUTE, 'phase_change', { phase: 'architect' }]);
    assert.deepEqual(phaseSteps(state, 7 * MINUTE), [
      { name: 'scout', state: 'done', duration: 5 * MINUTE },
      { name: 'architect', state: 'current', duration: 2 * MINUTE },
      { name: 'builder', state: 'todo', duration: null },
    ]);
  });

  it('does not call a phase done that nobody told of', () => {
    const steps = phaseSteps(fold([0, 'phase_change', { phase: 'builder' }]), MINUTE);
    assert.deepEqual(
      steps.map(({ name, state }) => [name, state]),
      [
        ['scout', 'unseen'],
        ['architect', 'unseen'],
        ['builder', 'current'],
      ],
    );
  });

  it('puts a phase nobody expected behind the one it followed', () => {
    const state = fold([0, 'phase_change', { phase: 'scout' }], [1, 'phase_change', { phase: 'Interview' }]);
    assert.deepEqual(
      phaseSteps(state, 2).map(({ name }) => name),
      ['scout', 'interview', 'architect', 'builder'],
    );
  });

  it('does not call the test done when it failed and led back to an earlier phase', () => {
    const update = (current_phase: string, status: string, phases_completed: string[]): EventData['phase_update'] => {
      return { current_phase, status, phases_completed };
    };
    const state = fold(
      [0, 'phase_update', update('Scout', 'in_progress', [])],
      [1, 'phase_update', update('Architect', 'in_progress', ['Scout'])],
      [2, 'phase_update', update('Builder', 'in_progress', ['Scout', 'Architect'])],
      [3, 'phase_update', update('Test', 'failed', ['Scout', 'Architect', 'Builder'])],
      [4, 'phase_update', update('Architect', 'designing', ['Scout'])],
    );
    assert.equal(state.end, null);
    assert.deepEqual(
      phaseSteps(state, 5).map((step) => `${step.name} ${step.state}`),
      ['scout done', 'architect current', 'builder todo', 'test todo', 'documentation todo', 'deploy todo'],
    );
  });

  it('says that a session ended in a phase, not that it is in it', () => {
    const state = fold([0, 'phase_change', { phase: 'scout' }], [MINUTE, 'completion', { success: false }]);
    assert.deepEqual(phaseSteps(state, 9 * MINUTE)[0], { name: 'scout', state: 'ended', duration: MINUTE });
  });

  it('puts known phases where they belong, whatever the order they were told in', () => {
    const state = fold([0, 'phase_update', { current_phase: 'Screenshot', phases_completed: ['Test', 'Scout'] }]);
    const names = phaseSteps(state, 1).map(({ name }) => name);
    assert.deepEqual(names, ['scout', 'architect', 'builder', 'test', 'screenshot', 'documentation', 'deploy']);
  });

  it('adds up the times of a phase that was entered twice', () => {
    const state = fold(
      [0, 'phase_change', { phase: 'builder' }],
      [10, 'phase_change', { phase: 'test' }],
      [15, 'phase_change', { phase: 'builder' }],
    );
    assert.equal(phaseSteps(state, 20).find(({ name }) => name === 'builder')?.duration, 15);
  });
});

describe('derived numbers', () => {
  it('stop the clock when the session ends', () => {
    const state = fold([0, 'iteration_start', { iteration: 1 }], [MINUTE, 'completion', { success: true }]);
    assert.equal(elapsed(state, 99 * MINUTE), MINUTE);
  });

  it('estimate the time left from the tasks done, and say nothing where there are none', () => {
    const tasks = { completed: ['a'], remaining: ['b', 'c'], notes: [] };
    const state = fold([0, 'iteration_start', { iteration: 1 }], [MINUTE, 'task_list', tasks]);
    assert.equal(estimatedRemaining(state, 10 * MINUTE), 20 * MINUTE);
    assert.equal(overallPercent(state), (1 / 3) * 100);
    assert.equal(taskDoing(state, 10 * MINUTE), 'b');
    const unknown = fold([0, 'iteration_start', { iteration: 1 }]);
    assert.equal(estimatedRemaining(unknown, 10 * MINUTE), null);
    assert.equal(overallPercent(unknown), null);
  });

  it('do not take the days a session lay still for time that its tasks took', () => {
    const tasks = { completed: ['a', 'b'], remaining: ['c'], notes: [] };
    const days = 3 * 24 * 60;
    const state = fold(
      [0, 'iteration_start', { iteration: 1 }],
      [10 * MINUTE, 'iteration_complete', { iteration: 1 }],
      [(days + 0) * MINUTE, 'iteration_start', { iteration: 2 }],
      [(days + 10) * MINUTE, 'task_list', tasks],
    );
    assert.equal(estimatedRemaining(state, (days + 10) * MINUTE), 10 * MINUTE);
  });

  it('promise no end to a session that has given no sign of life for a day', () => {
    const tasks = { completed: ['a'], remaining: ['b'], notes: [] };
    const state = fold([0, 'iteration_start', { iteration: 1 }], [MINUTE, 'task_list', tasks]);
    assert.equal(estimatedRemaining(state, 25 * 60 * MINUTE), null);
  });

  it('say so when a session is dated in the future, and do not pretend to know since when it works', () => {
    const state = fold([9 * 60 * MINUTE, 'iteration_start', { iteration: 1 }]);
    const status = sessionStatus(state, 0);
    assert.equal(status.since, null);
    assert.match(status.evidence, /dated 9 h 0 m from now.*time zones differ/);
    assert.equal(sessionStatus(state, 9 * 60 * MINUTE - 1_000).evidence, 'Iteration 1 started');
  });

  it('give no burn rate in dollars when what was used lately has no price, though earlier calls had one', () => {
    const state = fold([0, 'model_call', call(1_000, 3)], [50 * MINUTE, 'model_call', call(1_000, null)]);
    assert.deepEqual(burnRate(state, 60 * MINUTE), { tokensPerHour: 4_000, usdPerHour: null });
  });

  it('count nothing that is dated in the future into the burn rate', () => {
    const state = fold(
      [0, 'iteration_start', { iteration: 1 }],
      [59 * MINUTE, 'model_call', call(1_000, 1)],
      [600 * MINUTE, 'model_call', call(1_000, 1)],
    );
    assert.deepEqual(burnRate(state, 60 * MINUTE), { tokensPerHour: 4_000, usdPerHour: 4 });
  });

  it('give the burn rate of the last quarter of an hour', () => {
    const state = fold([0, 'model_call', call(1_000_000, 3)], [50 * MINUTE, 'model_call', call(1_000, 0.5)]);
    assert.deepEqual(burnRate(state, 60 * MINUTE), { tokensPerHour: 4_000, usdPerHour: 2 });
    assert.equal(burnRate(state, 90 * MINUTE), null);
  });

  it('colour the context as the original does: green below 40 %, yellow to 50 %, red above', () => {
    assert.deepEqual([0, 39.9, 40, 50, 50.1, 100].map(contextLevel), [
      'ok',
      'ok',
      'warning',
      'warning',
      'critical',
      'critical',
    ]);
  });
});

describe('numbers as people read them', () => {
  it('carry their unit', () => {
    assert.deepEqual([0, 59_999, 190_000, 11_400_000, 100_800_000].map(formatDuration), [
      '0 s',
      '59 s',
      '3 m 10 s',
      '3 h 10 m',
      '1 d 4 h',
    ]);
    assert.deepEqual([0, 999, 44_364, 999_949, 999_950, 12_345_678].map(formatTokens), [
      '0',
      '999',
      '44.4 k',
      '999.9 k',
      '1.00 M',
      '12.3 M',
    ]);
    assert.deepEqual([0, 0.004, 1.306, 250].map(formatUsd), ['$0.00', '< $0.01', '$1.31', '$250']);
    assert.deepEqual([null, 22.9, 0].map(formatPercent), ['?', '22 %', '0 %']);
  });

  it('never show an unknown price as zero', () => {
    assert.equal(formatCost({ usd: null, unpricedTokens: 0 }), '–');
    assert.equal(formatCost({ usd: null, unpricedTokens: 3_000 }), '3.0 k tokens unpriced');
    assert.equal(formatCost({ usd: 1.2, unpricedTokens: 3_000 }), '$1.20 + 3.0 k tokens unpriced');
  });
});
