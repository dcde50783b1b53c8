import assert from 'node:assert/strict';
import { ofType } from '../support/transcripts.ts';
import { event, FILE, idAt, item, meta, read, response, type Written } from './support/rollouts.ts';

describe('Sub-agents', () => {
  const CHILD = idAt(100, '4');

  it('are told of by the calls of older versions', () => {
    const { events } = read([
      meta(),
      event(1, 'task_started', { turn_id: idAt(1) }),
      response(2, 'function_call', {
        name: 'spawn_agent',
        call_id: 'c1',
        arguments: '{"message":"Look at the tests","agent_type":"explorer"}',
      }),
      item(3, 'CollabAgentToolCall', {
        tool: 'spawnAgent',
        prompt: 'Look at the tests',
        receiver_thread_ids: [CHILD],
        receiver_agents: [{ thread_id: CHILD, agent_nickname: 'Kant', agent_role: 'explorer' }],
        agents_states: { [CHILD]: 'pending_init' },
      }),
      response(4, 'function_call_output', { call_id: 'c1', output: `{"agent_id":"${CHILD}","nickname":"Kant"}` }),
      response(5, 'function_call', { name: 'wait', call_id: 'c2', arguments: `{"ids":["${CHILD}"]}` }),
      response(6, 'function_call_output', {
        call_id: 'c2',
        output: JSON.stringify({ status: { [CHILD]: { errored: 'out of luck' } } }),
      }),
    ]);
    const updates = ofType(events, 'agent_update').map(({ data }) => data);
    const known = { agent_id: CHILD, status: 'running', agent_name: 'Kant', description: 'Look at the tests' };
    assert.deepEqual(updates, [
      { ...known, agent_type: 'explorer' },
      { agent_id: CHILD, status: 'running' },
      known,
      { agent_id: CHILD, status: 'failed', error_message: 'out of luck' },
    ]);
    assert.equal(new Set(events.map(({ id }) => id)).size, events.length);
  });

  it('name the agent that started them, and how their own turn ended', () => {
    const file = { ...FILE, agent: CHILD };
    const source = {
      subagent: { thread_spawn: { parent_thread_id: 'another-agent', agent_path: '/root/tests/look' } },
    };
    const { events, carry } = read(
      [
        meta({ id: CHILD, source }, 100),
        event(101, 'task_started', { turn_id: idAt(101) }),
        response(102, 'function_call', { name: 'exec_command', call_id: 'c1', arguments: '{"cmd":"sleep 9"}' }),
        event(103, 'turn_aborted', { turn_id: idAt(101), reason: 'interrupted' }),
      ],
      file,
    );
    const updates = ofType(events, 'agent_update').map(({ data }) => data);
    assert.deepEqual(updates[0], {
      agent_id: CHILD,
      agent_name: 'look',
      parent_id: 'another-agent',
      status: 'running',
    });
    assert.equal(updates.at(-1)?.status, 'interrupted');
    assert.deepEqual(
      ofType(events, 'tool_end').map(({ data }) => [data.ok, data.agent]),
      [[false, CHILD]],
    );
    assert.equal(carry.standing.turn, 'interrupted');
  });

  it('keep their plans to themselves', () => {
    const plan = JSON.stringify({ plan: [{ step: 'Look', status: 'completed' }] });
    const lines = [
      meta({ id: CHILD, source: { subagent: 'review' } }, 100),
      event(101, 'task_started', { turn_id: idAt(101) }),
      response(102, 'function_call', { name: 'update_plan', call_id: 'c1', arguments: plan }),
      response(103, 'function_call_output', { call_id: 'c1', output: 'Plan updated' }),
    ];
    const { events } = read(lines, { ...FILE, agent: CHILD });
    assert.equal(ofType(events, 'task_list').length, 0);
    assert.equal(ofType(events, 'agent_update')[0]?.data.agent_type, 'review');
  });
});

describe('Compactions', () => {
  const asked = [
    meta(),
    event(1, 'task_started', { turn_id: idAt(1) }),
    event(2, 'user_message', { message: 'Go' }),
  ] as const;

  it('are told of once, in whichever order and however many lines tell of them', () => {
    const line: Written = [10, 'compacted', { message: 'All so far' }];
    const done = event(11, 'context_compacted');
    const goesOn = event(12, 'agent_message', { message: 'On we go' });
    for (const lines of [[line, done], [done, line], [line], [done]]) {
      const { events } = read([...asked, ...lines, goesOn]);
      assert.deepEqual(
        ofType(events, 'compaction').map(({ data }) => data),
        [{ counted: true, trigger: 'auto' }],
      );
    }
    assert.equal(ofType(read([...asked, line, done, goesOn, line, done]).events, 'compaction').length, 2);
  });

  it("before a turn takes up its prompt are not the person's", () => {
    const { events } = read([
      meta(),
      event(1, 'task_started', { turn_id: idAt(1) }),
      [2, 'compacted', { message: 'All so far' }],
      item(3, 'ContextCompaction'),
      item(4, 'UserMessage', { content: [{ type: 'text', text: 'Go' }] }),
    ]);
    assert.equal(ofType(events, 'compaction')[0]?.data.trigger, 'auto');
  });
});
