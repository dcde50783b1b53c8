import assert from 'node:assert/strict';
import { initialState } from '../../../../src/protocol/state.ts';
import { summarize } from '../../../../src/protocol/summary.ts';
import type { SessionSummary } from '../../../../src/protocol/summary.ts';
import { linkSessions } from '../../../../src/server/sources/linkSessions.ts';

const MINUTE = 60_000;

function session(id: string, changed: Partial<SessionSummary>): SessionSummary {
  return { ...summarize(initialState(id)), startedAt: 10 * MINUTE, folder: '/work/shop', ...changed };
}

const runner = session('night', {
  source: 'checkpoint',
  activity: { at: 60 * MINUTE, clock: 'producer', text: 'Iteration 3 started' },
});

function linked(agent: Partial<SessionSummary>): readonly string[] {
  const other = session('claude', { source: 'claude-code', startedAt: 20 * MINUTE, ...agent });
  const fromAgent = linkSessions(other, [runner]);
  assert.deepEqual(fromAgent, linkSessions(runner, [other]), 'whoever was told of last');
  return fromAgent.map(({ session: id, data }) => `${id} ${String((data as { relation: string }).relation)}`);
}

describe('a session of Context Foundry and one of a coding agent', () => {
  const both = ['night starts', 'claude started by'];

  it('belong together in the same folder and time', () => assert.deepEqual(linked({}), both));
  it('belong together when the agent works in a folder below', () =>
    assert.deepEqual(linked({ folder: '/work/shop/api' }), both));
  it('have nothing to do with each other in folders whose names begin alike', () =>
    assert.deepEqual(linked({ folder: '/work/shop-two' }), []));
  it('have nothing to do with each other when the agent began before', () =>
    assert.deepEqual(linked({ startedAt: 5 * MINUTE }), []));
  it('have nothing to do with each other when the agent began long after', () =>
    assert.deepEqual(linked({ startedAt: 600 * MINUTE }), []));
  it('are not linked where a folder is not known', () => assert.deepEqual(linked({ folder: null }), []));
  it('are not linked to their own kind', () => assert.deepEqual(linked({ source: 'checkpoint' }), []));
});
