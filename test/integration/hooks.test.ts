import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fixtureBytes, recordedHooks, recordedStatusLines } from '../support/claudeRecordings.ts';
import { runCommand } from '../support/commandLine.ts';
import { endWithTests } from '../support/endWithTests.ts';
import { useScene } from '../support/scene.ts';
import { eventsOf, statusOf } from '../support/sessions.ts';
import { until, within } from '../support/until.ts';

const SESSION = '42e3f0c9-083b-4eb8-beb1-daa1b3d68221';

interface Settings {
  readonly hooks: Readonly<Record<string, readonly { readonly hooks: readonly { readonly command: string }[] }[]>>;
  readonly statusLine: { readonly command: string };
}

interface Installed {
  readonly dataDir: string;
  readonly file: string;
  readonly settings: Settings;
}

describe('hooks of coding agents', () => {
  const scene = useScene(afterEach);

  /** A folder of settings, with a blank in its name, that holds those of a recorded session. */
  function claudeFolder(
    content: string | Buffer | null = fixtureBytes('claude', 'tui_session', 'config', 'settings.json'),
  ) {
    const folder = join(scene.folder(), 'my claude');
    mkdirSync(folder);
    if (content !== null) writeFileSync(join(folder, 'settings.json'), content, { mode: 0o640 });
    return { folder, file: join(folder, 'settings.json') };
  }

  const hooks = (what: string, folder: string, dataDir: string, ...more: string[]) =>
    runCommand(['hooks', what, '--claude-dir', folder, '--no-codex', '--data-dir', dataDir, ...more]);

  async function installed(dataDir: string, content?: string | null): Promise<Installed> {
    const { folder, file } = claudeFolder(content);
    const { code, stderr } = await hooks('install', folder, dataDir, '--yes');
    assert.equal(code, 0, stderr);
    return { dataDir, file, settings: JSON.parse(readFileSync(file, 'utf8')) as Settings };
  }

  /** As Claude Code runs it: by a shell, with the payload on its standard input. */
  async function runHook(command: string, payload: unknown) {
    const child = spawn('sh', ['-c', command], { stdio: ['pipe', 'pipe', 'pipe'] });
    endWithTests(child);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => (stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    child.stdin.on('error', () => undefined);
    child.stdin.end(typeof payload === 'string' ? payload : JSON.stringify(payload));
    await within('the end of a hook', once(child, 'close'));
    return { code: child.exitCode, stdout, stderr };
  }

  const commandOf = (settings: Settings, event: string): string => settings.hooks[event]!.at(-1)!.hooks[0]!.command;

  it('tell the server that a session waits for you, and that it goes on', async () => {
    const server = await scene.server({ dataDir: join(scene.folder(), 'its data') });
    const { settings } = await installed(server.dataDir);
    const payload = (event: string, nth = 0) =>
      recordedHooks('tui_session').filter((each) => each.payload.hook_event_name === event)[nth]!.payload;
    const run = async (event: string, nth?: number): Promise<void> => {
      const silent = { code: 0, stdout: '', stderr: '' };
      assert.deepEqual(await runHook(commandOf(settings, event), payload(event, nth)), silent);
    };
    await run('SessionStart');
    await run('PermissionRequest');
    const { state } = await until('it waits', async () => {
      const status = await statusOf(server, SESSION);
      return status.state?.name === 'waiting' && status;
    });
    assert.match(state.evidence, /^permission: Write .*made\.txt$/);
    await run('PostToolUse', 1);
    await until('it no longer waits', async () => (await statusOf(server, SESSION)).state.name !== 'waiting');
    const events = await eventsOf(server, SESSION);
    assert.ok(events.every(({ source }) => source === 'hook'));
    assert.ok(!JSON.stringify(events).includes('structuredPatch'), "a tool's output stays where it is");
  });

  it('every recorded payload of every hook is taken', async () => {
    const server = await scene.server();
    const { settings } = await installed(server.dataDir, null);
    for (const { payload } of recordedHooks('todos_task')) {
      const event = payload.hook_event_name!;
      if (settings.hooks[event] === undefined) continue;
      const before = (await eventsOf(server, String(payload['session_id']))).length;
      assert.equal((await runHook(commandOf(settings, event), payload)).code, 0);
      const isNew = async () => (await eventsOf(server, String(payload['session_id']))).length > before;
      await until(`${event} has arrived`, isNew);
    }
  });

  it('a status line of its own says what counts, and the server hears it', async () => {
    const server = await scene.server();
    const { settings } = await installed(server.dataDir, null);
    const { payload } = recordedStatusLines('tui_session')[1]!;
    const { code, stdout } = await runHook(settings.statusLine.command, payload);
    assert.deepEqual([code, stdout], [0, 'Sonnet 4.6 · context 8 % · $0.01\n']);
    const heard = async () => (await eventsOf(server, SESSION)).some(({ type }) => type === 'context_use');
    await until('the context is known', heard);
    assert.equal((await statusOf(server, SESSION)).context.tokens_used, 16_004);
  });

  it('a status line that was there before shows the same, from the same input', async () => {
    const server = await scene.server();
    const mine = JSON.stringify({ statusLine: { type: 'command', command: 'printf "mine: "; wc -c; exit 3' } });
    const { settings } = await installed(server.dataDir, mine);
    const { payload } = recordedStatusLines('tui_session')[1]!;
    const text = JSON.stringify(payload);
    const { code, stdout } = await runHook(settings.statusLine.command, text);
    assert.match(stdout, new RegExp(`^mine: *${Buffer.byteLength(text)}\n$`));
    assert.equal(code, 3);
    await until('the server has heard it', async () => (await eventsOf(server, SESSION)).length > 0);
  });

  it('never fail or wait where there is no server, or no answer', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    scene.atEnd(() => silent.close());
    const { port } = silent.address() as AddressInfo;
    const server = { pid: process.pid, port, host: '127.0.0.1', url: `http://127.0.0.1:${port}/`, epoch: 'e', version: 'v', token: 't' }; // prettier-ignore
    const { dataDir, settings } = await installed(join(scene.folder(), 'data'), null);
    const isSilent = async (what: string, payload: unknown = { session_id: 's', hook_event_name: 'Stop' }) =>
      assert.deepEqual(await runHook(commandOf(settings, 'Stop'), payload), { code: 0, stdout: '', stderr: '' }, what);

    await isSilent('no server was ever there');
    writeFileSync(join(dataDir, 'server.json'), JSON.stringify(server));
    await isSilent('something listens and never answers');
    writeFileSync(join(dataDir, 'server.json'), JSON.stringify({ ...server, port: 1, url: 'http://127.0.0.1:1/' }));
    await isSilent('nothing listens');
    writeFileSync(join(dataDir, 'server.json'), '{ "pid": ');
    await isSilent('half a file');
    await isSilent('no payload', '');
    await isSilent('no JSON', 'x');
    rmSync(dataDir, { recursive: true });
    await isSilent('the data folder is gone');
  });

  it('give up when their own input never ends', async () => {
    const { settings } = await installed(join(scene.folder(), 'data'), null);
    const child = spawn('sh', ['-c', commandOf(settings, 'Stop')], { stdio: ['pipe', 'ignore', 'ignore'] });
    endWithTests(child);
    await within('its end', once(child, 'exit'));
    assert.equal(child.exitCode, 0);
  });

  it('do not give the token away to whoever has the port now', async () => {
    let heard = '';
    const other = createServer((socket) => socket.on('data', (chunk) => (heard += String(chunk))));
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    scene.atEnd(() => other.close());
    const { port } = other.address() as AddressInfo;
    const { dataDir, settings } = await installed(join(scene.folder(), 'data'), null);
    const gone = spawn('true');
    await once(gone, 'exit');
    const server = { pid: process.pid, port, host: '127.0.0.1', url: `http://127.0.0.1:${port}/`, epoch: 'e', version: 'v', token: 'secret' }; // prettier-ignore
    const payload = { session_id: 's', hook_event_name: 'Stop' };
    writeFileSync(join(dataDir, 'server.json'), JSON.stringify({ ...server, pid: gone.pid }));
    await runHook(commandOf(settings, 'Stop'), payload);
    assert.equal(heard, '', 'the server is dead: nothing is sent');
    writeFileSync(join(dataDir, 'server.json'), JSON.stringify(server));
    await runHook(commandOf(settings, 'Stop'), payload);
    assert.match(heard, /^POST \/api\/hooks\/claude\?at=\d+ HTTP/);
    assert.doesNotMatch(heard, /secret/);
  });

  it('show what they change, ask, and change nothing without a yes', async () => {
    const { folder, file } = claudeFolder();
    const before = readFileSync(file);
    const dataDir = join(scene.folder(), 'data');
    const { code, stdout, stderr } = await hooks('install', folder, dataDir);
    assert.equal(code, 1);
    assert.match(stderr, /no terminal to ask in.*--yes/);
    assert.match(stdout, /^ {2}\+ +"command": ".*livestream-hook\.cjs claude/m);
    assert.match(stdout, /^ {2}- +"command": "HOOKREC_OUT/m);
    assert.deepEqual(readFileSync(file), before);
    assert.ok(!existsSync(dataDir));
  });

  it('go in once and out to the last byte; mode and link stay', async () => {
    const dataDir = join(scene.folder(), 'data');
    const { folder, file } = claudeFolder();
    const real = join(scene.folder(), 'dotfiles.json');
    writeFileSync(real, readFileSync(file));
    chmodSync(real, 0o640);
    rmSync(file);
    symlinkSync(real, file);
    const before = readFileSync(real);

    assert.equal((await hooks('install', folder, dataDir, '--yes')).code, 0);
    const once = readFileSync(real);
    assert.notDeepEqual(once, before);
    assert.match(
      (await hooks('status', folder, dataDir)).stdout,
      /installed, 14 events and the status line, around your own/,
    );
    assert.match((await hooks('install', folder, dataDir, '--yes')).stdout, /installed already/);
    assert.deepEqual(readFileSync(real), once);
    assert.equal((await hooks('remove', folder, dataDir, '--yes')).code, 0);
    assert.deepEqual(readFileSync(real), before);
    assert.ok(lstatSync(file).isSymbolicLink());
    assert.equal(statSync(real).mode & 0o777, 0o640);
    assert.ok(!existsSync(join(dataDir, 'livestream-hook.cjs')));
    assert.match((await hooks('status', folder, dataDir)).stdout, /not installed/);
  });

  it('make a settings file where there is none, and take it away again', async () => {
    const dataDir = join(scene.folder(), 'data');
    const { folder, file } = claudeFolder(null);
    const codexDir = join(scene.folder(), 'codex');
    const both = ['--claude-dir', folder, '--codex-dir', codexDir, '--data-dir', dataDir, '--yes'];
    const { stdout } = await runCommand(['hooks', 'install', ...both]);
    assert.match(stdout, /Codex asks whether you trust new hooks/);
    assert.ok(existsSync(file) && existsSync(join(codexDir, 'hooks.json')));
    await runCommand(['hooks', 'remove', ...both]);
    assert.ok(!existsSync(file) && !existsSync(join(codexDir, 'hooks.json')));
  });

  it('leave a file alone that is broken, and say what to do', async () => {
    const dataDir = join(scene.folder(), 'data');
    for (const broken of ['{ "model": "opus", }', '[]', '{"hooks": []}', Buffer.from([0x7b, 0xff, 0x7d])]) {
      const { folder, file } = claudeFolder(broken);
      for (const what of ['install', 'remove']) {
        const { code, stderr } = await hooks(what, folder, dataDir, '--yes');
        assert.equal(code, 1);
        assert.match(stderr, /settings\.json .*left as it is|left as it is/);
      }
      assert.deepEqual(readFileSync(file), Buffer.from(broken));
    }
    assert.ok(!existsSync(join(dataDir, 'livestream-hook.cjs')));
  });

  it('are not put anywhere when neither program is here', async () => {
    const empty = scene.folder();
    const env = { CLAUDE_CONFIG_DIR: join(empty, 'none'), CODEX_HOME: join(empty, 'none') };
    const { code, stderr } = await runCommand(['hooks', 'install', '--yes', '--data-dir', join(empty, 'data')], env);
    assert.equal(code, 1);
    assert.match(stderr, /--claude-dir or --codex-dir/);
  });

  it('a newer server brings the script up to date', async () => {
    const { dataDir } = await installed(join(scene.folder(), 'data'), null);
    const script = join(dataDir, 'livestream-hook.cjs');
    const current = readFileSync(script, 'utf8');
    writeFileSync(script, '// an old one');
    await scene.server({ dataDir });
    assert.equal(readFileSync(script, 'utf8'), current);
    const without = await scene.server();
    assert.ok(!existsSync(join(without.dataDir, 'livestream-hook.cjs')), 'none is put where none was');
  });
});
