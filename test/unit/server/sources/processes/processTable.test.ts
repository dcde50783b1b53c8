import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { agentOf } from '../../../../../src/server/sources/processes/agentPrograms.ts';
import { createProcessTable } from '../../../../../src/server/sources/processes/processTable.ts';
import { parseStat } from '../../../../../src/server/sources/processes/procFolder.ts';
import { endWithTests } from '../../../../support/endWithTests.ts';
import { until, within } from '../../../../support/until.ts';
import { BOOTED, procStart, run, tell } from '../support/processes.ts';
import { temporaryFolder } from '../support/folders.ts';

/** Beyond what the system numbers its processes with. */
const NOBODY = 5_000_000;

describe('Processes of this system', function () {
  let repo: string;

  before(function () {
    if (process.platform !== 'linux') this.skip();
    repo = join(realpathSync(temporaryFolder()), 'repo');
    mkdirSync(repo);
  });

  it('are the same only with the same start, and gone after kill -9', async () => {
    const { isSame } = createProcessTable();
    const sleeper = await run('sleeper', repo);
    assert.equal(await isSame(sleeper.pid, sleeper.procStart), 'alive');
    assert.equal(await isSame(sleeper.pid, String(Number(sleeper.procStart) - 1)), 'gone', 'another took the number');
    assert.equal(await isSame(sleeper.pid, null), 'unknown', 'whose number it is was not told');
    await sleeper.kill();
    assert.equal(await isSame(sleeper.pid, sleeper.procStart), 'gone');
    assert.equal(await isSame(NOBODY, null), 'gone');
  });

  it('are gone as zombies: nothing of them runs', async () => {
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 1000'], { stdio: ['ignore', 'pipe', 'inherit'] });
    endWithTests(parent);
    const [said] = (await within('the number of the child', once(parent.stdout, 'data'))) as [Buffer];
    const child = Number(String(said));
    const start = procStart(child);
    await until('the child is gone', async () => (await createProcessTable().isSame(child, start)) === 'gone');
    assert.equal(procStart(child), start, 'it is still listed');
    parent.kill('SIGKILL');
  });

  it('are found as agents by their program, with their folder', async () => {
    const claude = await run('claude', repo);
    const codex = await run('codex', repo);
    const daemon = await run('codex', repo, ['app-server']);
    const table = createProcessTable();
    const here = async (program: 'claude' | 'codex') =>
      (await table.agentsRunning(program))!.filter(({ folder }) => folder === repo).map(({ pid }) => pid);
    assert.deepEqual(await here('claude'), [claude.pid]);
    assert.deepEqual(await here('codex'), [codex.pid], 'the daemon is no turn');
    const [found] = (await table.agentsRunning('claude'))!.filter(({ pid }) => pid === claude.pid);
    assert.ok(Math.abs(Date.now() - found!.startedAt) < 60_000, 'it began just now');
    await Promise.all([claude.kill(), codex.kill(), daemon.kill()]);
    assert.deepEqual(await here('claude'), [claude.pid], 'what was seen is used for some seconds');
    assert.deepEqual(
      (await createProcessTable().agentsRunning('claude'))!.filter(({ folder }) => folder === repo),
      [],
    );
  });

  it('hold files open, by any way to the file', async () => {
    const file = join(repo, 'rollout-1.jsonl');
    const link = join(repo, 'linked.jsonl');
    writeFileSync(file, '');
    symlinkSync(file, link);
    let now = 0;
    const { hasOpen } = createProcessTable({ now: () => now });
    assert.equal(await hasOpen(file), false);
    const codex = await run('codex', repo, [file]);
    assert.equal(await hasOpen(file), false, 'it looks every 5 seconds');
    now += 5_000;
    assert.equal(await hasOpen(file), true);
    assert.equal(await hasOpen(link), true);
    assert.equal(await hasOpen(join(repo, 'rollout-2.jsonl')), false);
    await codex.kill();
    now += 5_000;
    assert.equal(await hasOpen(file), false);
  });
});

describe('A system without /proc', () => {
  const other = createProcessTable({ procRoot: '/nowhere', platform: 'darwin' });

  it('tells of existence, and of the start where ps does', async function () {
    if (process.platform === 'win32') this.skip();
    assert.equal(await other.isSame(NOBODY, 'Mon Nov 23 04:52:07 2026'), 'gone');
    assert.equal(await other.isSame(process.pid, null), 'unknown');
    assert.equal(await other.isSame(process.pid, '267968'), 'unknown', 'the words of another system');
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    const start = execFileSync('ps', ['-o', 'lstart=', '-p', String(process.pid)], { env, encoding: 'utf8' }).trim();
    assert.equal(await other.isSame(process.pid, start), 'alive');
    assert.equal(await other.isSame(process.pid, 'Mon Nov 23 04:52:07 2020'), 'gone', 'another took the number');
    const local = new Date(Date.parse(`${start} UTC`) + 2 * 3_600_000).toUTCString().replace(/ GMT$/, '');
    assert.equal(await other.isSame(process.pid, local), 'unknown', 'perhaps the same in another time zone');
  });

  it('does not tell what runs or what is open, and says so', async () => {
    assert.equal(await other.agentsRunning('claude'), null);
    assert.equal(await other.hasOpen('/tmp/x.jsonl'), null);
    const none = createProcessTable({ procRoot: '/nowhere', platform: 'linux' });
    assert.equal(await none.isSame(process.pid, '1'), 'unknown', 'it exists, and is not shown');
    assert.equal(await none.isSame(NOBODY, '1'), 'gone');
  });
});

describe('What /proc tells', () => {
  it('may hold any name', async () => {
    const root = temporaryFolder();
    const { isSame } = createProcessTable({ procRoot: root, platform: 'linux' });
    for (const [at, name] of ['a b', 'x) S 1 2 (y', ') ) )', '((', 'ends)'].entries()) {
      tell(root, NOBODY + at, { name, started: '344439141' });
      assert.equal(await isSame(NOBODY + at, '344439141'), 'alive', name);
      assert.equal(await isSame(NOBODY + at, '344439140'), 'gone', name);
    }
  });

  it('is not used when it is not whole', () => {
    const whole = `1 (a) S ${'7 '.repeat(18)}500 99`;
    assert.equal(parseStat(whole)?.started, '500');
    for (const text of ['', '1 (a', '1 a) S', '1 (a) S 1 2 3', `1 (a) S ${'7 '.repeat(18)}x 99`]) {
      assert.equal(parseStat(text), null, text);
    }
  });

  it('is passed over where it cannot be read, and not taken for absence', async () => {
    const root = temporaryFolder();
    tell(root, NOBODY, { name: 'codex', cwd: null, open: null, started: '1000' });
    tell(root, NOBODY + 1, { name: 'codex', cwd: '/repo (deleted)', open: ['/r/a.jsonl', '/r/b.log', 'socket:[1]'] });
    tell(root, NOBODY + 2, { name: 'codex', cwd: '/zombie', state: 'Z' });
    tell(root, NOBODY + 3, { name: 'vim', words: ['vim', 'claude'], cwd: '/other' });
    const table = createProcessTable({ procRoot: root, platform: 'linux' });
    assert.deepEqual(
      (await table.agentsRunning('codex'))!.map(({ pid, folder }) => [pid, folder]),
      [
        [NOBODY, null],
        [NOBODY + 1, '/repo'],
      ],
    );
    assert.equal((await table.agentsRunning('codex'))![0]!.startedAt, BOOTED * 1000 + 10_000);
    assert.deepEqual(await table.agentsRunning('claude'), []);
    assert.equal(await table.hasOpen('/r/a.jsonl'), true);
    assert.equal(await table.hasOpen('/r/c.jsonl'), null, 'the one that hides itself may have it');
  });

  it('leaves out who hides and belongs to another user', async function () {
    if (process.getuid?.() === 0) this.skip();
    const root = temporaryFolder();
    tell(root, NOBODY, { name: 'claude', cwd: null, user: process.getuid!() + 1 });
    tell(root, NOBODY + 1, { name: 'claude', cwd: null });
    const running = await createProcessTable({ procRoot: root }).agentsRunning('claude');
    assert.deepEqual(
      running!.map(({ pid }) => pid),
      [NOBODY + 1],
    );
  });
});

describe('A command line', () => {
  const names = (name: string, ...words: string[]) => {
    const agent = agentOf({ name, words });
    return agent === null ? null : `${agent.program}${agent.isService ? ' service' : ''}`;
  };

  it('is that of Claude Code in all the ways it is started', () => {
    assert.equal(names('claude', 'claude'), 'claude');
    assert.equal(names('2.1.330', '/home/a/.local/share/claude/versions/2.1.330', '-p', 'x'), 'claude');
    assert.equal(names('MainThread', 'node', '--max-old-space-size=8192', '/usr/local/bin/claude', '-p'), 'claude');
    assert.equal(names('node', '/usr/bin/node', '/x/node_modules/@anthropic-ai/claude-agent-sdk/cli.js'), 'claude');
    assert.equal(names('claude', '/home/a/.vscode/extensions/anthropic.claude-code-2.1.0/native/claude'), 'claude');
  });

  it('is that of Codex, or of its daemon', () => {
    assert.equal(names('codex', 'codex', 'exec', 'app-server'), 'codex');
    assert.equal(names('codex-x86_64-un', '/opt/codex-x86_64-unknown-linux-musl', 'resume'), 'codex');
    assert.equal(names('node', 'node', '/usr/bin/codex'), 'codex');
    assert.equal(names('codex', 'codex', '-c', 'a=b', 'app-server', '--listen', 'unix://x'), 'codex service');
    assert.equal(names('codex', 'codex', 'daemon', 'pid-update-loop'), 'codex service');
  });

  it('is that of neither', () => {
    assert.equal(names('vim', 'vim', 'claude'), null);
    assert.equal(names('node', 'node', '/home/claude/server.js'), null);
    assert.equal(names('tail', 'tail', '-f', '/home/a/.codex/sessions/x.jsonl'), null);
  });
});
