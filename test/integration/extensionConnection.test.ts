import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Endpoint } from '../../src/extension/launchServer.ts';
import { Relay } from '../../src/extension/relay.ts';
import type { ConnectionOptions } from '../../src/extension/serverConnection.ts';
import { ServerConnection } from '../../src/extension/serverConnection.ts';
import { ServerProblem } from '../../src/extension/serverProblem.ts';
import { ServerProcess } from '../../src/extension/serverProcess.ts';
import type { ToWebview } from '../../src/protocol/webviewMessages.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { healthOf, startIteration } from '../support/sessions.ts';
import { until } from '../support/until.ts';
import { layWire } from '../support/wire.ts';
import type { Wire } from '../support/wire.ts';

describe('the editor’s connection to the server', () => {
  const scene = useScene(afterEach);
  let server: RunningServer;
  let wire: Wire;

  beforeEach(async () => {
    server = await scene.server();
    wire = await layWire(server.port);
    scene.atEnd(wire.close);
  });

  it('shows the key, so that a server that stops when unused stays, and brings the list of sessions', async () => {
    await startIteration(server, 'night', 3);
    const connection = await connect().settled();
    assert.equal(connection.state.kind, 'connected');
    assert.deepEqual([...(connection.view.sessions?.keys() ?? [])], ['night']);
  });

  it('finds the server again when the connection is cut', async () => {
    const connection = connect();
    await becomes(connection, 'connected');
    const lost = becomes(connection, 'lost');
    wire.cut();
    await lost;
    await becomes(connection, 'connected');
  });

  it('leaves it to a person when the server is lost again and again, and takes up when asked', async () => {
    const connection = connect();
    const cutting = connection.subscribe(() => connection.state.kind === 'connected' && wire.cut());
    await becomes(connection, 'failed');
    cutting.dispose();
    connection.start();
    await becomes(connection, 'connected');
  });

  it('does not start a server again that somebody stopped', async () => {
    let starts = 0;
    const connection = connect({
      ensure: () => {
        starts += 1;
        return Promise.resolve(endpoint());
      },
    });
    await becomes(connection, 'connected');
    await server.stop();
    await becomes(connection, 'off');
    assert.equal(starts, 1);
  });

  it('goes over to the server that replaces one that was stopped', async () => {
    const processes = new ServerProcess({ launch: () => assert.fail('started by itself'), onLine: () => undefined });
    const connection = connect({ successor: (stopped, signal) => processes.successor(stopped, signal) });
    await becomes(connection, 'connected');
    const { dataDir, port } = server;
    await server.stop();
    await becomes(connection, 'lost');
    server = await scene.server({ dataDir, port });
    await becomes(connection, 'connected');
  });

  it('counts no age while there is no server: silence then says nothing', async () => {
    const connection = connect();
    await connection.settled();
    await server.kill();
    wire.close();
    await becomes(connection, 'lost');
    const now = connection.now();
    await until('time goes on', () => Date.now() > now + 20);
    assert.equal(connection.now(), now);
  });

  it('tells a problem of the start without trying again', async () => {
    const problem = new ServerProblem('Port 8080 is used by another program.', 'port');
    let starts = 0;
    const connection = connect({
      ensure: () => {
        starts += 1;
        return Promise.reject(problem);
      },
    });
    await becomes(connection, 'failed');
    assert.deepEqual(connection.state, { kind: 'failed', problem });
    assert.equal(starts, 1);
  });

  it('holds no socket after a stop', async () => {
    const connection = connect();
    await becomes(connection, 'connected');
    connection.stop();
    await until('the socket is closed', () => wire.connections() === 0);
    assert.equal(connection.state.kind, 'off');
  });

  describe('for the page in a panel', () => {
    it('carries frames both ways, beginning with hello', async () => {
      await startIteration(server, 'night', 3);
      const { relay, types } = open(connect());
      await until('hello came', () => types().includes('hello'));
      relay.send({ type: 'subscribe', session: 'night' });
      await until('the session came', () => types().includes('snapshot'));
      assert.deepEqual(types(), ['disconnected', 'hello', 'snapshot']);
    });

    it('begins anew after a cut', async () => {
      const { types } = open(connect());
      const hellos = () => types().filter((type) => type === 'hello').length;
      await until('hello came', () => hellos() === 1);
      wire.cut();
      await until('hello came again', () => hellos() === 2);
    });

    it('carries nothing while it is hidden', async () => {
      const connection = connect();
      const { relay, types } = open(connection);
      await until('both are connected', async () => (await healthOf(server)).connections === 2);
      await until('hello came', () => types().includes('hello'));
      relay.close();
      await until('one is left', async () => (await healthOf(server)).connections === 1);
      const before = types().length;
      const lost = becomes(connection, 'lost');
      wire.cut();
      await lost;
      await becomes(connection, 'connected');
      assert.equal(types().length, before);
      assert.equal((await healthOf(server)).connections, 1);
    });
  });

  function endpoint(): Endpoint {
    const { token } = JSON.parse(readFileSync(join(server.dataDir, 'server.json'), 'utf8')) as { token: string };
    const pid = server.process.pid!;
    return { url: `http://127.0.0.1:${wire.port}/`, port: wire.port, pid, dataDir: server.dataDir, token };
  }

  function connect(options: Partial<ConnectionOptions> = {}): ServerConnection {
    const ensure = () => Promise.resolve(endpoint());
    const connection = new ServerConnection({ ensure, log: () => undefined, firstPause: 1, ...options });
    scene.atEnd(() => connection.dispose());
    connection.start();
    return connection;
  }

  function becomes(connection: ServerConnection, kind: string): Promise<unknown> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = (): void => {
      if (connection.state.kind === kind) resolve();
    };
    const subscription = connection.subscribe(look);
    look();
    return promise.finally(() => subscription.dispose());
  }

  function open(connection: ServerConnection): { relay: Relay; types: () => readonly string[] } {
    const posted: ToWebview[] = [];
    const relay = new Relay(connection, (message) => posted.push(message));
    scene.atEnd(() => relay.dispose());
    relay.open();
    const types = () => posted.map((message) => (message.kind === 'frame' ? message.frame.type : message.kind));
    return { relay, types };
  }
});
