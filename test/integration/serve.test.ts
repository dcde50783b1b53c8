import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { runCommand, startCommand } from '../support/commandLine.ts';
import type { Command } from '../support/commandLine.ts';
import { foundryFolder, producer } from '../support/foundry.ts';
import { ask, post, tokenOf } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { eventsOf, healthOf, rootsOf, statusWhen } from '../support/sessions.ts';
import { until, within } from '../support/until.ts';

const QUIET = ['--no-open', '--json'];

describe('livestream, the command that serves,', () => {
  const scene = useScene(after);
  let unused: Promise<number | null>;

  // Started first, because it waits a while before it stops: it is looked at last.
  before(async () => {
    const server = await scene.server({ args: ['--exit-when-unused'] });
    unused = once(server.process, 'exit').then(([code]) => code as number | null);
    const headers = { authorization: `Bearer ${tokenOf(server)}` };
    const client = new WebSocket(`ws://127.0.0.1:${server.port}/ws`, { headers });
    await within('the only client', once(client, 'open'));
    client.close();
  });

  it('prints one line of JSON that says where it is, and nothing else', async () => {
    const [root, dataDir] = [scene.folder(), scene.folder()];
    const command = serve(['--root', root, '--data-dir', dataDir, '--port', '0', ...QUIET]);
    const ready = await lineOf(command);
    assert.deepEqual(Object.keys(ready), ['url', 'port', 'pid', 'dataDir']);
    assert.equal(ready.url, `http://127.0.0.1:${ready.port}/`);
    assert.equal(ready.pid, command.process.pid);
    assert.equal(ready.dataDir, dataDir);
    command.process.kill('SIGTERM');
    const { stdout, stderr } = await command.ended;
    assert.equal(stdout, `${JSON.stringify(ready)}\n`);
    assert.equal(stderr, '');
  });

  it('tells a person where it is, what it watches and how it stops', async () => {
    const [root, dataDir] = [scene.folder(), scene.folder()];
    const command = serve(['--root', root, '--data-dir', dataDir, '--port', '0', '--no-open']);
    const text = await until('it has said all', () => command.stdout().includes('Ctrl-C') && command.stdout());
    const { url } = JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8'));
    for (const part of [url, root, dataDir]) assert.ok(text.includes(part), part);
    assert.ok(!text.includes(tokenOf({ dataDir })));
  });

  it('takes port and data folder from the environment, and the flags before it', async () => {
    const [root, dataDir, port] = [scene.folder(), scene.folder(), await freePort()];
    const env = { LIVESTREAM_PORT: String(port), LIVESTREAM_DATA_DIR: dataDir };
    const command = serve(['--root', root, ...QUIET], env);
    const ready = await lineOf(command);
    assert.equal(ready.port, port);
    assert.equal(ready.dataDir, dataDir);
    const flags = scene.folder();
    const other = serve(['--root', root, '--port', '0', '--data-dir', flags, ...QUIET], env);
    const otherReady = await lineOf(other);
    assert.notEqual(otherReady.port, port);
    assert.equal(otherReady.dataDir, flags);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`has written everything when ${signal} stopped it, and exits with 0`, async () => {
      const folders = { roots: [scene.folder()], dataDir: scene.folder() };
      const server = await scene.server(folders);
      const make = producer('kept');
      await Promise.all(
        Array.from({ length: 50 }, (_, n) => post(server, '/api/broadcast/kept', make('log_line', { line: `${n}` }))),
      );
      server.process.kill(signal);
      const [code] = await within('its end', once(server.process, 'exit'));
      assert.equal(code, 0);
      assert.equal(server.stderr(), '');
      assert.equal(existsSync(join(server.dataDir, 'server.json')), false);
      assert.equal(existsSync(join(server.dataDir, 'journal.sqlite-wal')), false);
      assert.equal((await eventsOf(await scene.server(folders), 'kept')).length, 50);
    });
  }

  it('ends with 1 when another program has the port, and says which port and what to do', async () => {
    const other = createServer((_request, response) => response.writeHead(404).end('not what you think'));
    scene.atEnd(() => other.close());
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const dataDir = scene.folder();
    const { code, stdout, stderr } = await runCommand([
      '--root',
      dataDir,
      '--data-dir',
      dataDir,
      '--port',
      `${port}`,
      ...QUIET,
    ]);
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, new RegExp(`Port ${port} .*--port`));
    assert.doesNotMatch(stderr, /\bat .*:\d+:\d+/, 'no stack trace');
    assert.equal(existsSync(join(dataDir, 'server.json')), false);
  });

  it('uses the server that has the port already, and has it watch the new folder too', async () => {
    const server = await scene.server();
    await handsOver(server, ['--port', `${server.port}`, '--data-dir', scene.folder()]);
  });

  it('uses the server that has the data folder already, and has it watch the new folder too', async () => {
    const server = await scene.server();
    await handsOver(server, ['--port', '0', '--data-dir', server.dataDir]);
  });

  it('says to a person that a server is running already', async () => {
    const server = await scene.server();
    const args = ['--root', scene.folder(), '--data-dir', server.dataDir, '--no-open'];
    const { code, stdout } = await runCommand(args);
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`already running \\(process ${server.process.pid}\\)`));
    assert.ok(stdout.includes(server.url));
  });

  it('serves once when it is started twice at the same instant', async () => {
    const dataDir = scene.folder();
    const commands = [scene.folder(), scene.folder()].map((root) => ({
      root,
      command: serve(['--root', root, '--data-dir', dataDir, '--port', '0', ...QUIET]),
    }));
    const ready = await Promise.all(commands.map(({ command }) => lineOf(command)));
    const first = ready[0]!;
    assert.deepEqual(ready, [first, first]);
    const guest = commands.find(({ command }) => command.process.pid !== first.pid)!;
    assert.equal((await within('the end of the second', guest.command.ended)).code, 0);
    assert.equal((await healthOf(first)).pid, first.pid);
    assert.ok((await rootsOf(first)).includes(guest.root));
  });

  it('starts on what a killed server left behind', async () => {
    const dataDir = scene.folder();
    const killed = await scene.server({ dataDir });
    await killed.kill();
    assert.equal(existsSync(join(dataDir, 'server.json')), true);
    const server = await scene.server({ dataDir });
    assert.notEqual(server.process.pid, killed.process.pid);
    assert.equal((await ask(server, '/api/health')).status, 200);
  });

  it('starts on a server.json that another program has broken', async () => {
    const dataDir = scene.folder();
    writeFileSync(join(dataDir, 'server.json'), '{"pid": 1');
    assert.equal((await ask(await scene.server({ dataDir }), '/api/health')).status, 200);
  });

  it('says what is wrong when its data folder is not to be had', async () => {
    const file = join(scene.folder(), 'taken');
    writeFileSync(file, '');
    const { code, stderr } = await runCommand(['--root', scene.folder(), '--data-dir', file, '--port', '0', ...QUIET]);
    assert.equal(code, 1);
    assert.ok(stderr.includes(file), stderr);
    assert.doesNotMatch(stderr, /\bat .*:\d+:\d+/, 'no stack trace');
  });

  it('ends, and says why, when it cannot write where it is', async () => {
    const dataDir = scene.folder();
    mkdirSync(join(dataDir, 'server.json'));
    const { code, stderr } = await runCommand(['--root', dataDir, '--data-dir', dataDir, '--port', '0', ...QUIET]);
    assert.equal(code, 1);
    assert.match(stderr, /server\.json/);
  });

  it('says so when the journal is not one', async () => {
    const dataDir = scene.folder();
    writeFileSync(join(dataDir, 'journal.sqlite'), 'this is no database, whatever its name says. '.repeat(100));
    const { code, stderr } = await runCommand(['--root', dataDir, '--data-dir', dataDir, '--port', '0', ...QUIET]);
    assert.equal(code, 1);
    assert.match(stderr, /journal\.sqlite/);
  });

  it('stops by itself once its last client has left, when it was started for clients', async () => {
    assert.equal(await within('its end', unused), 0);
  });

  function serve(args: readonly string[], env?: NodeJS.ProcessEnv): Command {
    const command = startCommand(args, env);
    scene.atEnd(async () => {
      command.process.kill('SIGKILL');
      await command.ended;
    });
    return command;
  }

  /** A second start with these arguments says where the running server is, and ends. */
  async function handsOver(server: RunningServer, args: readonly string[]): Promise<void> {
    const root = scene.folder();
    foundryFolder(root, 'found').event(producer('found')('iteration_start', { iteration: 1 }));
    const { code, stdout, stderr } = await runCommand(['--root', root, ...args, ...QUIET]);
    assert.equal(code, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), {
      url: server.url,
      port: server.port,
      pid: server.process.pid,
      dataDir: server.dataDir,
    });
    await statusWhen(server, 'found', 'the new folder was read', () => true);
    assert.ok((await rootsOf(server)).includes(root));
  }
});

interface Ready {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
}

async function lineOf(command: Command): Promise<Ready> {
  return JSON.parse(
    await until('it has said where it is', () => command.stdout().includes('\n') && command.stdout()),
  ) as Ready;
}

/** A port that nothing listens on now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
