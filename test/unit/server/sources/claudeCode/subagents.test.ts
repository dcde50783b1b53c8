import assert from 'node:assert/strict';
import { parseAgentMeta } from '../../../../../src/server/sources/claudeCode/subagents.ts';
import { ofType } from '../support/transcripts.ts';
import { FILE, lines, readLines } from './support/recordings.ts';
import { answer, call, COSTS, failure, queue, result, second, user } from './support/made.ts';

const read = (...records: readonly object[]) => readLines(lines(...records), FILE);
const NOTICE =
  '<task-notification>\n<task-id>a42f084269fd72b8b</task-id>\n<status>completed</status>\n<summary>Agent "Check" finished</summary>\n</task-notification>';

describe('A sub-agent of a Claude Code session', () => {
  const CHILD = { path: 'projects/p/s/subagents/agent-a1.jsonl', session: 's', agent: 'a1' };

  it('is told of with its own texts and tools, and has no turns, phases or end of the session’s', () => {
    const { events, carry } = readLines(
      lines(
        user(0, 'Look at part two', { isSidechain: true, agentId: 'a1' }),
        call(1, 't1', 'Edit', { file_path: '/home/dev/repo/a.py', old_string: 'a', new_string: 'b' }),
        result(2, 't1', 'ok'),
        answer(3, {}),
        COSTS,
      ),
      CHILD,
    );
    const told = ['agent_update', 'log_line', 'model_call', 'context_use', 'tool_start', 'tool_end'];
    assert.deepEqual([...new Set(events.map(({ type }) => type))].sort(), told.toSorted());
    const whose = (event: (typeof events)[number]) =>
      event.type === 'agent_update' ? event.data.agent_id : (event.data as { agent?: string }).agent;
    assert.ok(events.every((event) => whose(event) === 'a1'));
    assert.equal(carry.standing.turn, 'finished');
  });

  it('fails when the model could not be asked or a person stopped it', () => {
    for (const last of [failure(1, 'API Error: 500'), user(1, '[Request interrupted by user]')]) {
      const { events } = readLines(lines(user(0, 'Look'), last), CHILD);
      assert.equal(ofType(events, 'agent_update').at(-1)?.data.status, 'failed');
    }
  });

  it('in the main file of an old version keeps its lines apart from the main thread', () => {
    const aside = { isSidechain: true };
    const { events, carry } = read(
      user(0, 'Go'),
      user(1, 'Look at part two', aside),
      answer(2, { more: aside }),
      user(3, [{ type: 'text', text: '[Request interrupted by user]' }], aside),
    );
    assert.equal(carry.standing.turn, 'open');
    assert.equal(ofType(events, 'turn_start').length, 1);
    assert.deepEqual(
      ofType(events, 'model_call').map(({ data }) => data.agent),
      ['sidechain'],
    );
  });

  it('in the background is done when the queue says so, and a command in the background is no agent', () => {
    const command = NOTICE.replace('a42f084269fd72b8b', 'bash_1').replace('Agent "Check"', 'Background command');
    const { events } = read(
      user(0, 'Go'),
      queue(1, 'enqueue', command),
      queue(2, 'enqueue', NOTICE),
      queue(3, 'remove', NOTICE),
    );
    const updates = ofType(events, 'agent_update').map(({ data, time }) => [data.agent_id, data.status, time]);
    assert.deepEqual(updates, [['a42f084269fd72b8b', 'completed', second(2)]]);
  });
});

describe('The description beside a sub-agent’s transcript', () => {
  it('tells its kind, what it is about and who started it, but not how it ended: one that failed has finished, too', () => {
    const meta = { agentType: 'Explore', description: 'Part two', model: 'haiku', parentAgentId: 'a0', spawnDepth: 2 };
    const told = { agent_id: 'a1', agent_type: 'Explore', description: 'Part two', parent_id: 'a0' };
    for (const finished of [undefined, true]) assert.deepEqual(parseAgentMeta({ ...meta, finished }, 'a1'), told);
  });

  it('tells nothing where it is none', () => {
    for (const value of [null, [], 'text', 3, {}]) assert.equal(parseAgentMeta(value, 'a1'), null);
  });
});
