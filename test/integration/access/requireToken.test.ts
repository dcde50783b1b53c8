import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventBroadcaster } from '../../../src/broadcaster/eventBroadcaster.ts';
import { runCommand, startCommand } from '../../support/commandLine.ts';
import { producer } from '../../support/foundry.ts';
import { ask, bearer, post, tokenOf } from '../../support/http.ts';
import type { RunningServer } from '../../support/runServer.ts';
import { useScene } from '../../support/scene.ts';
import { upgradeStatus } from '../../support/sessionClient.ts';
import { until, within } from '../../support/until.ts';
import { asOwner, cookieOf, enter, pairingCode } from '../../support/visitors.ts';

describe('a server that asks everybody for a credential', () => {
  const scene = useScene(after);
  let server: RunningServer;

  before(async () => {
    server = await scene.server({ args: ['--require-token'] });
  });

  it('lets no program on this machine in without one', async () => {
    assert.equal((await ask(server, '/api/sessions')).status, 401);
    assert.equal((await ask(server, '/')).status, 401);
    assert.equal(await upgradeStatus(server, '/ws'), 401);
    const event = producer('night')('iteration_start', { iteration: 1 });
    assert.equal((await post(server, '/api/broadcast/night', event)).status, 401);
    assert.equal((await post(server, '/api/hooks/claude', { session_id: 's' })).status, 401);
    assert.equal((await ask(server, '/api/me')).json().role, 'nobody');
  });

  it('lets in the token, and what was paired', async () => {
    const event = {
      method: 'POST',
      headers: bearer(server),
      body: producer('night')('iteration_start', { iteration: 1 }),
    };
    assert.equal((await ask(server, '/api/broadcast/night', event)).status, 200);
    const here = { host: `localhost:${server.port}` };
    const answer = await ask(server, `/pair?code=${await pairingCode(server)}`, { headers: here });
    const cookie = answer.headers['set-cookie']![0]!.split(';')[0]!;
    assert.equal((await ask(server, '/api/sessions', { headers: { ...here, cookie } })).status, 200);
    assert.equal((await ask(server, '/api/me', { headers: { ...here, cookie } })).json().role, 'viewer');
  });

  it('is served by the environment too', async () => {
    const other = await scene.server({ env: { LIVESTREAM_REQUIRE_TOKEN: 'true' } });
    assert.equal((await ask(other, '/api/sessions')).status, 401);
  });

  it('hears the program’s own commands, and broadcasters that have the token', async () => {
    const emitted = await runCommand(['emit', 'by-command', 'log_line', 'line=hi', '--data-dir', server.dataDir]);
    assert.equal(emitted.code, 0, emitted.stderr);
    const elsewhere = ['emit', 'by-url', 'log_line', 'line=hi', '--url', server.url];
    assert.match((await runCommand(elsewhere)).stderr, /not let in yet/);
    assert.equal((await runCommand(elsewhere, { LIVESTREAM_TOKEN: tokenOf(server) })).code, 0);
    const directory = scene.folder();
    const events = new EventBroadcaster('by-broadcaster', { serverUrl: server.url, directory, token: tokenOf(server) });
    events.logLine('hi');
    await events.flush();
    const { sessions } = (await asOwner(server, '/api/sessions')) as { sessions: { id: string }[] };
    for (const id of ['by-command', 'by-url', 'by-broadcaster'])
      assert.ok(
        sessions.some((session) => session.id === id),
        id,
      );
  });

  it('hears the hooks of agents', async () => {
    const claude = join(scene.folder(), 'claude');
    mkdirSync(claude);
    const { code } = await runCommand(['hooks', 'install', '--yes', '--no-codex', '--claude-dir', claude, '--data-dir', server.dataDir]); // prettier-ignore
    assert.equal(code, 0);
    const hook = spawn(process.execPath, [join(server.dataDir, 'livestream-hook.cjs'), 'claude']);
    hook.stdin.end(JSON.stringify({ session_id: 'by-hook', hook_event_name: 'Stop', cwd: '/x' }));
    await within('the end of the hook', once(hook, 'exit'));
    assert.equal((await ask(server, '/api/status/by-hook', { headers: bearer(server) })).status, 200);
  });

  it('lets a phone in as ever', async () => {
    const { headers } = await enter(server, `/pair?code=${await pairingCode(server)}`);
    assert.equal((await ask(server, '/api/sessions', { headers })).status, 200);
  });

  it('opens its dashboard in the browser of whoever starts it', async function () {
    // What opens a browser is named differently elsewhere.
    if (process.platform !== 'linux') return this.skip();
    const [programs, dataDir] = [scene.folder(), scene.folder()];
    const opened = join(programs, 'opened');
    writeFileSync(join(programs, 'xdg-open'), `#!/bin/sh\nprintf %s "$1" > '${opened}'\n`, { mode: 0o755 });
    const args = ['--root', '', '--no-claude', '--no-codex', '--port', '0', '--data-dir', dataDir, '--require-token'];
    const command = startCommand(args, { PATH: `${programs}:${process.env['PATH']}` });
    scene.atEnd(() => command.process.kill('SIGKILL'));
    const address = await until('the browser is opened', () => existsSync(opened) && readFileSync(opened, 'utf8'));
    const { host, pathname, search, port } = new URL(address);
    const answer = await ask({ port: Number(port) }, `${pathname}${search}`, { headers: { host } });
    const me = await ask({ port: Number(port) }, '/api/me', { headers: { host, cookie: cookieOf(answer) } });
    assert.equal(me.json().role, 'owner');
  });
});
