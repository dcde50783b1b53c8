import assert from 'node:assert/strict';
import { ofType } from '../support/transcripts.ts';
import { FILE, lines, readLines } from './support/recordings.ts';
import { call, result, user } from './support/made.ts';

const read = (...records: readonly object[]) => readLines(lines(...records), FILE).events;
const input = (name: string, fields: object) => ofType(read(call(0, 't', name, fields)), 'tool_start')[0]?.data.input;
const ended = (name: string, fields: object, content: unknown, more: object = {}) =>
  ofType(read(call(0, 't', name, fields), result(1, 't', content, more)), 'tool_end')[0]!.data;

describe('A tool call in a Claude Code session', () => {
  it('is one line: the command, the file, the pattern', () => {
    assert.equal(input('Bash', { command: 'npm test &&\n  echo done', description: 'Run' }), 'npm test && echo done');
    assert.equal(input('Read', { file_path: '/home/dev/repo/src/app.py' }), 'src/app.py');
    assert.equal(input('Read', { file_path: '/home/dev/repository/app.py' }), '/home/dev/repository/app.py');
    assert.equal(input('Grep', { pattern: 'TODO', path: '/home/dev/repo/src' }), 'TODO in src');
    assert.equal(
      input('Agent', { subagent_type: 'Explore', description: 'Part two', prompt: '…' }),
      'Explore: Part two',
    );
    assert.equal(input('TaskUpdate', { taskId: '2', status: 'completed' }), '#2 completed');
    assert.equal(input('TodoWrite', { todos: [{}, {}] }), '2 tasks');
    assert.equal(input('mcp__issues__search', { limit: 5, query: 'crash' }), 'crash');
    assert.equal(input('TaskList', {}), undefined);
    assert.equal(input('Bash', { command: 'x'.repeat(1_000_000) })?.length, 300);
  });

  it('can be read as a whole where it stands in the file', () => {
    const events = read(user(0, 'Go'), call(1, 't', 'Bash', { command: 'ls' }), result(2, 't', 'app.py'));
    const places = events.filter(({ place }) => place !== undefined).map(({ type, place }) => [type, place!.file]);
    assert.deepEqual(places, [
      ['turn_start', FILE.path],
      ['log_line', FILE.path],
      ['tool_start', FILE.path],
      ['tool_end', FILE.path],
    ]);
    const offsets = new Set(events.map(({ place }) => place?.offset));
    assert.equal(offsets.size, 4, 'three places, and facts without one');
  });

  it('comes back in the order in which tools are done', () => {
    const both = [
      { type: 'tool_use', id: 'slow', name: 'Bash', input: { command: 'sleep 9' } },
      { type: 'tool_use', id: 'quick', name: 'Bash', input: { command: 'ls' } },
    ];
    const events = read(call(0, '', '', {}, { content: both }), result(1, 'quick', 'a'), result(9, 'slow', 'b'));
    assert.deepEqual(
      ofType(events, 'tool_end').map(({ data }) => data.tool_id),
      ['quick', 'slow'],
    );
  });

  it('tells what came of it in one line', () => {
    const came = (...of: Parameters<typeof ended>) => ended(...of).result;
    assert.equal(came('Bash', {}, 'hello\nworld\n'), 'hello (2 lines)');
    assert.equal(came('Bash', {}, '\n\u001b[31m---\u001b[0m\n  3 passing\n'), '3 passing (3 lines)');
    assert.equal(came('Bash', {}, '(Bash completed with no output)'), 'no output');
    assert.equal(came('Bash', {}, ''), undefined);
    assert.equal(came('Bash', {}, 'ok', { toolUseResult: { backgroundTaskId: 'b1' } }), 'runs in the background');
    const file = { type: 'text', file: { numLines: 42 } };
    assert.equal(came('Read', {}, '1\tdef', { toolUseResult: file }), '42 lines');
    assert.equal(came('Read', {}, '1\tdef\n2\treturn'), '2 lines');
    assert.equal(came('Grep', {}, 'a.py', { toolUseResult: { mode: 'files', numFiles: 1 } }), '1 file');
    assert.equal(
      came('Grep', {}, 'a.py', { toolUseResult: { mode: 'count', numMatches: 3, numFiles: 1 } }),
      '3 matches',
    );
    assert.equal(came('WebFetch', {}, [{ type: 'text', text: 'The page says' }]), 'The page says');
  });

  it('tells why it failed', () => {
    const failed = (content: string, more: object = {}) => ended('Bash', {}, content, { is_error: true, ...more });
    assert.deepEqual(failed('Exit code 7'), { tool_id: 't', ok: false, result: 'Exit code 7' });
    assert.equal(failed('Exit code 1\nfatal: not a repository').result, 'Exit code 1: fatal: not a repository');
    assert.equal(failed('<tool_use_error>File not found.</tool_use_error>').result, 'File not found.');
    const denied = failed('The user doesn’t want to proceed', { toolDenialKind: 'user-rejected' });
    assert.equal(denied.result, 'rejected by the user');
  });

  it('took as long as the agent measured', () => {
    assert.equal(ended('Glob', {}, 'a', { toolUseResult: { durationMs: 12 } }).duration_ms, 12);
    assert.equal(ended('Agent', {}, 'a', { toolUseResult: { totalDurationMs: 957 } }).duration_ms, 957);
    assert.equal(ended('Bash', {}, 'a').duration_ms, undefined);
  });

  it('counts the lines that an edit adds and removes: by its patch, or by what it was asked to do', () => {
    const changed = (...of: Parameters<typeof ended>) => {
      const { lines_added, lines_removed } = ended(...of);
      return lines_added === undefined ? null : [lines_added, lines_removed];
    };
    const patch = { structuredPatch: [{ lines: [' a', '-b', '+c', '+d', '\\ No newline at end of file'] }] };
    const edit = { old_string: 'head\nold\ntail', new_string: 'head\nnew\nnewer\ntail' };
    assert.deepEqual(changed('Edit', edit, 'ok', { toolUseResult: patch }), [2, 1]);
    assert.deepEqual(changed('Edit', edit, 'ok'), [2, 1]);
    assert.deepEqual(changed('MultiEdit', { edits: [edit, { old_string: 'x', new_string: '' }] }, 'ok'), [2, 2]);
    assert.deepEqual(changed('Write', { content: 'a\nb\n' }, 'ok'), [2, 0]);
    const created = { type: 'create', content: 'a\nb', structuredPatch: [] };
    assert.deepEqual(changed('Write', {}, 'ok', { toolUseResult: created }), [2, 0]);
    assert.equal(changed('Edit', edit, 'rejected', { is_error: true }), null);
    assert.equal(changed('Bash', { command: 'ls' }, 'a'), null);
  });
});

describe('The task list of a Claude Code session', () => {
  const list = (...records: readonly object[]) => ofType(read(...records), 'task_list').map(({ data }) => data);

  it('is the whole list after each change, in the order of the tasks’ numbers', () => {
    const create = (id: string, subject: string) => [
      call(0, `c${id}`, 'TaskCreate', { subject }),
      result(1, `c${id}`, 'created', { toolUseResult: { task: { id, subject } } }),
    ];
    const start = [
      call(2, 'u', 'TaskUpdate', { taskId: '1', status: 'in_progress', subject: 'Read it all' }),
      result(3, 'u', 'updated', {
        toolUseResult: {
          taskId: '1',
          updatedFields: ['status', 'subject'],
          statusChange: { from: 'pending', to: 'in_progress' },
        },
      }),
    ];
    const told = list(...create('2', 'Fix'), ...create('1', 'Read'), ...create('10', 'Test'), ...start);
    assert.deepEqual(told.at(-1), {
      completed: [],
      remaining: ['Read it all', 'Fix', 'Test'],
      notes: [],
      in_progress: ['Read it all'],
    });
  });

  it('is the list that older versions write as a whole', () => {
    const newTodos = [
      { content: 'Read', status: 'completed', activeForm: 'Reading' },
      { content: 'Fix', status: 'in_progress' },
    ];
    const told = list(
      call(0, 't', 'TodoWrite', { todos: newTodos }),
      result(1, 't', 'ok', { toolUseResult: { newTodos } }),
    );
    assert.deepEqual(told, [{ completed: ['Read'], remaining: ['Fix'], notes: [], in_progress: ['Fix'] }]);
  });

  it('is not changed by a call that failed', () => {
    const failed = result(1, 't', 'no', { is_error: true, toolUseResult: { task: { id: '1', subject: 'Read' } } });
    assert.deepEqual(list(call(0, 't', 'TaskCreate', { subject: 'Read' }), failed), []);
  });
});
