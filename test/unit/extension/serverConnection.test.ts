import assert from 'node:assert/strict';
import { Relay } from '../../../src/extension/relay.ts';
import type { ConnectionOptions } from '../../../src/extension/serverConnection.ts';
import { ServerConnection } from '../../../src/extension/serverConnection.ts';
import { ServerProblem } from '../../../src/extension/serverProblem.ts';
import type { ToWebview } from '../../../src/protocol/webviewMessages.ts';
import { StandInServer } from './standInServer.ts';

describe('the connection to the server', () => {
  let server: StandInServer;
  const opened: { dispose(): void }[] = [];

  beforeEach(async () => {
    server = await StandInServer.start();
  });
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) one.dispose();
    await server.stop();
  });

  function connect(options: Partial<ConnectionOptions> = {}): ServerConnection {
    const ensure = () => Promise.resolve(server.endpoint);
    const connection = new ServerConnection({ ensure, log: () => undefined, firstPause: 1, ...options });
    opened.push(connection);
    connection.start();
    return connection;
  }

  function open(connection: ServerConnection): { relay: Relay; posted: ToWebview[] } {
    const posted: ToWebview[] = [];
    const relay = new Relay(connection, (message) => posted.push(message));
    opened.push(relay);
    relay.open();
    return { relay, posted };
  }

  it('shows its key and asks for the list', async () => {
    const connection = connect();
    await until(() => server.frames.length > 0);
    assert.equal(connection.state.kind, 'connected');
    assert.deepEqual(server.keys, ['Bearer secret']);
    assert.deepEqual(server.frames, [{ type: 'list' }]);
  });

  it('looks for the server again when it is lost', async () => {
    const connection = connect();
    await until(() => connection.state.kind === 'connected');
    server.dropAll();
    await until(() => connection.state.kind === 'lost');
    await until(() => connection.state.kind === 'connected');
    assert.equal(server.keys.length, 2);
  });

  it('leaves it to a person when the server is lost again and again, and takes up when asked', async () => {
    const connection = connect();
    const dropping = connection.subscribe(() => connection.state.kind === 'connected' && server.dropAll());
    await until(() => connection.state.kind === 'failed');
    dropping.dispose();
    connection.start();
    await until(() => connection.state.kind === 'connected');
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
    await until(() => connection.state.kind === 'failed');
    assert.deepEqual(connection.state, { kind: 'failed', problem });
    assert.equal(starts, 1);
  });

  it('has no socket after a stop', async () => {
    const connection = connect();
    await until(() => connection.state.kind === 'connected');
    connection.stop();
    await until(() => server.connections === 0);
    assert.equal(connection.state.kind, 'off');
  });

  it('pipes frames between a page and the server, beginning with hello', async () => {
    const { relay, posted } = open(connect());
    await until(() => posted.some((message) => message.kind === 'frame'));
    relay.send({ type: 'subscribe', session: 'night' });
    await until(() => server.frames.some(({ type }) => type === 'subscribe'));
    server.tell({ type: 'error', message: 'no such session', session: 'night' });
    await until(() => posted.length > 2);
    const types = posted.map((message) => (message.kind === 'frame' ? message.frame.type : message.kind));
    assert.deepEqual(types, ['disconnected', 'hello', 'error']);
  });

  it('opens the pipe of a page anew after a loss', async () => {
    const { posted } = open(connect());
    const hellos = () => posted.filter((message) => message.kind === 'frame' && message.frame.type === 'hello').length;
    await until(() => hellos() === 1);
    server.dropAll();
    await until(() => hellos() === 2);
  });

  it('sends nothing to a hidden page', async () => {
    const { relay, posted } = open(connect());
    await until(() => server.connections === 2);
    relay.close();
    await until(() => server.connections === 1);
    const before = posted.length;
    server.tell({ type: 'pong', now: 0 });
    server.dropAll();
    await until(() => server.connections === 1 && server.keys.length === 3);
    assert.equal(posted.length, before);
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}
