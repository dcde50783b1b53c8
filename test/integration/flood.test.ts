import assert from 'node:assert/strict';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { ask } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { until, within } from '../support/until.ts';

/** Of loopback too, and not the one that everybody uses. */
const GREEDY = '127.0.0.2';
const SOCKETS = 5_000;
/** At a time: more would wait for each other in the system's queue. */
const BATCH = 100;

describe('the server, when one address wants too much of it,', () => {
  const scene = useScene(after);
  let server: RunningServer;
  let slow: Promise<string>;

  before(async function () {
    // Elsewhere, loopback has one address only.
    if (process.platform !== 'linux') return this.skip();
    server = await scene.server();
    // Begun first, because the server waits a while for it: it is looked at last.
    slow = slowRequest(server.port);
  });

  it('answers others while 5,000 sockets come from there', async () => {
    const greedy = new Flood(server.port);
    scene.atEnd(() => greedy.end());
    await greedy.open(SOCKETS);
    await until('it has cut what is too much', () => greedy.held < 1_100);
    assert.equal((await ask(server, '/api/health')).status, 200);
    assert.ok(greedy.held >= 300, `a few hundred are held: ${greedy.held}`);
    greedy.end();
  });

  it('serves a few hundred dashboards of one address at a time', async () => {
    const sockets = Array.from({ length: 300 }, () => new WebSocket(`ws://127.0.0.1:${server.port}/ws`));
    scene.atEnd(() => sockets.forEach((socket) => socket.terminate()));
    const greeted = sockets.map((socket) => new Promise((resolve) => socket.once('message', resolve)));
    await within('a hello for each', Promise.all(greeted));
  });

  it('refuses headers of more than 16 KiB, and takes the cookies of a whole machine', async () => {
    const cookie = (bytes: number) => ({ headers: { cookie: `other=${'x'.repeat(bytes)}` } });
    assert.equal((await ask(server, '/api/sessions', cookie(14_000))).status, 200);
    assert.equal((await ask(server, '/api/sessions', cookie(17_000))).status, 431);
  });

  it('gives away no file but those of the dashboard', async () => {
    const paths = [
      '/../package.json',
      '/../../package.json',
      '/%2e%2e/package.json',
      '/..%2fpackage.json',
      '/..%5cpackage.json',
      '/.%2e/server.js',
      '/icon.svg/../../server.js',
      '//etc/passwd',
      '/%00/etc/passwd',
      '/..;/server.js',
      '/.built',
      '/%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd',
    ];
    for (const path of paths) {
      const { status, text } = await ask(server, path);
      assert.ok(status >= 400 && status < 500, `${path} is answered ${status}`);
      assert.doesNotMatch(text, /root:|"name"|require\(/, path);
    }
    assert.equal((await ask(server, '/icon.svg')).status, 200);
  });

  it('gives up on a request whose headers come one by one', async () => {
    assert.match(await within('the end of the slow request', slow), /^HTTP\/1\.1 408/);
  });
});

/** A request that goes on and on, until the server ends it; its answer. */
function slowRequest(port: number): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' }, () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n'));
  const drip = setInterval(() => socket.write('X-More: header\r\n'), 500);
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  return new Promise((resolve) => {
    socket.once('error', () => resolve(text));
    socket.once('close', () => {
      clearInterval(drip);
      resolve(text);
    });
  });
}

/** Many connections of one address, which say nothing. */
class Flood {
  readonly #port: number;
  readonly #open = new Set<Socket>();

  constructor(port: number) {
    this.#port = port;
  }

  /** Those that the server has not cut. */
  get held(): number {
    return this.#open.size;
  }

  async open(count: number): Promise<void> {
    for (let opened = 0; opened < count; opened += BATCH)
      await within('connections', Promise.all(Array.from({ length: BATCH }, () => this.#connect())));
  }

  end(): void {
    for (const socket of this.#open) socket.destroy();
  }

  /** Resolves when the connection stands, or was refused. */
  #connect(): Promise<void> {
    return new Promise((resolve) => {
      const socket = connect({ port: this.#port, host: '127.0.0.1', localAddress: GREEDY });
      this.#open.add(socket);
      socket.once('connect', () => resolve());
      socket.once('error', () => resolve());
      socket.once('close', () => this.#open.delete(socket));
    });
  }
}
