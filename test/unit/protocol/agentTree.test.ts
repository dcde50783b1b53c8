import assert from 'node:assert/strict';
import { agentNames, agentTree, foremostAgents, isAtWork } from '../../../src/protocol/agentTree.ts';
import type { AgentNode } from '../../../src/protocol/agentTree.ts';
import type { EventData, JournaledEvent } from '../../../src/protocol/events.ts';
import { reduce } from '../../../src/protocol/reducer.ts';
import { initialState } from '../../../src/protocol/state.ts';
import type { Agent } from '../../../src/protocol/state.ts';

/** Agents as the reducer makes them, told of in this order. */
function agents(...told: readonly EventData['agent_update'][]): readonly Agent[] {
  const events = told.map((data, time) => {
    return {
      id: `e${time}`,
      seq: time + 1,
      session: 's',
      clock: 'producer',
      source: 't',
      time,
      type: 'agent_update',
      data,
    };
  });
  return (events as readonly JournaledEvent[]).reduce(reduce, initialState('s')).agents;
}

function outline(nodes: readonly AgentNode[]): readonly string[] {
  return nodes.flatMap(({ agent, children }) => [agent.id, ...outline(children).map((line) => `- ${line}`)]);
}

describe('the tree of agents', () => {
  it('puts each under the one that started it, to any depth, in the order of their start', () => {
    const tree = agentTree(
      agents(
        { agent_id: 'a' },
        { agent_id: 'b' },
        { agent_id: 'a2', parent_id: 'a' },
        { agent_id: 'a1x', parent_id: 'a1' },
        { agent_id: 'a1', parent_id: 'a' },
      ),
    );
    assert.deepEqual(outline(tree), ['a', '- a2', '- a1', '- - a1x', 'b']);
  });

  it('keeps at the top one whose parent nobody told of', () => {
    assert.deepEqual(outline(agentTree(agents({ agent_id: 'x', parent_id: 'gone' }))), ['x']);
  });

  it('loses nobody when parents go round in a circle', () => {
    const told = agents(
      { agent_id: 'a', parent_id: 'b' },
      { agent_id: 'b', parent_id: 'a' },
      { agent_id: 'c', parent_id: 'c' },
    );
    assert.deepEqual(outline(agentTree(told)), ['a', '- b', 'c']);
  });

  it('is cut to those at work and the newest, each with all who led to it', () => {
    const tree = agentTree(
      agents(
        { agent_id: 'a', status: 'completed' },
        { agent_id: 'a1', parent_id: 'a', status: 'completed' },
        { agent_id: 'a1x', parent_id: 'a1', status: 'running' },
        { agent_id: 'b', status: 'completed' },
        { agent_id: 'c', status: 'completed' },
        { agent_id: 'd', status: 'completed' },
      ),
    );
    assert.deepEqual(outline(foremostAgents(tree, 4)), ['a', '- a1', '- - a1x', 'd']);
    assert.equal(foremostAgents(tree, 6), tree);
  });

  it('knows who is still at work by any producer’s words', () => {
    const statuses = ['running', 'active', 'spawned', 'completed', 'Failed', 'stopped', 'done', 'error', 'killed'];
    const told = agents(...statuses.map((status) => ({ agent_id: status, status })), { agent_id: 'silent' });
    assert.deepEqual(
      told.filter(isAtWork).map(({ id }) => id),
      ['running', 'active', 'spawned', 'silent'],
    );
  });

  it('calls them by name, task or kind, whatever is known', () => {
    const told = agents(
      { agent_id: '1', agent_name: 'builder-1', description: 'Build' },
      { agent_id: '2', description: 'Find tests', agent_type: 'Explore' },
      { agent_id: '3', agent_type: 'Explore' },
      { agent_id: '4' },
    );
    assert.deepEqual([...agentNames({ agents: told }).values()], ['builder-1', 'Find tests', 'Explore', '4']);
  });
});
