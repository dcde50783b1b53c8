import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hookedEvents, settingsProblem, statusLineState } from '../../../../src/server/hooks/hookSettings.ts';
import { withHooks, withoutHooks } from '../../../../src/server/hooks/hookSettings.ts';
import { hookTargets } from '../../../../src/server/hooks/hookTargets.ts';
import { FRESH } from '../../../../src/server/hooks/settingsFile.ts';
import { fixtureBytes } from '../../../support/claudeRecordings.ts';

const place = {
  node: '/usr/bin/node',
  isElectron: false,
  script: '/data/livestream-hook.cjs',
  platform: 'linux',
} as const;
const options = { claude: true, codex: true, claudeDir: '/c', codexDir: '/x', statusLine: true };
const [claude, codex] = hookTargets(options, place, {}).map(({ wanted }) => wanted);
const wanted = claude!;

const STATUS_LINE = { type: 'command', command: 'HERE=1 ~/.claude/line.sh "a b"; echo \'é\' # mine', padding: 0 };
const SETTINGS = {
  model: 'opus',
  hooks: {
    Stop: [{ hooks: [{ type: 'command', command: 'say done', timeout: 9 }] }],
    PreToolUse: [{ matcher: 'Bash', hooks: [{ type: 'command', command: 'check', extra: { of: 'theirs' } }] }],
    Unknown: [],
  },
  statusLine: STATUS_LINE,
  permissions: { allow: ['Bash(ls:*)'] },
};

/** The same settings in the styles people and programs write them. */
const STYLES: Readonly<Record<string, string>> = {
  'two spaces': `${JSON.stringify(SETTINGS, null, 2)}\n`,
  'four spaces': JSON.stringify(SETTINGS, null, 4),
  'one space': JSON.stringify(SETTINGS, null, 1),
  tabs: `${JSON.stringify(SETTINGS, null, '\t')}\n`,
  'one line': JSON.stringify(SETTINGS),
  'Windows line ends': JSON.stringify(SETTINGS, null, 2).replaceAll('\n', '\r\n'),
  'lists in one line': '{\n  "permissions": { "allow": ["a", "b"] },\n  "hooks": { "Stop": [ {"hooks": []} ] }\n}\n',
  'odd blanks': '\n{ "a" :1 ,\n\n      "statusLine":{"command" : "x\\u00e9\\/y","type":"command"}\n\n ,"z": [ ] }  \n',
  'nothing in it': '{}',
  'nothing in it, and a line end': '{}\n',
  'no hooks in hooks': '{\n  "hooks": {}\n}\n',
  'no hooks in an event': '{\n  "hooks": {\n    "Stop": []\n  }\n}',
  'no file': FRESH,
};

describe('hooks in the settings of an agent', () => {
  for (const [style, text] of Object.entries(STYLES))
    it(`are put in and taken out again to the last byte: ${style}`, () => {
      for (const wants of [wanted, codex!]) {
        const installed = withHooks(text, wants);
        assert.notEqual(installed, text);
        assert.deepEqual(hookedEvents(installed).toSorted(), Object.keys(wants.hooks).toSorted());
        assert.equal(withHooks(installed, wants), installed, 'installing twice changes nothing');
        assert.equal(withoutHooks(installed), text);
      }
    });

  it('leave everything else as it is written, line by line', () => {
    for (const style of ['two spaces', 'four spaces', 'tabs', 'Windows line ends']) {
      const before = STYLES[style]!.split('\n');
      const kept = withHooks(STYLES[style]!, wanted).split('\n');
      // A comma behind what was last, and the command around the one of the status line.
      const changed = before.filter((line) => !kept.includes(line) && !kept.includes(line.replace(/(\r?)$/, ',$1')));
      assert.ok(
        changed.every((line) => line.includes('line.sh')),
        changed.join('\n'),
      );
    }
  });

  it('go beside the hooks that are there, in their order', () => {
    const { hooks, model } = JSON.parse(withHooks(STYLES['two spaces']!, wanted)) as typeof SETTINGS;
    assert.equal(model, 'opus');
    assert.deepEqual(hooks.Stop[0], SETTINGS.hooks.Stop[0]);
    assert.deepEqual(hooks.PreToolUse[0], SETTINGS.hooks.PreToolUse[0]);
    assert.equal(hooks.Stop.length, 2);
    assert.deepEqual(Object.keys(hooks).slice(0, 3), Object.keys(SETTINGS.hooks));
  });

  it('are in the style of the file', () => {
    assert.match(withHooks(STYLES['tabs']!, wanted), /\n\t\t"SessionStart": \[\n\t\t\t\{/);
    assert.match(withHooks(STYLES['four spaces']!, wanted), /\n {8}"SessionStart": \[\n {12}\{/);
    assert.doesNotMatch(withHooks(STYLES['Windows line ends']!, wanted), /[^\r]\n/);
  });

  it('wrap the status line that is there, and keep what else is said of it', () => {
    const installed = withHooks(STYLES['two spaces']!, wanted);
    const { statusLine } = JSON.parse(installed) as typeof SETTINGS;
    assert.equal(statusLineState(installed), 'wrapped');
    assert.equal(statusLine.padding, 0);
    assert.ok(statusLine.command.endsWith(`| (\n${STATUS_LINE.command}\n)`));
  });

  it('leave a status line alone that is not a command, or when told to', () => {
    const other = '{ "statusLine": { "type": "template", "text": "x" } }';
    assert.deepEqual(JSON.parse(withHooks(other, wanted)).statusLine, { type: 'template', text: 'x' });
    const { statusLine: _, ...without } = wanted;
    assert.equal(statusLineState(withHooks(STYLES['two spaces']!, without)), 'none');
    assert.equal(
      withHooks(withHooks(STYLES['two spaces']!, wanted), without),
      withHooks(STYLES['two spaces']!, without),
    );
  });

  it('of another installation are replaced, not doubled', () => {
    const moved = hookTargets(options, { ...place, node: '/opt/node', script: '/other/livestream-hook.cjs' }, {})[0]!
      .wanted;
    for (const text of Object.values(STYLES)) {
      const installed = withHooks(withHooks(text, wanted), moved);
      assert.deepEqual(JSON.parse(installed), JSON.parse(withHooks(text, moved)));
      assert.ok(!installed.includes('/data/livestream-hook.cjs'));
      assert.equal(withoutHooks(installed), text);
    }
  });

  it('are found again after somebody else wrote the file anew, or added to it', () => {
    const rewritten = JSON.stringify(JSON.parse(withHooks(STYLES['two spaces']!, wanted)), null, 2);
    assert.deepEqual(JSON.parse(withoutHooks(rewritten)), SETTINGS);
    const settings = JSON.parse(withHooks(STYLES['two spaces']!, wanted)) as {
      hooks: Record<string, object[]>;
      later?: 1;
    };
    settings.hooks['Stop']!.push({ hooks: [{ type: 'command', command: 'new' }] });
    (settings.hooks['SessionEnd']![0] as { hooks: object[] }).hooks.push({ type: 'command', command: 'newer' });
    settings.later = 1;
    const left = JSON.parse(withoutHooks(JSON.stringify(settings))) as { hooks: Record<string, object[]> };
    assert.deepEqual(left.hooks['Stop']!.at(-1), { hooks: [{ type: 'command', command: 'new' }] });
    assert.deepEqual(left.hooks['SessionEnd'], [{ hooks: [{ type: 'command', command: 'newer' }] }]);
    assert.ok(!JSON.stringify(left).includes('livestream-hook'));
  });

  it('leave a status line alone that somebody changed since', () => {
    const installed = withHooks(FRESH, wanted).replace('statusline 2>/dev/null || true', 'statusline; date');
    assert.equal(statusLineState(installed), 'edited');
    assert.match(withoutHooks(installed), /statusline; date/);
  });

  it('go into the recorded settings of real sessions and out again', () => {
    for (const scenario of ['hooks_otel', 'tui_session']) {
      const text = fixtureBytes('claude', scenario, 'config', 'settings.json').toString();
      assert.equal(withoutHooks(withHooks(text, wanted)), text);
    }
  });

  it('go into any settings and out again', () => {
    const command = fc.record({ type: fc.constant('command'), command: fc.string() });
    const groups = fc.array(fc.record({ hooks: fc.array(command, { minLength: 1 }) }), { minLength: 1 });
    const events = fc.constantFrom(...Object.keys(wanted.hooks), 'Other');
    const settings = fc
      .tuple(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 })),
        fc.option(fc.dictionary(events, groups, { minKeys: 1 }), { nil: undefined }),
        fc.option(command, { nil: undefined }),
      )
      .map(([rest, hooks, statusLine]) => ({ ...rest, ...(hooks && { hooks }), ...(statusLine && { statusLine }) }))
      .filter((all) => settingsProblem(JSON.stringify(all)) === undefined);
    const indent = fc.constantFrom(undefined, 1, 2, 4, '\t');
    fc.assert(
      fc.property(settings, indent, (value, by) => {
        const text = JSON.stringify(value, null, by);
        const installed = withHooks(text, wanted);
        assert.equal(withHooks(installed, wanted), installed);
        assert.equal(withoutHooks(installed), text);
      }),
      { numRuns: 60 },
    );
  });

  it('are not put into what is no JSON or of another shape', () => {
    for (const text of [
      '',
      '{',
      '[]',
      '"x"',
      '{ "a": 1, }',
      '// no\n{}',
      '\ufeff{}',
      '{"hooks":[]}',
      '{"hooks":{"Stop":{}}}',
      '{"hooks":null}',
    ])
      // prettier-ignore
      assert.match(settingsProblem(text) ?? '', /Repair it first|Save it without/, text);
    assert.equal(settingsProblem('{}'), undefined);
  });
});

describe('whose settings', () => {
  it('Claude Code keeps its own where CLAUDE_CONFIG_DIR says, in several places if it says so', () => {
    const here = import.meta.dirname;
    const files = (env: NodeJS.ProcessEnv, more: object = {}) =>
      hookTargets({ claude: true, codex: true, statusLine: true, ...more }, place, env).map(({ file }) => file);
    const env = { CLAUDE_CONFIG_DIR: `${here}, /nowhere/at/all,${here}/..`, CODEX_HOME: here };
    assert.deepEqual(files(env), [
      `${here}/settings.json`,
      `${here.replace(/\/\w+$/, '')}/settings.json`,
      `${here}/hooks.json`,
    ]);
    assert.deepEqual(files(env, { claude: false }), [`${here}/hooks.json`]);
    assert.deepEqual(files(env, { codex: false, claudeDir: '/new/one' }), ['/new/one/settings.json']);
    assert.deepEqual(files({ CLAUDE_CONFIG_DIR: '/nowhere', CODEX_HOME: '/nowhere' }), []);
  });

  it('Claude Code waits only for hooks after which it may end, as they would be cut off otherwise', () => {
    const waited = Object.entries(wanted.hooks).filter(([, entry]) => entry.async !== true);
    assert.deepEqual(
      waited.map(([event]) => event),
      ['Stop', 'StopFailure', 'SessionEnd'],
    );
    assert.ok(Object.values(codex!.hooks).every((entry) => entry.async === undefined));
    assert.equal(codex!.statusLine, undefined);
  });
});
