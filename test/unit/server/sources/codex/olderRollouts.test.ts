import assert from 'node:assert/strict';
import { ofType } from '../support/transcripts.ts';
import { context, event, idAt, item, meta, read, response, said, type Written } from './support/rollouts.ts';

describe('A rollout of a version that writes events instead of items', () => {
  const turn = (at: number, prompt: string, answer: string): readonly Written[] => [
    event(at, 'task_started', { turn_id: idAt(at), model_context_window: 258_400 }),
    context(at + 1, { turn_id: idAt(at) }),
    response(at + 2, 'message', { role: 'user', content: [{ type: 'input_text', text: prompt }] }),
    event(at + 3, 'user_message', { message: prompt }),
    event(at + 4, 'agent_message', { message: answer }),
    response(at + 5, 'message', { role: 'assistant', content: [{ type: 'output_text', text: answer }] }),
    event(at + 6, 'task_complete', { turn_id: idAt(at), last_agent_message: answer }),
  ];

  it('shows prompts and answers once, and its turns', () => {
    const { events, carry } = read([meta(), ...turn(10, 'Fix it', 'Fixed.'), ...turn(5_000, 'Again', 'Fixed again.')]);
    assert.deepEqual(said(events, 'user'), ['Fix it', 'Again']);
    assert.deepEqual(said(events, 'assistant'), ['Fixed.', 'Fixed again.']);
    assert.deepEqual(
      ofType(events, 'turn_start').map(({ data }) => data),
      [
        { turn: 1, prompt: 'Fix it' },
        { turn: 2, prompt: 'Again' },
      ],
    );
    assert.deepEqual(
      ofType(events, 'turn_end').map(({ data }) => data.outcome),
      ['finished', 'finished'],
    );
    assert.deepEqual([carry.standing.turn, carry.standing.ended], ['finished', false]);
  });

  it('shows a message once where both forms of it are written, and twice where it was said twice', () => {
    const { events } = read([
      meta(),
      event(1, 'task_started', { turn_id: idAt(1) }),
      item(2, 'UserMessage', { content: [{ type: 'text', text: 'yes' }] }),
      event(3, 'user_message', { message: 'yes' }),
      event(4, 'agent_message', { message: 'Working' }),
      item(5, 'AgentMessage', { content: [{ type: 'Text', text: 'Working' }] }),
      item(6, 'UserMessage', { content: [{ type: 'text', text: 'yes' }] }),
      event(7, 'user_message', { message: 'yes' }),
    ]);
    assert.deepEqual(said(events, 'user'), ['yes', 'yes']);
    assert.deepEqual(said(events, 'assistant'), ['Working']);
  });

  it('takes what the program says to the model for no prompt, and leaves out what an editor puts before one', () => {
    const { events } = read([
      meta(),
      event(1, 'task_started', { turn_id: idAt(1) }),
      event(2, 'user_message', { message: '<environment_context>\n</environment_context>' }),
      event(3, 'user_message', { message: '# AGENTS.md instructions for /home/a/shop\n' }),
      event(4, 'user_message', {
        message: '# Context from my IDE setup:\n\n## Open tabs:\n- a.ts\n## My request for Codex:\nFix a.ts',
      }),
    ]);
    assert.deepEqual(said(events, 'user'), ['Fix a.ts']);
    assert.equal(ofType(events, 'session_info').at(-1)?.data.task, 'Fix a.ts');
  });

  it('fails with the error that was shown, also where its end does not tell of it', () => {
    const { events, carry } = read([
      meta({ source: 'exec' }),
      event(1, 'task_started', { turn_id: idAt(1) }),
      event(2, 'user_message', { message: 'Go' }),
      event(3, 'error', { message: 'You have hit your usage limit.', codex_error_info: 'usage_limit_exceeded' }),
      event(4, 'task_complete', { turn_id: idAt(1), last_agent_message: null }),
    ]);
    assert.deepEqual(
      ofType(events, 'error').map(({ data }) => data),
      [{ message: 'You have hit your usage limit.', details: 'usage limit exceeded' }],
    );
    assert.equal(ofType(events, 'turn_end')[0]?.data.reason, 'You have hit your usage limit.');
    assert.equal(ofType(events, 'session_end')[0]?.data.outcome, 'failed');
    assert.deepEqual([carry.standing.turn, carry.standing.reason], ['failed', 'You have hit your usage limit.']);
  });

  it('does not fail where work went on after an error', () => {
    const { events } = read([
      meta(),
      event(1, 'task_started', { turn_id: idAt(1) }),
      event(2, 'stream_error', { message: 'Reconnecting… 1/5' }),
      event(3, 'error', { message: 'stream disconnected' }),
      event(4, 'agent_message', { message: 'Done after all.' }),
      event(5, 'task_complete', { turn_id: idAt(1) }),
    ]);
    assert.equal(ofType(events, 'api_error').length, 1);
    assert.equal(ofType(events, 'turn_end')[0]?.data.outcome, 'finished');
  });

  it('completes tool calls by what the shell and patches report', () => {
    const { events } = read([
      meta(),
      event(1, 'task_started', { turn_id: idAt(1) }),
      response(2, 'function_call', {
        name: 'shell',
        call_id: 'c1',
        arguments: '{"command":["bash","-lc","npm test"]}',
      }),
      response(3, 'function_call_output', {
        call_id: 'c1',
        output: JSON.stringify({ output: 'x\n1 failing\n', metadata: { exit_code: 1, duration_seconds: 2 } }),
      }),
      response(4, 'custom_tool_call', {
        name: 'apply_patch',
        call_id: 'c2',
        input: '*** Begin Patch\n*** Update File: src/a.ts\n@@\n-a\n+b\n+c\n*** End Patch',
      }),
      event(5, 'patch_apply_end', {
        call_id: 'c2',
        success: true,
        changes: { '/home/a/shop/src/a.ts': { type: 'update', unified_diff: '@@ -1 +1,2 @@\n-a\n+b\n+c\n' } },
      }),
      response(6, 'custom_tool_call_output', {
        call_id: 'c2',
        output: 'Exit code: 0\nWall time: 0 seconds\nOutput:\nSuccess.',
      }),
      response(7, 'local_shell_call', { call_id: 'c3', action: { type: 'exec', command: ['cat', 'a b.txt'] } }),
      response(8, 'web_search_call', { status: 'completed', action: { type: 'search', query: 'sqlite wal' } }),
      event(9, 'turn_aborted', { reason: 'interrupted' }),
    ]);
    const inputs = ofType(events, 'tool_start').map(({ data }) => [data.name, data.input]);
    assert.deepEqual(inputs, [
      ['shell', 'npm test'],
      ['apply_patch', 'a.ts'],
      ['local_shell', 'cat a b.txt'],
      ['web_search', 'sqlite wal'],
    ]);
    const ends = ofType(events, 'tool_end').map(({ data }) => [data.ok, data.result, data.lines_added]);
    assert.deepEqual(ends, [
      [false, 'exit 1: 1 failing', undefined],
      [true, 'a.ts (+2 −1)', 2],
      [true, undefined, undefined],
      [false, 'interrupted', undefined],
    ]);
    assert.deepEqual(
      ofType(events, 'phase_change').map(({ data }) => data.phase),
      ['Test', 'Builder'],
    );
  });
});

describe('A session that a terminal and a program take turns at', () => {
  const turn = (at: number, trigger: string): readonly Written[] => [
    event(at, 'task_started', { turn_id: idAt(at), turn_attribution: { turn_trigger: trigger } }),
    event(at + 1, 'task_complete', { turn_id: idAt(at) }),
  ];

  it('ends with the turns of the program only', () => {
    for (const source of ['exec', 'cli']) {
      const both = read([meta({ source }), ...turn(1, 'exec'), ...turn(10, 'user')]);
      assert.deepEqual([ofType(both.events, 'session_end').length, both.carry.standing.ended], [1, false]);
    }
    const { events, carry } = read([meta({ source: 'cli' }), ...turn(1, 'user'), ...turn(10, 'exec')]);
    assert.deepEqual([ofType(events, 'session_end').length, carry.standing.ended], [1, true]);
  });
});

describe('A rollout of a version that does not tell of turns', () => {
  it('has a turn for every prompt, which stays open', () => {
    const { events, carry } = read([
      meta({ source: 'exec' }),
      event(1, 'user_message', { message: 'What is 2+2?', kind: 'plain' }),
      context(2),
      event(3, 'agent_message', { message: '4' }),
      event(4, 'user_message', { message: 'And 3+3?', kind: 'plain' }),
      context(5),
    ]);
    assert.deepEqual(
      ofType(events, 'turn_start').map(({ data }) => data.prompt),
      ['What is 2+2?', 'And 3+3?'],
    );
    assert.equal(carry.standing.turn, 'open');
    assert.equal(ofType(events, 'session_info')[1]?.data.task, 'What is 2+2?');
    const settings = ofType(events, 'session_info').at(-1)?.data;
    assert.deepEqual([settings?.model, settings?.permission_mode], ['gpt-5.1', 'on-request, read-only']);
  });

  it('counts a prompt that is told of before its turn begins as one turn', () => {
    const { events } = read([
      meta(),
      event(1, 'user_message', { message: 'Go' }),
      event(2, 'task_started', { turn_id: idAt(2) }),
      event(3, 'task_complete', { turn_id: idAt(2) }),
    ]);
    assert.deepEqual(
      ofType(events, 'turn_start').map(({ data }) => data.turn),
      [1],
    );
    assert.deepEqual(
      ofType(events, 'turn_end').map(({ data }) => data.turn),
      [1],
    );
  });
});
