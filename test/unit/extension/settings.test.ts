import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { launchOptions } from '../../../src/extension/launchOptions.ts';
import { DEFAULTS, readSettings, SERVER_SETTINGS } from '../../../src/extension/settings.ts';

const from = (values: Readonly<Record<string, unknown>>) =>
  readSettings({ get: <T>(name: string, fallback: T): T => (values[name] as T | undefined) ?? fallback });

describe('the settings', () => {
  it('are the defaults when nothing is set', () => {
    assert.deepEqual(from({}), DEFAULTS);
  });

  it('take ~ for the home folder, and only there', () => {
    const { roots, dataDir } = from({ roots: ['~/nights', ' /srv/~x ', ''], dataDir: '~' });
    assert.deepEqual(roots, [join(homedir(), 'nights'), '/srv/~x']);
    assert.equal(dataDir, join(homedir(), '.'));
  });

  it('are the defaults where somebody wrote something of another kind', () => {
    const strange = { port: 'many', host: 7, roots: '/srv', claudeDirs: [1], claude: 'yes', prices: [], dataDir: null };
    assert.deepEqual(from(strange), DEFAULTS);
  });

  it('become the command line of the server', () => {
    const { runtime, args } = launchOptions({ ...DEFAULTS, port: 0, dataDir: '/data' }, '/x/server.js', ['/a', '/b']);
    assert.equal(runtime, process.execPath);
    assert.equal(
      args.join(' '),
      '--root /a --root /b --port 0 --host 127.0.0.1 --no-open --json --replace-older --data-dir /data --exit-when-unused',
    );
  });

  it('say where coding agents keep their sessions, and what models cost', () => {
    const prices = { 'my-model': { input: 3, output: 15 } };
    const settings = from({ claudeDirs: ['~/.claude-work', '/b'], codexDirs: [' /c '], prices });
    const { args } = launchOptions({ ...settings, keepRunning: true }, '/x/server.js', ['/a']);
    const own = args.slice(args.indexOf('--replace-older') + 1);
    assert.deepEqual(own, [
      ...['--claude-dir', join(homedir(), '.claude-work'), '--claude-dir', '/b', '--codex-dir', '/c'],
      ...['--prices', '{"my-model":{"input":3,"output":15}}'],
    ]);
  });

  it('leave out an agent that nobody wants to watch, whatever folders are named', () => {
    const settings = from({ claude: false, codex: false, claudeDirs: ['/b'], codexDirs: ['/c'], keepRunning: true });
    const { args } = launchOptions(settings, '/x/server.js', ['/a']);
    assert.deepEqual(args.slice(args.indexOf('--replace-older') + 1), ['--no-claude', '--no-codex']);
  });

  it('keep everything unless somebody says for how long, or how much', () => {
    const kept = (values: Readonly<Record<string, unknown>>) => {
      const { args } = launchOptions({ ...from(values), keepRunning: true }, '/x/server.js', ['/a']);
      return args.slice(args.indexOf('--replace-older') + 1);
    };
    assert.deepEqual(kept({ retentionDays: 0, retentionMegabytes: -1 }), []);
    assert.deepEqual(kept({ retentionDays: 30, retentionMegabytes: 500 }), ['--keep-days', '30', '--keep-mb', '500']);
  });

  it('let nobody in without a credential when that is asked for', () => {
    const { args } = launchOptions({ ...DEFAULTS, requireToken: true }, '/x/server.js', ['/a']);
    assert.ok(args.includes('--require-token'));
  });

  it('need a restart of the server where they are its own', () => {
    for (const name of [
      'requireToken',
      'claude',
      'codex',
      'claudeDirs',
      'codexDirs',
      'prices',
      'retentionDays',
      'retentionMegabytes',
    ] as const) {
      assert.ok(SERVER_SETTINGS.includes(name), name);
    }
  });

  it('keep the server running when asked, on the chosen runtime', () => {
    const { runtime, args } = launchOptions(
      { ...DEFAULTS, keepRunning: true, nodePath: '/opt/node' },
      '/x/server.js',
      [],
    );
    assert.equal(runtime, '/opt/node');
    assert.equal(args.join(' '), '--root  --port 8080 --host 127.0.0.1 --no-open --json --replace-older');
  });
});
