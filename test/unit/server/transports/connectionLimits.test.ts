import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { peerOf } from '../../../../src/server/base/peer.ts';
import { CONNECTION_LIMITS, limitConnections } from '../../../../src/server/transports/connectionLimits.ts';
import type { ConnectionLimits } from '../../../../src/server/transports/connectionLimits.ts';
import { listen } from '../../../../src/server/transports/listen.ts';
import { ask } from '../../../support/http.ts';
import { useScene } from '../../../support/scene.ts';
import { until, within } from '../../../support/until.ts';

/** As soon as a test can see it; the real limits leave a phone at the edge of its network some seconds. */
const SOON = { checkEveryMs: 10 };
const LONG = 10_000_000;

describe('a server under load', () => {
  const scene = useScene(afterEach);

  it('gives up on a request whose headers do not come', async () => {
    const server = await serve({ ...SOON, headersWithinMs: 50, requestWithinMs: LONG });
    const slow = open(server, 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    assert.match(await ended(slow), /^HTTP\/1\.1 408/);
  });

  it('gives up on a connection that never says a word', async () => {
    const server = await serve({ ...SOON, headersWithinMs: 50, requestWithinMs: LONG });
    await ended(open(server, ''));
  });

  it('gives up on a request whose body does not come', async () => {
    const server = await serve({ ...SOON, headersWithinMs: 50, requestWithinMs: 100 });
    const slow = open(server, 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nbegun');
    assert.match(await ended(slow), /^HTTP\/1\.1 408/);
  });

  it('gives up on a peer that does not take its answer', async () => {
    const server = await serve({ stalledMs: 50 });
    const lazy = open(server, 'GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n');
    lazy.pause();
    await until('the connection is cut', () => server.endless === 0 && server.begun > 0);
  });

  it('keeps no connection for ever after its request', async () => {
    const server = await serve({ ...SOON, keepAliveMs: 1_000 });
    const text = await ended(open(server, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'));
    assert.match(text, /^HTTP\/1\.1 200[^]*\r\nKeep-Alive: timeout=1\r\n/);
  });

  it('refuses headers beyond the limit', async () => {
    const server = await serve({ headerBytes: 2_000 });
    const headers = { 'x-large': 'x'.repeat(2_000) };
    assert.equal((await ask(server, '/', { headers })).status, 431);
    assert.equal((await ask(server, '/', { headers: { 'x-large': 'x'.repeat(1_000) } })).status, 200);
  });

  it('takes no more connections of one address than it allows, and those of others all the same', async () => {
    const server = await serve({ perLoopbackAddress: 3 });
    const held = Array.from({ length: 3 }, () => open(server, '', '127.0.0.2'));
    await until('they are held', () => server.open() === 3);
    await ended(open(server, '', '127.0.0.2'));
    assert.equal((await ask(server, '/')).status, 200);
    held[0]!.destroy();
    await until('there is room again', () => server.open() === 2);
    const again = open(server, 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', '127.0.0.2');
    assert.match(await ended(again), /^HTTP\/1\.1 200/);
  });

  it('keeps room for its own machine, however many others there are', () => {
    const server = new EventEmitter();
    const limits = { ...CONNECTION_LIMITS, perAddress: 2, elsewhere: 3, perLoopbackAddress: 2 };
    limitConnections(server as Server, limits);
    const from = (address: string): ArrivedSocket => {
      const socket = new ArrivedSocket(address);
      server.emit('connection', socket);
      return socket;
    };
    const others = ['198.51.100.1', '198.51.100.1', '198.51.100.1', '198.51.100.2', '198.51.100.3'].map(from);
    assert.deepEqual(
      others.map(({ isCut }) => isCut),
      [false, false, true, false, true],
    );
    assert.equal(from('127.0.0.1').isCut, false);
    others[0]!.emit('close');
    assert.equal(from('198.51.100.3').isCut, false);
  });

  interface Served {
    readonly port: number;
    /** Connections that are open. */
    readonly open: () => number;
    readonly begun: number;
    /** Endless answers that nobody has cut yet. */
    readonly endless: number;
  }

  async function serve(differs: Partial<ConnectionLimits>): Promise<Served> {
    const sockets = new Set<Socket>();
    const counts = { begun: 0, endless: 0 };
    const server = await listen({
      host: '127.0.0.1',
      port: 0,
      limits: { ...CONNECTION_LIMITS, ...differs },
      attach: (each) =>
        each.on('connection', (socket: Socket) => {
          if (socket.destroyed) return;
          sockets.add(socket);
          socket.on('close', () => sockets.delete(socket));
        }),
      answer: (request, response) => {
        if (request.method === 'POST') return void request.resume().on('end', () => response.end('read'));
        if (request.url !== '/endless') return void response.end('hello');
        counts.begun += 1;
        counts.endless += 1;
        response.on('close', () => (counts.endless -= 1));
        while (response.write('x'.repeat(65_536)));
        response.on('drain', () => response.write('x'.repeat(65_536)));
      },
    });
    scene.atEnd(() => server.cut());
    return Object.assign(counts, { port: server.port, open: () => sockets.size });
  }

  function open({ port }: { readonly port: number }, text: string, localAddress = '127.0.0.1'): Socket {
    const socket = connect({ port, host: '127.0.0.1', localAddress }, () => socket.write(text));
    socket.on('error', () => undefined);
    scene.atEnd(() => socket.destroy());
    return socket;
  }

  /** All that a connection brought until the server ended it. */
  async function ended(socket: Socket): Promise<string> {
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    await within('the end of the connection', once(socket, 'close'));
    return text;
  }
});

/** A connection as it arrives: all that is looked at is where it comes from. */
class ArrivedSocket extends EventEmitter {
  readonly remoteAddress: string;
  isCut = false;

  constructor(remoteAddress: string) {
    super();
    this.remoteAddress = remoteAddress;
  }

  destroy(): void {
    this.isCut = true;
  }
}

describe('whom a connection counts for', () => {
  it('is an IPv4 address, however it is written', () => {
    assert.equal(peerOf('198.51.100.7'), '198.51.100.7');
    assert.equal(peerOf('::ffff:198.51.100.7'), '198.51.100.7');
  });

  it('is a network of IPv6, since one machine has all of its addresses', () => {
    const first = peerOf('2001:db8:1:2:aaaa::1');
    assert.equal(peerOf('2001:db8:1:2:bbbb:cccc:dddd:eeee'), first);
    assert.equal(peerOf('fe80::1%eth0'), peerOf('fe80::2%eth0'));
    assert.notEqual(peerOf('2001:db8:1:3::1'), first);
    assert.equal(peerOf('::1'), '::1');
  });
});
