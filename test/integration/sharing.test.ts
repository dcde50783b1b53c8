import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { SharingState } from '../../src/protocol/sharing.ts';
import { runCommandThrough } from '../support/commandLine.ts';
import { producer } from '../support/foundry.ts';
import { bearer } from '../support/http.ts';
import { ip, makeTwoHosts, whyNoHosts } from '../support/networkNamespaces.ts';
import type { TwoHosts } from '../support/networkNamespaces.ts';
import type { RunningServer, ServerSetup } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { until } from '../support/until.ts';

const TLS = join(import.meta.dirname, '../fixtures/tls');
const PORT = 8080;
/** How each row of a QR code begins in a terminal: black on white. */
const QR_CODE = '\u001b[30;107m';

/** What the server answers to the requests of this file. */
type Told = SharingState & { readonly code: string; readonly error: string };

/** A machine and a phone of the test's own: no request leaves their two namespaces. */
describe('sharing on the local network', () => {
  const scene = useScene(afterEach);
  let hosts: TwoHosts;

  before(function () {
    const why = whyNoHosts();
    if (why !== undefined) {
      console.log(`      left out: ${why}`);
      return this.skip();
    }
    hosts = makeTwoHosts();
  });
  after(() => hosts?.remove());

  it('is off until asked for', async () => {
    const server = await start();
    await assert.rejects(hosts.phone.ask(lanUrl(server)), /ECONNREFUSED/);
    assert.equal((await sharing(server)).lan, null);
    assert.deepEqual((await sharing(server)).advice, []);
  });

  it('begins while the server runs, and drops nobody', async () => {
    const server = await start();
    const dashboard = await hosts.machine.connect(`ws://127.0.0.1:${server.port}/ws`);
    const state = await post(server, '/api/sharing/lan', {});
    assert.equal(state.lan?.url, lanUrl(server));
    assert.equal(state.lan?.address, hosts.machine.address);
    assert.deepEqual(state.interfaces, [{ name: 'wlan0', address: hosts.machine.address, is_default: true }]);
    assert.ok(state.advice.length > 0);
    await until('the dashboard is told', () => dashboard.messages.some(isSharing(true)));
    assert.equal(dashboard.closed(), null);
  });

  it('lets in nobody who is not paired, and shows a paired phone the sessions', async () => {
    const server = await start('--lan');
    await post(server, '/api/broadcast/night', producer('night')('log_line', { line: 'at work' }));
    for (const path of ['', 'api/sessions', 'api/sharing', 'api/status/night'])
      assert.equal((await hosts.phone.ask(lanUrl(server) + path)).status, 401, path);
    await assert.rejects(hosts.phone.connect(`${lanUrl(server).replace('http', 'ws')}ws`), /401/);
    const cookie = await pair(server);
    const { status, text } = await hosts.phone.ask(`${lanUrl(server)}api/status/night`, { headers: { cookie } });
    assert.equal(status, 200);
    assert.match(text, /at work|night/);
  });

  it('says yes to a phone only as a viewer: it can share nothing itself', async () => {
    const server = await start('--lan');
    const headers = { cookie: await pair(server), 'content-type': 'application/json' };
    for (const path of ['api/sharing/lan', 'api/sharing/lan/stop', 'api/sharing/tunnel', 'api/access/pairing']) {
      const { status } = await hosts.phone.ask(lanUrl(server) + path, { method: 'POST', headers, body: '{}' });
      assert.equal(status, 403, path);
    }
  });

  it('stops at once for everybody who came that way, and for nobody else', async () => {
    const server = await start('--lan');
    const dashboard = await hosts.machine.connect(`ws://127.0.0.1:${server.port}/ws`);
    const cookie = await pair(server);
    const phone = await hosts.phone.connect(`${lanUrl(server).replace('http', 'ws')}ws`, { cookie });
    assert.equal((await post(server, '/api/sharing/lan/stop', {})).lan, null);
    await until('the phone has lost it', () => phone.closed());
    await assert.rejects(hosts.phone.ask(lanUrl(server)), /ECONNREFUSED/);
    await until('the dashboard is told', () => dashboard.messages.some(isSharing(false)));
    assert.equal(dashboard.closed(), null);
    assert.equal((await hosts.machine.ask(`${server.url}api/sessions`)).status, 200);
  });

  it('begins again, and knows a phone that was paired before', async () => {
    const server = await start('--lan');
    const cookie = await pair(server);
    await post(server, '/api/sharing/lan/stop', {});
    await post(server, '/api/sharing/lan', { address: 'wlan0' });
    assert.equal((await hosts.phone.ask(`${lanUrl(server)}api/sessions`, { headers: { cookie } })).status, 200);
  });

  it('takes another port where its own is taken', async () => {
    const other = await start('--port', '0');
    const blocker = await start('--port', String(other.port), '--host', hosts.machine.address);
    const { lan } = await post(other, '/api/sharing/lan', {});
    assert.notEqual(lan!.url, lanUrl(blocker));
    assert.equal((await hosts.phone.ask(lan!.url)).status, 401);
  });

  it('takes the network that is chosen, and leaves the one before', async () => {
    const other = '198.51.100.3';
    const address = (verb: string) => ip('-n', hosts.machine.name, 'address', verb, `${other}/24`, 'dev', 'wlan0');
    address('add');
    scene.atEnd(() => address('delete'));
    const server = await start('--lan');
    assert.equal((await hosts.phone.ask(lanUrl(server))).status, 401);
    assert.match((await command(server, 'share')).stdout, /in other networks too: 198\.51\.100\.3 \(wlan0\)/);
    const { lan } = await post(server, '/api/sharing/lan', { address: other });
    assert.equal(lan?.url, `http://${other}:${server.port}/`);
    assert.equal((await hosts.phone.ask(lan.url)).status, 401);
    await assert.rejects(hosts.phone.ask(lanUrl(server)), /ECONNREFUSED/);
    await server.stop();
    const everywhere = await start('--host', '0.0.0.0');
    assert.equal((await post(everywhere, '/api/sharing/lan', { address: other })).lan?.address, other);
    assert.equal((await hosts.phone.ask(lanUrl(everywhere))).status, 401);
  });

  it('says which addresses there are to somebody who names another', async () => {
    const server = await start();
    const { status, json } = await request(server, '/api/sharing/lan', { address: '198.51.100.99' });
    assert.equal(status, 409);
    assert.match(json.error, /no address 198\.51\.100\.99\. It has: 198\.51\.100\.1 \(wlan0\)/);
  });

  it('serves other devices over https with a certificate, and its own machine over http', async () => {
    const args = ['--lan', '--tls-cert', join(TLS, 'certificate.pem'), '--tls-key', join(TLS, 'key.pem')];
    const server = await start(...args);
    const { lan, advice } = await sharing(server);
    assert.ok(lan);
    assert.equal(lan.url, `https://${hosts.machine.address}:${server.port}/`);
    assert.doesNotMatch(advice.join(), /certificate/);
    const { code } = await post(server, '/api/access/pairing', {});
    const paired = await hosts.phone.ask(`${lan.url}pair?code=${code}`);
    assert.equal(paired.status, 302);
    assert.match(String(paired.headers['set-cookie']), /; Secure/);
    await hosts.phone.connect(`${lan.url.replace('https', 'wss')}ws`, { cookie: cookieOf(paired) });
    await assert.rejects(hosts.phone.ask(lanUrl(server)));
    assert.equal((await hosts.machine.ask(`${server.url}api/sessions`)).status, 200);
  });

  it('is there from the start with --host 0.0.0.0, with pairing, and cannot be stopped', async () => {
    const server = await start('--host', '0.0.0.0');
    assert.equal((await sharing(server)).lan?.url, lanUrl(server));
    assert.equal((await hosts.phone.ask(lanUrl(server))).status, 401);
    const cookie = await pair(server);
    assert.equal((await hosts.phone.ask(`${lanUrl(server)}api/sessions`, { headers: { cookie } })).status, 200);
    const stopped = await request(server, '/api/sharing/lan/stop', {});
    assert.equal(stopped.status, 409);
    assert.match(stopped.json.error, /--host 0\.0\.0\.0.*livestream share/);
  });

  it('is begun and ended by the command that shares, each time with a new code', async () => {
    const server = await start();
    const shared = await command(server, 'share');
    const [, code] = /pair\?code=([\w-]+)/.exec(shared.stdout)!;
    assert.match(shared.stdout, /On your phone +http:\/\/198\.51\.100\.1:/);
    assert.ok(shared.stdout.includes(QR_CODE));
    assert.match(shared.stdout, /once, within 5 minutes/);
    assert.equal((await hosts.phone.ask(`${lanUrl(server)}pair?code=${code}`)).status, 302);
    const again = JSON.parse((await command(server, 'share', '--json')).stdout) as { pairing_url: string };
    assert.ok(!again.pairing_url.endsWith(code!));
    assert.equal((await hosts.phone.ask(again.pairing_url)).status, 302);
    assert.match((await command(server, 'share', '--stop')).stdout, /Only this machine is served/);
    await assert.rejects(hosts.phone.ask(lanUrl(server)), /ECONNREFUSED/);
  });

  function start(...args: readonly string[]): Promise<RunningServer> {
    const setup: ServerSetup = { through: hosts.machine.through, args };
    return scene.server(args.includes('--port') ? setup : { ...setup, port: PORT });
  }

  function lanUrl({ port }: RunningServer): string {
    return `http://${hosts.machine.address}:${port}/`;
  }

  /** As the owner, from the machine itself. */
  async function request(server: RunningServer, path: string, body: object): Promise<{ status: number; json: Told }> {
    const headers = { ...(bearer(server) as { authorization: string }), 'content-type': 'application/json' };
    const asked = { method: 'POST', headers, body: JSON.stringify(body) };
    const { status, text } = await hosts.machine.ask(`http://127.0.0.1:${server.port}${path}`, asked);
    return { status, json: JSON.parse(text) };
  }

  async function post(server: RunningServer, path: string, body: object): Promise<Told> {
    const { status, json } = await request(server, path, body);
    assert.equal(status, 200, JSON.stringify(json));
    return json;
  }

  async function sharing(server: RunningServer): Promise<Told> {
    return JSON.parse((await hosts.machine.ask(`http://127.0.0.1:${server.port}/api/sharing`)).text);
  }

  /** Lets the phone in; its cookie. */
  async function pair(server: RunningServer): Promise<string> {
    const { code } = await post(server, '/api/access/pairing', {});
    const answer = await hosts.phone.ask(`${lanUrl(server)}pair?code=${code}`);
    assert.equal(answer.status, 302, answer.text);
    return cookieOf(answer);
  }

  function command({ dataDir }: RunningServer, ...args: readonly string[]) {
    return runCommandThrough(hosts.machine.through, [...args, '--data-dir', dataDir]);
  }
});

function cookieOf({ headers }: { readonly headers: Readonly<Record<string, string | string[] | undefined>> }): string {
  return String(headers['set-cookie']).split(';')[0]!;
}

function isSharing(lan: boolean): (text: string) => boolean {
  return (text) => {
    const frame = JSON.parse(text);
    return frame.type === 'sharing' && frame.lan === lan;
  };
}
