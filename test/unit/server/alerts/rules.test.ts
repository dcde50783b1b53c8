import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EventData, SessionEvent } from '../../../../src/protocol/events.ts';
import { broadcastEvent } from '../../../../src/server/sources/contextFoundry/ingest.ts';
import { AlertWorld, useWorld } from './support/alertWorld.ts';

const MINUTE = 60_000;
const NOTHING = { input: 0, output: 0, cache_read: 0, cache_write_5m: 0, cache_write_1h: 0, reasoning: 0 };

function call(usd: number, tokens: number): EventData['model_call'] {
  return { ...NOTHING, input: tokens, model: 'm', cost_usd: usd };
}

describe('a person is told', () => {
  const the = useWorld();

  const context = (...percents: readonly number[]): void => {
    for (const percent of percents) {
      the().timers.pass(MINUTE);
      the().tell('context_update', { percent });
    }
  };

  it('once that the context is above each threshold, and again only after it was well below', () => {
    context(30, 41, 44, 39, 41, 36, 45, 52, 49, 51, 46, 53);
    assert.deepEqual(the().raised().map(({ title }) => title), ['s: context at 41 %', 's: context at 52 %']); // prettier-ignore
    context(34, 40, 44, 60);
    assert.deepEqual(the().raised().slice(2).map(({ title }) => title), ['s: context at 40 %', 's: context at 60 %']); // prettier-ignore
  });

  it('in one alert when both thresholds are passed at once', () => {
    context(10, 70, 39, 46, 70);
    assert.deepEqual(the().raised().map(({ text }) => text.slice(0, 9)), ['Over 50 %', 'Over 50 %']); // prettier-ignore
  });

  it('under a name made of what was crossed, and how often before', () => {
    context(45, 20, 45);
    assert.deepEqual(
      the()
        .raised()
        .map(({ id }) => id),
      ['alert:context:40:1', 'alert:context:40:2'],
    );
  });

  it('until when it lasted', () => {
    context(45);
    assert.equal(the().raised()[0]?.overAt, null);
    context(20);
    assert.equal(the().raised()[0]?.overAt, the().now);
  });

  it('what a session waits for, once a question', () => {
    const world = the();
    world.tell('waiting', { reason: 'permission: Bash rm -rf build' });
    world.tell('waiting', { reason: 'permission: Bash rm -rf build' });
    world.tell('process_update', { status: 'waiting', evidence: 'registry' });
    assert.deepEqual(world.raised().map(({ severity, title }) => [severity, title]), [['needs_you', 's needs you']]); // prettier-ignore
    assert.match(world.raised()[0]!.text, /rm -rf build/);
    world.timers.pass(MINUTE);
    world.tell('process_update', { status: 'busy', evidence: 'hook' });
    world.timers.pass(MINUTE);
    world.tell('waiting', { reason: 'permission: Bash git push' });
    assert.equal(world.raised().length, 2);
  });

  it('of a question after an answer, although the registry lags behind', () => {
    const world = the();
    world.tell('process_update', { status: 'waiting', evidence: 'registry', waiting_for: 'a permission' });
    world.timers.pass(MINUTE);
    world.tell('tool_start', { tool_id: 't', name: 'Bash' });
    world.timers.pass(MINUTE);
    world.tell('waiting', { reason: 'another permission' });
    assert.equal(world.rules().length, 2);
  });

  it('that a session ended, once, whatever else says so', () => {
    const world = the();
    world.tell('iteration_start', { iteration: 1 });
    world.timers.pass(90 * MINUTE);
    world.tell('completion', { success: true });
    world.timers.pass(1_000);
    world.tell('session_end', { outcome: 'complete', evidence: 'COMPLETE file' });
    world.tell('session_end', { outcome: 'complete', evidence: 'overnight log' });
    assert.deepEqual(world.raised().filter(({ rule }) => rule === 'finished').map(({ title }) => title), ['s finished']); // prettier-ignore
    assert.match(world.raised().at(-1)!.text, /After 1 h 30 m/);
  });

  it('that it failed after all, and when it was killed', () => {
    const world = the();
    world.tell('session_end', { outcome: 'killed', evidence: 'process 7 is gone' });
    world.timers.pass(MINUTE);
    world.tell('iteration_start', { iteration: 2 });
    world.timers.pass(MINUTE);
    world.tell('completion', { success: false });
    assert.deepEqual(world.raised().map(({ title }) => title), ['s was killed', 's failed']); // prettier-ignore
    assert.notEqual(world.raised()[0]!.overAt, null);
  });

  it('of a root session’s end, and of none that it started', () => {
    const world = the();
    world.tell('session_link', { session: 'runner', relation: 'started by' });
    world.tell('completion', { success: true });
    world.tell('agent_update', { agent_id: 'a', status: 'completed' }, { session: 'root' });
    assert.deepEqual([world.rules(), world.rules('root')], [[], []]);
    world.tell('completion', { success: true }, { session: 'root' });
    assert.deepEqual(world.rules('root'), ['finished']);
  });

  it('that an agent is done with a turn, where it was long, and not once more when it is closed', () => {
    const world = the();
    const turn = (number: number, minutes: number): void => {
      world.tell('turn_start', { turn: number });
      world.timers.pass(minutes * MINUTE);
      world.tell('turn_end', { turn: number, outcome: 'finished' });
    };
    turn(1, 2);
    assert.deepEqual(world.rules(), []);
    world.timers.pass(MINUTE);
    turn(2, 6);
    world.tell('session_end', { outcome: 'complete', evidence: 'closed' });
    assert.deepEqual(world.rules(), ['finished']);
  });

  it('that a session is silent, when nothing explains it', () => {
    const world = the();
    world.tell('iteration_start', { iteration: 1 });
    world.timers.pass(14 * MINUTE);
    assert.deepEqual(world.rules(), []);
    world.timers.pass(60 * MINUTE);
    assert.deepEqual(world.rules(), ['stalled']);
    world.tell('iteration_complete', { iteration: 1 });
    world.timers.pass(60 * MINUTE);
    assert.deepEqual(world.rules(), ['stalled', 'stalled']);
  });

  it('nothing of a silence that a tool or a working process explains', () => {
    const world = the();
    world.tell('turn_start', { turn: 1 });
    world.tell('tool_start', { tool_id: 't', name: 'Bash', input: 'npm test' });
    world.tell('turn_start', { turn: 1 }, { session: 'busy' });
    world.tell('process_update', { status: 'busy', evidence: 'hook' }, { session: 'busy' });
    world.tell('waiting', { reason: 'a question' }, { session: 'asks' });
    world.timers.pass(5 * 60 * MINUTE);
    assert.deepEqual([world.rules(), world.rules('busy'), world.rules('asks')], [[], [], ['waiting']]);
  });

  it('of each phase that the producer names, where that is wanted', () => {
    const world = the();
    const phases = (session: string): void => {
      for (const phase of ['scout', 'architect', 'Architect', 'builder']) {
        world.timers.pass(MINUTE);
        world.tell('phase_change', { phase }, { session });
      }
    };
    phases('unwanted');
    world.configure({ rules: { phase: { enabled: true } } });
    phases('s');
    assert.deepEqual(world.rules('unwanted'), []);
    assert.deepEqual(world.raised().map(({ title }) => title), ['s: architect', 's: builder']); // prettier-ignore
  });

  it('once that a session is over its budget, and again when the budget was raised', () => {
    const world = the();
    world.configure({ rules: { budget: { sessionUsd: 5, sessionTokens: 1_000 } } });
    for (let n = 0; n < 6; n++) world.tell('model_call', call(2, 100));
    assert.deepEqual(world.raised().map(({ text }) => text), ['$6.00 used of $5.00']); // prettier-ignore
    world.configure({ rules: { budget: { sessionUsd: 20, sessionTokens: 1_000 } } });
    for (let n = 0; n < 6; n++) world.tell('model_call', call(2, 100));
    const texts = world.raised().map(({ text }) => text);
    assert.deepEqual(texts.slice(1), ['$20.00 used of $20.00', '1.0 k tokens used of 1.0 k tokens']);
  });

  it('once a day that all sessions together are over the budget of the day, also over a restart', () => {
    const world = the();
    world.configure({ rules: { budget: { dayUsd: 10 }, stalled: { enabled: false } } });
    const spend = (session: string): unknown => world.tell('model_call', call(4, 10), { session });
    for (const session of ['a', 'b', 'c']) spend(session);
    assert.deepEqual([world.rules('a'), world.rules('b'), world.rules('c')], [[], [], ['budget']]);
    world.restart();
    spend('a');
    world.timers.pass(24 * 60 * MINUTE);
    for (const session of ['a', 'b']) spend(session);
    assert.deepEqual([world.rules('a'), world.rules('b')], [[], []]);
    spend('b');
    assert.deepEqual(world.rules('b'), ['budget']);
  });

  it('of many errors at once, and not of one now and then', () => {
    const world = the();
    const fail = (times: number, wait: number): void => {
      for (let n = 0; n < times; n++) {
        world.timers.pass(wait);
        world.tell('error', { message: `no disk ${n}` });
      }
    };
    fail(6, 2 * MINUTE);
    assert.deepEqual(world.rules(), []);
    fail(12, 10_000);
    assert.deepEqual(world.rules(), ['errors']);
    fail(3, 10 * MINUTE);
    fail(6, 1_000);
    assert.deepEqual(world.rules(), ['errors', 'errors']);
  });

  it('of the same command with the same result again and again', () => {
    const world = the();
    const run = (input: string, result: string): void => {
      const tool_id = `t${world.events().length}`;
      world.tell('tool_start', { tool_id, name: 'Bash', input });
      world.timers.pass(1_000);
      world.tell('tool_end', { tool_id, ok: false, result });
    };
    for (let n = 0; n < 20; n++) run('npm test', `${n} tests failed`);
    assert.deepEqual(world.rules(), []);
    for (let n = 0; n < 12; n++) run('npm test', '3 tests failed');
    assert.deepEqual(world.rules(), ['looping']);
    assert.match(world.raised()[0]!.text, /npm test/);
  });

  it('of custom events of the types that a channel asks for', () => {
    const world = the();
    const channel = { name: 'mine', type: 'slack', secret: 'editor', filter: { events: ['deployed'] } };
    world.configure({ channels: [channel] });
    world.commit(world.fact('deployed', { to: 'staging' }), world.fact('code_quality', { value: 95 }));
    assert.deepEqual(world.raised().map(({ rule, channels }) => [rule, channels]), [['custom_event', ['mine']]]); // prettier-ignore
  });

  it('nothing of what was long ago, nor of alerts themselves', () => {
    const world = the();
    const long = world.now - 11 * MINUTE;
    world.commit(
      world.fact('context_update', { percent: 90 }, long),
      world.fact('completion', { success: true }, long),
    );
    world.timers.pass(MINUTE);
    world.tell('context_update', { percent: 91 });
    assert.deepEqual(world.rules(), []);
  });

  it('of an end during a restart, when the server is back', () => {
    const world = the();
    world.tell('iteration_start', { iteration: 1 });
    world.restart();
    // Folded, and killed before anybody was told.
    world.journal.append({ events: [world.fact('completion', { success: true })], cursors: [] });
    world.restart();
    assert.deepEqual(world.rules(), ['finished']);
    world.restart();
    assert.deepEqual(world.rules(), ['finished']);
  });

  it('nothing of a rule that is off', () => {
    const world = the();
    const off = Object.fromEntries(['finished', 'failed', 'waiting', 'stalled', 'context', 'errors'].map((rule) => [rule, { enabled: false }])); // prettier-ignore
    world.configure({ rules: off });
    context(90);
    world.tell('waiting', { reason: 'x' });
    for (let n = 0; n < 9; n++) world.tell('error', { message: 'x' });
    world.timers.pass(60 * MINUTE);
    world.tell('completion', { success: false });
    assert.deepEqual(world.rules(), []);
  });
});

describe('an alert', () => {
  const the = useWorld();

  it('is a line of the log, and no sign of life', () => {
    const world = the();
    world.tell('iteration_start', { iteration: 1 });
    const before = world.state().activity;
    world.timers.pass(20 * MINUTE);
    assert.match(world.state().logs.at(-1)!.text, /^Alert: s has stalled/);
    assert.deepEqual(world.state().activity, before);
  });

  it('cannot be posted by a session itself', () => {
    const data = { rule: 'failed', severity: 'news', title: 'x', text: 'x', conditions: ['failed'], channels: [] };
    const posted = broadcastEvent('s', { type: 'alert', data }, 0, () => 'x');
    assert.deepEqual([posted.ok, 'field' in posted && posted.field], [false, 'type']);
  });
});

describe('one crossing is one alert', () => {
  const START = Date.parse('2026-11-23T12:00:00Z');
  const STEP = 15_000;

  /** How often a person counts a crossing who sees the values in their order. */
  function crossings(percents: readonly number[]): number {
    let above = false;
    return percents.reduce((count, percent) => {
      const crossed = !above && percent >= 40;
      above = crossed || (above && percent >= 35);
      return count + Number(crossed);
    }, 0);
  }

  function raised(facts: readonly SessionEvent[], restarts: ReadonlySet<number>): number {
    const world = new AlertWorld(START);
    try {
      world.configure({ rules: { context: { percent: [40] } } });
      for (const [index, fact] of facts.entries()) {
        world.commit(fact);
        if (restarts.has(index)) world.restart();
      }
      return world.rules().length;
    } finally {
      world.end();
    }
  }

  const series = fc.array(fc.integer({ min: 20, max: 60 }), { minLength: 1, maxLength: 12 });
  const factsOf = (percents: readonly number[]): readonly SessionEvent[] =>
    percents.map((percent, index): SessionEvent => ({
      id: `e${index}`,
      session: 's',
      time: START - 5 * MINUTE + index * STEP,
      clock: 'producer',
      source: 'test',
      type: 'context_update',
      data: { percent },
    }));
  const restarts = fc.uniqueArray(fc.nat(12), { maxLength: 3 }).map((indexes) => new Set(indexes));

  it('when facts come in order, doubled and over restarts', () => {
    const doubled = (facts: readonly SessionEvent[]): readonly SessionEvent[] => facts.flatMap((fact) => [fact, fact]);
    const property = fc.property(series, restarts, (percents, at) =>
      assert.equal(raised(doubled(factsOf(percents)), at), crossings(percents)),
    );
    fc.assert(property, { seed: 20261123, numRuns: 60 });
  });

  it('when facts come in any order: never more than there were, and one where there was one', () => {
    const shuffled = series.chain((percents) =>
      fc.tuple(
        fc.constant(percents),
        fc.shuffledSubarray([...factsOf(percents), ...factsOf(percents)], { minLength: percents.length * 2 }),
      ),
    );
    const property = fc.property(shuffled, restarts, ([percents, facts], at) => {
      const told = raised(facts, at);
      assert.ok(told <= crossings(percents), `${told} alerts of ${crossings(percents)} crossings`);
      if (percents.at(-1)! >= 40) assert.ok(told >= 1);
    });
    fc.assert(property, { seed: 20261123, numRuns: 60 });
  });
});
