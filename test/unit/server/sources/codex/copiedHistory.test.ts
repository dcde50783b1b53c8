import assert from 'node:assert/strict';
import { ofType } from '../support/transcripts.ts';
import { totals } from './support/recordings.ts';
import {
  context,
  event,
  FILE,
  idAt,
  meta,
  read,
  response,
  said,
  START,
  THREAD,
  tokenCount,
  usage,
  type Written,
} from './support/rollouts.ts';

describe('A fork of a version that copies the history into the new file', () => {
  const PARENT = idAt(-600_000, '2');
  const copied = (turn: string, at: number): readonly Written[] => [
    [at, 'session_meta', { id: PARENT, cwd: '/home/a/other', source: 'exec', timestamp: '2026-05-01T09:50:00.000Z' }],
    event(at, 'task_started', { turn_id: turn, started_at: Math.floor((START - 600_000) / 1_000) }),
    [at, 'turn_context', { turn_id: turn, cwd: '/home/a/other', model: 'gpt-5.5' }],
    event(at, 'user_message', { message: 'The old prompt' }),
    event(at, 'thread_settings_applied', { thread_settings: { model: 'gpt-5.5' } }),
    event(at, 'agent_message', { message: 'The old answer' }),
    response(at, 'function_call', { name: 'shell', call_id: 'old', arguments: '{"command":["ls"]}' }),
    tokenCount(at, { input: 1_000, output: 50 }, { input: 1_000, output: 50 }),
    tokenCount(at, { input: 3_000, output: 100 }, { input: 2_000, output: 50 }),
    event(at, 'task_complete', { turn_id: turn }),
  ];
  const own: readonly Written[] = [
    event(5_000, 'task_started', { turn_id: idAt(5_000) }),
    context(5_001, { turn_id: idAt(5_000) }),
    event(5_002, 'user_message', { message: 'The new prompt' }),
    event(5_003, 'token_count', {
      info: {
        total_token_usage: usage({ input: 3_000, output: 100 }),
        last_token_usage: { ...usage({ input: 0, output: 0 }), total_tokens: 0 },
      },
    }),
    event(5_004, 'agent_message', { message: 'The new answer' }),
    tokenCount(5_005, { input: 7_000, output: 160 }, { input: 4_000, output: 60 }),
  ];

  for (const [kind, turn] of [
    ['of version 7', idAt(-600_000)],
    ['of version 4', 'b1b2c3d4-0000-4000-8000-000000000000'],
    ['that tell nothing', '1'],
  ] as const) {
    it(`counts and shows only what it did itself, by turn ids ${kind}`, () => {
      const { events, carry } = read([meta({ forked_from_id: PARENT }), ...copied(turn, 20), ...own]);
      assert.deepEqual(totals(events), [4_000, 60, 1]);
      assert.deepEqual(said(events, 'user'), ['The new prompt']);
      assert.deepEqual(said(events, 'assistant'), ['The new answer']);
      assert.deepEqual(
        ofType(events, 'turn_start').map(({ data }) => data.turn),
        [1],
      );
      assert.equal(ofType(events, 'tool_start').length, 0);
      assert.equal(carry.standing.folder, '/home/a/shop');
      assert.deepEqual(
        ofType(events, 'session_info').map(({ data }) => data.folder ?? data.task),
        ['/home/a/shop', '/home/a/shop', 'The new prompt'],
      );
    });
  }

  it('counts nothing before it was asked anything', () => {
    const { events } = read([meta({ forked_from_id: PARENT }), ...copied(idAt(-600_000), 20)]);
    assert.deepEqual(totals(events), [0, 0, 0]);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['session_info'],
    );
  });

  it('does the same for a sub-agent that was given the history, whatever its parent wrote', () => {
    const agent = idAt(0, '3');
    const source = {
      subagent: {
        thread_spawn: { parent_thread_id: THREAD, depth: 1, agent_role: 'explorer', agent_nickname: 'Kant' },
      },
    };
    const { events } = read([meta({ id: agent, source }), ...copied(idAt(-600_000), 20), ...own], { ...FILE, agent });
    assert.deepEqual(totals(events), [4_000, 60, 1]);
    assert.deepEqual(
      ofType(events, 'agent_update').map(({ data }) => data),
      [
        { agent_id: agent, agent_name: 'Kant', agent_type: 'explorer', status: 'running' },
        { agent_id: agent, status: 'running' },
        { agent_id: agent, model: 'gpt-5.1' },
      ],
    );
    assert.ok(
      ['turn_start', 'turn_end', 'session_info', 'session_end', 'phase_change'].every((type) =>
        events.every((each) => each.type !== type),
      ),
    );
  });

  it('takes the total that its parent reached for no request of its own', () => {
    const { events } = read([
      meta({ forked_from_id: PARENT, history_base: { thread_id: PARENT, end_ordinal_exclusive: 9 } }),
      event(1, 'task_started', { turn_id: idAt(1) }),
      tokenCount(2, { input: 3_000, output: 100 }, { input: 2_000, output: 50 }),
      event(3, 'agent_message', { message: 'New.' }),
      tokenCount(4, { input: 7_000, output: 160 }, { input: 4_000, output: 60 }),
    ]);
    assert.deepEqual(totals(events), [4_000, 60, 1]);
  });
});
