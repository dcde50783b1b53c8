import assert from 'node:assert/strict';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { EventBroadcaster } from '../../src/broadcaster/eventBroadcaster.ts';
import type { BroadcastEvent } from '../../src/broadcaster/eventBroadcaster.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { eventsOf, statusOf } from '../support/sessions.ts';
import { within } from '../support/until.ts';

const METHODS = 'phase_change iteration_start context_update log_line error task_complete iteration_complete deploy completion'; // prettier-ignore

describe('EventBroadcaster', () => {
  const scene = useScene(after);
  let server: RunningServer;
  let root: string;

  before(async () => {
    root = scene.folder();
    server = await scene.server({ roots: [root] });
  });

  it("has the original's methods, and every event arrives once though it is recorded and posted", async () => {
    const events = new EventBroadcaster('all', { serverUrl: server.url, directory: root });
    sayAll(events);
    await events.flush();
    const kept = await eventsOf(server, 'all');
    assert.deepEqual(kept.map(({ type }) => type).toSorted(), METHODS.split(' ').toSorted()); // prettier-ignore
    assert.deepEqual(new Set(kept.map(({ wire }) => wire?.['sequence'])).size, kept.length);
    const status = await statusOf(server, 'all');
    assert.equal(status.is_complete, true);
    assert.deepEqual(status.tasks.completed, ['One']);
    assert.equal(status.last_error?.message, 'Error: no');
  });

  it('records what it posts, one event a line, numbered from 1', async () => {
    const events = new EventBroadcaster('recorded', { serverUrl: server.url, directory: root });
    sayAll(events);
    const lines = linesOf(events.eventsFile).map((line) => JSON.parse(line) as BroadcastEvent);
    assert.equal(events.eventsFile, join(root, 'logs', 'events', 'recorded', 'events.jsonl'));
    assert.deepEqual(lines.map(({ type }) => type), METHODS.split(' ')); // prettier-ignore
    assert.deepEqual(lines.map(({ sequence }) => sequence), lines.map((_, index) => index + 1)); // prettier-ignore
    assert.deepEqual(Object.keys(lines[0]!), ['type', 'session_id', 'timestamp', 'sequence', 'data']);
    assert.deepEqual(lines, events.loadEvents());
    await events.flush();
  });

  it('posts without recording when it is told to', async () => {
    const directory = scene.folder();
    const events = new EventBroadcaster('unrecorded', { serverUrl: server.url, directory, enableRecording: false });
    events.logLine('hello');
    await events.flush();
    assert.equal(existsSync(join(directory, 'logs')), false);
    assert.equal((await eventsOf(server, 'unrecorded')).length, 1);
    assert.deepEqual(events.loadEvents(), []);
  });

  it('reaches the server at an address with and without a slash at its end', async () => {
    for (const serverUrl of [server.url, server.url.slice(0, -1)]) {
      const events = new EventBroadcaster('slashes', { serverUrl, directory: scene.folder() });
      events.logLine('hello');
      await events.flush();
    }
    assert.equal((await eventsOf(server, 'slashes')).length, 2);
  });

  it('records everything when there is no server', async () => {
    const events = new EventBroadcaster('alone', { serverUrl: 'http://127.0.0.1:9', directory: scene.folder() });
    sayAll(events);
    await within('the end of the posts', events.flush());
    assert.equal(events.loadEvents().length, METHODS.split(' ').length);
  });

  it('goes on at once, and records everything, when the server hangs', async () => {
    const hanging = createServer();
    const sockets: Socket[] = [];
    hanging.on('connection', (socket) => sockets.push(socket));
    hanging.listen(0, '127.0.0.1');
    await once(hanging, 'listening');
    scene.atEnd(() => {
      hanging.close();
      for (const socket of sockets) socket.destroy();
    });
    const serverUrl = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`;
    const events = new EventBroadcaster('hanging', { serverUrl, directory: scene.folder() });
    for (let n = 0; n < 500; n++) events.logLine(`line ${n}`);
    // Not one turn of the event loop has passed: nothing can have been waited for.
    assert.equal(linesOf(events.eventsFile).length, 500);
    assert.equal(sockets.length, 0);
    await within('the end of the posts', events.flush());
    assert.equal(sockets.length, 1, 'one attempt, not one an event');
    events.logLine('afterwards');
    assert.equal(linesOf(events.eventsFile).length, 501);
  });

  it('posts everything when it cannot record', async () => {
    for (const blocked of ['logs', 'logs/events', 'logs/events/blocked', 'logs/events/blocked/events.jsonl/folder']) {
      const directory = scene.folder();
      mkdirSync(dirname(join(directory, blocked)), { recursive: true });
      writeFileSync(join(directory, blocked), 'in the way');
      const before = (await eventsOf(server, 'blocked')).length;
      const events = new EventBroadcaster('blocked', { serverUrl: server.url, directory });
      sayAll(events);
      await events.flush();
      assert.equal((await eventsOf(server, 'blocked')).length - before, METHODS.split(' ').length, blocked);
      assert.deepEqual(events.loadEvents(), []);
    }
  });

  it('never throws, whatever it is given', async () => {
    const events = new EventBroadcaster('odd', { serverUrl: server.url, directory: root });
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    events.emit('cycle', cycle);
    events.emit('big', { number: 12n });
    events.emit('throws', { toJSON: () => assert.fail('no') });
    events.logLine('\ud800 half a character');
    events.emit('', {});
    events.logLine('x'.repeat(3_000_000));
    events.logLine('still here');
    await events.flush();
    const types = (await eventsOf(server, 'odd')).map(({ type }) => type);
    assert.deepEqual(types, ['cycle', 'big', 'throws', 'log_line', 'log_line']);
  });

  it('loads what was recorded, leaving broken lines out', () => {
    const events = new EventBroadcaster('broken', { serverUrl: 'http://127.0.0.1:9', directory: scene.folder() });
    assert.deepEqual(events.loadEvents(), []);
    events.logLine('one');
    appendFileSync(events.eventsFile, '{"type": "log_line", "data": {"li\n\nnot JSON\n');
    events.logLine('two');
    assert.deepEqual(events.loadEvents().map(({ data }) => data['line']), ['one', 'two']); // prettier-ignore
  });

  it('tells its subscribers of the events they asked for, and bears it when one of them throws', () => {
    const events = new EventBroadcaster('told', { serverUrl: 'http://127.0.0.1:9', directory: scene.folder() });
    const heard: unknown[] = [];
    events.subscribe('log_line', () => assert.fail('a bad subscriber'));
    events.subscribe('log_line', ({ data }) => heard.push(data['line']));
    events.subscribe('error', ({ data }) => heard.push(data['message']));
    events.logLine('one');
    events.error('two');
    events.phaseChange('three');
    assert.deepEqual(heard, ['one', 'two']);
    assert.equal(events.loadEvents().length, 3);
  });

  it('makes its folder again when somebody cleared it during a long run', () => {
    const directory = scene.folder();
    const events = new EventBroadcaster('cleared', { serverUrl: 'http://127.0.0.1:9', directory });
    events.logLine('one');
    rmSync(join(directory, 'logs'), { recursive: true });
    events.logLine('two');
    assert.deepEqual(events.loadEvents().map(({ data }) => data['line']), ['two']); // prettier-ignore
  });
});

function sayAll(events: EventBroadcaster): void {
  events.phaseChange('builder', 10);
  events.iterationStart(1);
  events.contextUpdate(12, 24_000);
  events.logLine('working', 'debug');
  events.error('no', { code: 1 });
  events.taskComplete('One', 13);
  events.iterationComplete(1, 14);
  events.emit('deploy', { to: 'staging' });
  events.completion(true, { files: 3 });
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').trimEnd().split('\n');
}
