import assert from 'node:assert/strict';
import { runCommand, startCommand } from '../support/commandLine.ts';
import { ask, bearer, post } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { PUBLIC_HOST, standInNgrok, withoutNgrok } from '../support/tunnelScene.ts';
import type { RunningAgent, TunnelPlot } from '../support/tunnelScene.ts';
import { until, within } from '../support/until.ts';

const PUBLIC_URL = `https://${PUBLIC_HOST}/`;

describe('a tunnel through ngrok', function () {
  const scene = useScene(afterEach);

  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  it('opens with the server, at an address that is told', async () => {
    const { server } = await start('open', '--ngrok');
    const { tunnel } = await until('it is open', () => whenTunnel(server, 'open'));
    assert.deepEqual(tunnel, { url: PUBLIC_URL, state: 'open', message: null });
  });

  it('opens where USE_NGROK=true says so, and nowhere else', async () => {
    const { env } = standInNgrok(scene.folder(), 'open');
    const server = await scene.server({ env: { ...env, USE_NGROK: 'true' } });
    await until('it is open', () => whenTunnel(server, 'open'));
    const other = await scene.server({ env: { ...env, USE_NGROK: 'false' } });
    assert.equal((await sharing(other)).tunnel, null);
  });

  it('lets in nobody who is not paired, though its requests come from this machine', async () => {
    const { server, agent } = await open();
    for (const path of ['/', '/api/sessions', '/api/sharing']) assert.equal((await ask(agent, path)).status, 401, path);
    const { code } = (await post(server, '/api/access/pairing', {})).json();
    const paired = await ask(agent, `/pair?code=${code}`);
    assert.equal(paired.status, 302);
    const cookie = paired.headers['set-cookie']![0]!;
    assert.match(cookie, /; Secure/);
    const headers = { cookie: cookie.split(';')[0]! };
    assert.equal((await ask(agent, '/api/sessions', { headers })).status, 200);
    assert.equal((await ask(agent, '/api/health', { headers })).status, 403);
  });

  it('ends when it is asked to, and opens again', async () => {
    const { server, agent } = await open();
    assert.equal((await post(server, '/api/sharing/tunnel/stop', {})).json().tunnel, null);
    await until('ngrok has ended', () => !isAlive(agent));
    await post(server, '/api/sharing/tunnel', {});
    await until('it is open again', () => whenTunnel(server, 'open'));
  });

  it('ends with the server', async () => {
    const { server, agent } = await open();
    assert.equal(await server.stop(), 0);
    await until('ngrok has ended', () => !isAlive(agent));
  });

  it('ends with a server that is killed hard', async () => {
    const { server, agent } = await open();
    await server.kill();
    await until('ngrok has ended', () => !isAlive(agent));
  });

  const TROUBLES: readonly (readonly [what: string, plot: TunnelPlot, says: RegExp])[] = [
    ['nobody is logged in', 'no-login', /^ngrok is not logged in: .*ngrok config add-authtoken TOKEN/],
    [
      'the account allows no further agent',
      'session-limit',
      /^Your ngrok account allows no further agent.*ERR_NGROK_108/,
    ],
    ['ngrok refuses for another reason', 'other', /^ngrok refused: Your account was suspended\. .*err_ngrok_9999/],
  ];
  for (const [what, plot, says] of TROUBLES) {
    it(`says what to do when ${what}, and serves on`, async () => {
      const { server } = await start(plot, '--ngrok');
      const { tunnel } = await until('it has failed', () => whenTunnel(server, 'failed'));
      assert.match(tunnel.message, says);
      assert.doesNotMatch(tunnel.message, /\n/);
      assert.equal(tunnel.url, null);
      assert.equal((await ask(server, '/api/health')).status, 200);
    });
  }

  it('says what to do when there is no ngrok', async () => {
    const server = await scene.server({ ...withoutNgrok(scene.folder()), args: ['--ngrok'] });
    const { tunnel } = await until('it has failed', () => whenTunnel(server, 'failed'));
    assert.match(tunnel.message, /^ngrok is not installed.*https:\/\/ngrok\.com\/download/);
  });

  it('says that it tries again while there is no network', async () => {
    const { server } = await start('no-network', '--ngrok');
    const state = await until('it says so', async () => {
      const told = await sharing(server);
      return told.tunnel.message !== null && told;
    });
    assert.equal(state.tunnel.state, 'starting');
    assert.match(state.tunnel.message, /tries again: failed to dial ngrok server/);
  });

  it('says so when ngrok ends later, and can be opened again', async () => {
    const { server, agent } = await open();
    process.kill(agent.pid, 'SIGKILL');
    const { tunnel } = await until('it has failed', () => whenTunnel(server, 'failed'));
    assert.match(tunnel.message, /^ngrok ended.*livestream share --ngrok/);
    await post(server, '/api/sharing/tunnel', {});
    await until('it is open again', () => whenTunnel(server, 'open'));
  });

  it('is printed with a QR code once it is open', async () => {
    const { env } = standInNgrok(scene.folder(), 'open');
    const dataDir = scene.folder();
    const args = [
      '--root',
      '',
      '--no-claude',
      '--no-codex',
      '--port',
      '0',
      '--data-dir',
      dataDir,
      '--no-open',
      '--ngrok',
    ];
    const command = startCommand(args, env);
    scene.atEnd(() => command.process.kill('SIGKILL'));
    const text = await until('it is printed', () => command.stdout().includes('/pair?code=') && command.stdout());
    assert.match(text, new RegExp(`Through ngrok +${PUBLIC_URL}`));
    assert.ok(text.includes('\u001b[30;107m'), 'a QR code');
    command.process.kill('SIGINT');
    const { code, stdout } = await within('its end', command.ended);
    assert.equal(code, 0);
    assert.doesNotMatch(stdout, /ngrok ended/);
  });

  it('is opened for a running server by the command that shares', async () => {
    const { server } = await start('open');
    const opened = await runCommand(['share', '--ngrok', '--data-dir', server.dataDir]);
    assert.equal(opened.code, 0, opened.stderr);
    assert.match(opened.stdout, new RegExp(`${PUBLIC_URL}pair\\?code=`));
    const { server: other } = await start('no-login');
    const refused = await runCommand(['share', '--ngrok', '--data-dir', other.dataDir]);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /^ngrok is not logged in: .*\n$/);
  });

  async function start(plot: TunnelPlot, ...args: readonly string[]) {
    const { env, agent } = standInNgrok(scene.folder(), plot);
    return { server: await scene.server({ env, args }), agent };
  }

  async function open(): Promise<{ readonly server: RunningServer; readonly agent: RunningAgent }> {
    const { server, agent } = await start('open', '--ngrok');
    await until('it is open', () => whenTunnel(server, 'open'));
    return { server, agent: agent()! };
  }
});

async function sharing(server: RunningServer) {
  return (await ask(server, '/api/sharing', { headers: bearer(server) })).json();
}

async function whenTunnel(server: RunningServer, state: string) {
  const told = await sharing(server);
  return told.tunnel?.state === state && told;
}

function isAlive({ pid }: RunningAgent): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
