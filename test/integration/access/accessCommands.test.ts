import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runCommand } from '../../support/commandLine.ts';
import type { Ended } from '../../support/commandLine.ts';
import { ask } from '../../support/http.ts';
import { openSocket } from '../../support/openSocket.ts';
import { serverScript } from '../../support/runServer.ts';
import { useScene } from '../../support/scene.ts';
import { startIteration } from '../../support/sessions.ts';
import { within } from '../../support/until.ts';
import { ELSEWHERE, enter, pairDevice } from '../../support/visitors.ts';

describe('the commands that say who is let in', function () {
  this.timeout(60_000);
  const scene = useScene(after);

  /** Runs a command of this data folder; `input` comes to it by a pipe. */
  async function run(dataDir: string, args: readonly string[], input?: string): Promise<Ended> {
    const all = [...args, '--data-dir', dataDir];
    if (input === undefined) return runCommand(all);
    const child = spawn(process.execPath, [serverScript, ...all]);
    child.stdin.end(input);
    const ended = once(child, 'close');
    const [stdout, stderr] = await within('the command', Promise.all([text(child.stdout), text(child.stderr), ended]));
    return { code: child.exitCode, stdout, stderr };
  }

  it('list devices, and revoke one at once', async () => {
    const server = await scene.server();
    const { dataDir } = server;
    assert.match((await run(dataDir, ['devices'])).stdout, /No device was let in/);
    const { headers } = await pairDevice(server);
    const { stdout } = await run(dataDir, ['devices']);
    assert.match(stdout, /^ID +NAME +ROLE +FIRST SEEN +LAST SEEN +FROM +ENDS\n/);
    const [, id] = /^(\w{12}) {2}.* viewer +just now +just now +198\.51\.100\.7 +when revoked$/m.exec(stdout)!;
    const socket = await openSocket(server, '/ws', headers);
    assert.match((await run(dataDir, ['devices', 'revoke', id!])).stdout, /^Revoked: /);
    assert.equal((await within('the end', socket.closed)).code, 4401);
    const again = await run(dataDir, ['devices', 'revoke', id!]);
    assert.deepEqual([again.code, /"livestream devices" lists/.test(again.stderr)], [1, true]);
  });

  it('make tokens for programs elsewhere, shown once, and revoke them', async () => {
    const server = await scene.server();
    const { dataDir } = server;
    const made = await run(dataDir, ['tokens', 'add', 'ci', '--role', 'owner']);
    assert.match(made.stdout, /^[\w-]{43}\n$/);
    const headers = { ...ELSEWHERE, authorization: `Bearer ${made.stdout.trim()}` };
    assert.equal((await ask(server, '/api/health', { headers })).status, 200);
    const { stdout } = await run(dataDir, ['tokens']);
    const [, id] = /^(\w{12}) {2}ci +owner +just now +just now +198\.51\.100\.7 +when revoked$/m.exec(stdout)!;
    assert.ok(!stdout.includes(made.stdout.trim()));
    assert.equal((await run(dataDir, ['devices', 'revoke', id!])).code, 1, 'a token is no device');
    assert.equal((await run(dataDir, ['tokens', 'revoke', id!])).code, 0);
    assert.equal((await ask(server, '/api/health', { headers })).status, 401);
  });

  it('make links to a session, at the address where the server is, and revoke them', async () => {
    const server = await scene.server();
    const { dataDir } = server;
    await startIteration(server, 'night', 1);
    const made = await run(dataDir, ['links', 'add', 'night', '--for', '7d']);
    assert.match(made.stderr, /Only this machine is served now/);
    assert.ok(made.stdout.startsWith(`${server.url}link/`));
    const { headers } = await enter(server, new URL(made.stdout.trim()).pathname);
    const { stdout } = await run(dataDir, ['links']);
    const [, id] = /^(\w{12}) {2}night +just now +just now +198\.51\.100\.7 +in 6 d$/m.exec(stdout)!;
    assert.equal((await run(dataDir, ['links', 'revoke', id!])).code, 0);
    assert.equal((await ask(server, '/api/status/night', { headers })).status, 401);
    assert.match((await run(dataDir, ['links', 'add', 'no-such'])).stderr, /Session not found/);
  });

  it('make users with a password from a pipe, list and remove them', async () => {
    const server = await scene.server();
    const { dataDir } = server;
    assert.equal((await run(dataDir, ['users', 'add', 'ada', '--role', 'owner'], 'correct horse battery\n')).code, 0);
    const signIn = { method: 'POST', headers: { 'content-type': 'application/json' }, body: { name: 'ada', password: 'correct horse battery' } }; // prettier-ignore
    assert.equal((await ask(server, '/sign-in', signIn)).status, 303);
    assert.equal((await run(dataDir, ['users'])).stdout, 'NAME  ROLE\nada   owner\n');
    assert.match((await run(dataDir, ['devices'])).stdout, / {2}ada, /);
    assert.match((await run(dataDir, ['users', 'add', 'ada'], 'another password')).stderr, /already/);
    assert.match((await run(dataDir, ['users', 'add', 'bob'], 'short')).stderr, /5 characters.*10 or more/);
    assert.equal((await run(dataDir, ['users', 'remove', 'ada'])).code, 0);
    assert.match((await run(dataDir, ['users'])).stdout, /There are no users/);
    assert.equal((await run(dataDir, ['users', 'remove', 'ada'])).code, 1);
  });

  it('ask for the password twice in a terminal, and show nothing of it', async function () {
    // `script` gives a command a terminal.
    if (process.platform !== 'linux') return this.skip();
    const dataDir = scene.folder();
    const add = async (first: string, second: string): Promise<{ code: number | null; shown: string }> => {
      const line = [process.execPath, serverScript, 'users', 'add', 'ada', '--data-dir', dataDir].join(' ');
      const child = spawn('script', ['-qec', line, '/dev/null']);
      let shown = '';
      const typed = [first, second];
      child.stdout.on('data', (chunk) => {
        shown += String(chunk);
        if (/(Password for ada|Again): $/.test(shown)) child.stdin.write(`${typed.shift()}\r`);
      });
      await within('the command', once(child, 'close'));
      return { code: child.exitCode, shown };
    };
    const differ = await add('correct horse battery', 'correct horse batterz');
    assert.equal(differ.code, 1);
    assert.match(differ.shown, /not the same/);
    const same = await add('correct horse battery', 'correct horse battery');
    assert.equal(same.code, 0, same.shown);
    assert.doesNotMatch(differ.shown + same.shown, /horse/);
  });

  it('work on the data folder when no server runs', async () => {
    const dataDir = scene.folder();
    const { stdout } = await run(dataDir, ['tokens', 'add', 'ci']);
    assert.equal((await run(dataDir, ['users', 'add', 'ada'], 'correct horse battery')).code, 0);
    assert.ok(!readFileSync(join(dataDir, 'access.json'), 'utf8').includes(stdout.trim()));
    const server = await scene.server({ dataDir });
    const headers = { ...ELSEWHERE, authorization: `Bearer ${stdout.trim()}` };
    assert.equal((await ask(server, '/api/sessions', { headers })).status, 200);
    assert.equal((await ask(server, '/api/me', { headers })).json().name, 'ci');
    await server.stop();
    assert.match((await run(dataDir, ['links', 'add', 'night'])).stderr, /Start one first/);
    assert.match((await run(dataDir, ['tokens'])).stdout, /ci +viewer/);
  });
});
