import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scriptLiteral } from '../../../../../src/server/sources/codex/scriptLiteral.ts';
import { ofType } from '../support/transcripts.ts';
import { event, idAt, item, meta, read, response, said, type Written } from './support/rollouts.ts';

const started = [
  meta(),
  event(1, 'task_started', { turn_id: idAt(1) }),
  event(2, 'user_message', { message: 'Go' }),
] as const;
const script = (input: string, output: string): readonly Written[] => [
  response(3, 'custom_tool_call', { name: 'exec', call_id: 'c', input }),
  response(4, 'custom_tool_call_output', { call_id: 'c', output: [{ type: 'input_text', text: output }] }),
];
const plan = (...lines: readonly Written[]) => ofType(read([...started, ...lines]).events, 'task_list').at(-1)?.data;

describe('A plan', () => {
  const steps = {
    plan: [{ step: 'Look', status: 'completed' }, { step: 'Mend', status: 'in_progress' }, { step: 'Test' }],
  };
  const list = { completed: ['Look'], remaining: ['Mend', 'Test'], in_progress: ['Mend'], notes: [] };
  const call = response(3, 'function_call', { name: 'update_plan', call_id: 'c', arguments: JSON.stringify(steps) });

  it('counts once it was taken', () => {
    assert.deepEqual(plan(call, response(4, 'function_call_output', { call_id: 'c', output: 'Plan updated' })), list);
    assert.equal(plan(call), undefined);
  });

  it('that was refused is none', () => {
    const refused = response(4, 'function_call_output', { call_id: 'c', output: 'unsupported call: update_plan' });
    const { events } = read([...started, call, refused]);
    assert.equal(ofType(events, 'task_list').length, 0);
    assert.deepEqual(
      ofType(events, 'tool_end').map(({ data }) => [data.ok, data.result]),
      [[false, 'unsupported call: update_plan']],
    );
  });

  it('is found in a script that hands it on as it stands', () => {
    const source = `// plan\nconst p = await tools.update_plan({explanation: 'why\\n', plan: [
      {step: "Look", status: 'completed'}, /* now */ {"step": \`Mend\`, status: "inProgress",}, {step: 'Test'},
    ]}); text(p);`;
    assert.deepEqual(plan(...script(source, 'Script completed\nWall time 0.1 seconds\nOutput:\n{}')), list);
  });

  it('that a person is asked to accept is shown, and is planning', () => {
    const { events } = read([...started, item(3, 'Plan', { text: '# Plan\n1. Look' })]);
    assert.deepEqual(said(events, 'assistant'), ['# Plan\n1. Look']);
    assert.equal(ofType(events, 'phase_change')[0]?.data.phase, 'Architect');
  });

  it('is the last one of a script, and none where the script failed', () => {
    const twice = `await tools.update_plan({plan:[{step:"A"}]}); await tools.update_plan({plan:[{step:"B"}]})`;
    assert.deepEqual(plan(...script(twice, 'Script completed\n'))?.remaining, ['B']);
    assert.equal(plan(...script(twice, 'Script failed\nWall time 0.1 seconds\nOutput:\nboom')), undefined);
  });

  it('is not guessed where a script works it out', () => {
    for (const source of [
      'tools.update_plan({plan: steps})',
      'tools.update_plan({plan: [{step: `${name}`}]})',
      'tools.update_plan({plan: [{step: "a" + "b"}]})',
      'tools.update_plan({plan: [{step: f("a")}]})',
      'tools.update_plan(plan)',
      'tools.update_plan({plan: [{step: "a"',
    ]) {
      assert.equal(plan(...script(source, 'Script completed\n')), undefined, source);
    }
  });
});

describe('A literal in a script', () => {
  it('is read as JSON would be, and what is none is not read at all', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const json = JSON.stringify(value);
        assert.deepEqual(JSON.parse(JSON.stringify(scriptLiteral(`(${json})`, 1))), JSON.parse(json));
      }),
      { seed: 169, numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]:,"\'`\\$aun1.-/* \n') }), (source) => {
        scriptLiteral(source, 0);
      }),
      { seed: 169, numRuns: 2_000 },
    );
  });
});

describe('Scripts', () => {
  it('tell what they run and change, and count the lines they change', () => {
    const { events } = read([
      ...started,
      response(3, 'custom_tool_call', { name: 'exec', call_id: 'c', input: 'await tools.apply_patch(p)' }),
      item(4, 'CommandExecution', {
        id: 'exec-1',
        command: ['/bin/zsh', '-lc', 'rg add src'],
        parsed_cmd: [{ type: 'search' }],
        exit_code: 2,
        status: 'failed',
      }),
      item(5, 'FileChange', {
        id: 'exec-2',
        status: 'completed',
        changes: { 'a.ts': { type: 'add', content: 'a\nb\n' }, 'b.ts': { type: 'delete', content: 'c' } },
      }),
      item(6, 'FileChange', { id: 'exec-3', status: 'declined', changes: { 'c.ts': { type: 'add', content: 'x' } } }),
      response(7, 'custom_tool_call_output', { call_id: 'c', output: 'Script completed\nOutput:\nfine' }),
    ]);
    assert.deepEqual(said(events, 'command'), ['rg add src → exit 2', 'a.ts, b.ts (+2 −1)', 'c.ts (+0 −0) failed']);
    const [end] = ofType(events, 'tool_end');
    assert.deepEqual([end?.data.ok, end?.data.lines_added, end?.data.lines_removed], [true, 2, 1]);
    assert.equal(ofType(events, 'tool_start').length, 1);
    assert.deepEqual(
      ofType(events, 'phase_change').map(({ data }) => data.phase),
      ['Scout', 'Builder'],
    );
  });
});

describe('The phase', () => {
  const phases = (...commands: readonly string[]): readonly string[] => {
    const calls = commands.map((cmd, index) =>
      response(10 + index, 'function_call', {
        name: 'exec_command',
        call_id: `c${index}`,
        arguments: JSON.stringify({ cmd }),
      }),
    );
    return ofType(read([...started, ...calls]).events, 'phase_change').map(({ data }) => data.phase);
  };

  it('is testing where tests are run, and not where they are only named', () => {
    const tests = [
      'npm test',
      'cd a && CI=1 npx vitest run',
      'python -m pytest -q',
      'cargo test',
      'go test ./...',
      'make test',
    ];
    for (const test of [
      ...tests,
      'npm run test:unit',
      'yarn jest a',
      'node --test',
      './gradlew test',
      'uv run pytest',
    ]) {
      assert.deepEqual(phases(test), ['Test'], test);
    }
    for (const other of [
      'echo npm test',
      'test -f a',
      'npm install jest',
      'git commit -m "cargo test"',
      'python app.py',
    ]) {
      assert.deepEqual(phases(other), [], other);
    }
    assert.deepEqual(phases('cat pytest.ini', 'grep -r jest .'), ['Scout']);
  });

  it('stays with the building while files are read between two changes', () => {
    const patch = "apply_patch <<'EOF'\n*** Begin Patch\n*** Add File: a\n+a\n*** End Patch\nEOF";
    assert.deepEqual(phases('ls', patch, 'cat a', 'npm test', 'cat a', patch), ['Scout', 'Builder', 'Test', 'Builder']);
  });
});
