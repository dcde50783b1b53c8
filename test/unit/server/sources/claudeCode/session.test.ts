import assert from 'node:assert/strict';
import { ofType } from '../support/transcripts.ts';
import { FILE, lines, readLines } from './support/recordings.ts';
import { answer, call, queue, result, second, system, user } from './support/made.ts';

const read = (...records: readonly object[]) => readLines(lines(...records), FILE).events;
const infos = (...records: readonly object[]) => ofType(read(...records), 'session_info').map(({ data }) => data);

describe('What is known of a Claude Code session', () => {
  it('is told when it is first known, and then only what changed', () => {
    const told = infos(
      queue(0, 'enqueue', 'Fix the bug'),
      user(1, 'Fix the bug', { permissionMode: 'default' }),
      answer(2, {}),
      answer(3, { more: { gitBranch: 'fix' } }),
      answer(4, { more: { gitBranch: 'HEAD' } }),
    );
    assert.deepEqual(told, [
      {
        agent: 'claude-code',
        agent_version: '2.1.330',
        project: 'repo',
        folder: '/home/dev/repo',
        branch: 'main',
        permission_mode: 'default',
        task: 'Fix the bug',
        started_at: second(0),
      },
      { model: 'claude-sonnet-4-6' },
      { branch: 'fix' },
    ]);
  });

  it('tells each change of the mode, though the lines that say so are the same', () => {
    const mode = (permissionMode: string) => ({ type: 'permission-mode', permissionMode });
    const events = read(
      mode('default'),
      user(1, 'Go'),
      mode('plan'),
      answer(2, {}),
      mode('default'),
      answer(3, {}),
      mode('plan'),
    );
    const told = ofType(events, 'session_info').filter(({ data }) => data.permission_mode !== undefined);
    assert.deepEqual(
      told.map(({ data }) => data.permission_mode),
      ['default', 'plan', 'default', 'plan'],
    );
    assert.equal(new Set(told.map(({ id }) => id)).size, 4);
  });

  it('has the first prompt as its task, until a person gives it a title', () => {
    const title = { type: 'custom-title', customTitle: 'Auth refactor', sessionId: 's' };
    const told = infos(user(0, 'Fix\nthe   bug'), user(1, 'And the tests'), title, user(2, 'More'));
    assert.deepEqual(
      told.map(({ task }) => task),
      ['Fix the bug', 'Auth refactor'],
    );
  });

  it('stays in its first folder when a command goes elsewhere', () => {
    const { events, carry } = readLines(lines(user(0, 'Go'), user(1, 'On', { cwd: '/tmp' })), FILE);
    assert.equal(ofType(events, 'session_info').filter(({ data }) => data.folder).length, 1);
    assert.equal(carry.standing.folder, '/home/dev/repo');
  });

  it('has tries that failed, and when the next one comes', () => {
    const error = { formatted: '529 Overloaded', status: 529, message: '529 {"type":"error"}' };
    const told = read(system(0, 'api_error', { error, retryInMs: 514.6, retryAttempt: 2, maxRetries: 10 }));
    assert.deepEqual(ofType(told, 'api_error')[0]?.data, {
      message: '529 Overloaded',
      status: 529,
      retry_at: second(0) + 515,
      attempt: 2,
      max_attempts: 10,
    });
  });
});

describe('The phase of a Claude Code session', () => {
  const phases = (...records: readonly object[]) =>
    ofType(read(...records), 'phase_change').map(({ data }) => `${data.phase}${data.inferred === true ? '' : '?'}`);
  const look = call(1, 'look', 'Grep', { pattern: 'TODO' });
  const edit = call(3, 'edit', 'Edit', { file_path: 'a.py' });
  const test = call(4, 'test', 'Bash', { command: 'cd app && npm test' });

  it('follows what the agent does: looking, building, testing, building again', () => {
    assert.deepEqual(phases(user(0, 'Go'), look, edit, test, edit, look), ['Scout', 'Builder', 'Test', 'Builder']);
  });

  it('is planning until the plan is accepted', () => {
    const planned = (more: object) =>
      phases(
        user(0, 'Go', { permissionMode: 'plan' }),
        call(1, 'w', 'Write', { file_path: '/home/dev/.claude/plans/p.md' }),
        call(2, 'p', 'ExitPlanMode', { plan: '# Plan' }),
        result(3, 'p', 'answered', more),
      );
    assert.deepEqual(planned({}), ['Scout', 'Architect']);
    assert.deepEqual(planned({ is_error: true }), ['Scout']);
  });
});
