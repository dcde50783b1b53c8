/**
 * The server's figures on this machine, beside a bare loop measured in the same run. The clients live in this
 * process, the server in its own. `--json` prints JSON alone.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { startServer } from '../support/runServer.ts';
import { connectClients } from './clients.ts';
import { benchEvent, getText, inParallel, makePoster } from './load.ts';
import { cpuPercent, residentMegabytes, round, spread, until } from './measure.ts';
import type { Spread } from './measure.ts';
import { table } from './table.ts';

const CLIENTS = 100;
const LATENCY_EVENTS = 300;
const FANOUT_EVENTS = 3_000;
const CONCURRENCY = 16;
const FILE_EVENTS = 60;
const SESSIONS = 1_000;

interface Target {
  readonly postUrl: string;
  readonly socketUrl: string;
  /** The session to subscribe to on the project's own socket. */
  readonly subscribe?: string;
}

/** Numbers are never used twice: a late delivery of one measurement must not count in the next. */
let lastNumber = 0;

/** From the moment a POST is sent to the moment each of 100 clients has the event, ms. */
async function postLatency(target: Target): Promise<Spread> {
  const times: number[] = [];
  let sentAt = 0;
  let current = 0;
  let heard = 0;
  const clients = await connectClients(
    target.socketUrl,
    CLIENTS,
    (n) => {
      if (n !== current) return;
      times.push(performance.now() - sentAt);
      heard += 1;
    },
    target.subscribe,
  );
  const poster = makePoster(target.postUrl, 1);
  for (let index = 0; index < LATENCY_EVENTS; index++) {
    heard = 0;
    current = ++lastNumber;
    const body = benchEvent('bench', current);
    sentAt = performance.now();
    await poster.post(body);
    await until(() => heard === CLIENTS, 'all clients to hear of an event');
    await delay(5);
  }
  poster.close();
  clients.close();
  return spread(times.slice(CLIENTS * 20));
}

/** Deliveries a second to 100 clients while 16 connections post as fast as they are answered. */
async function fanOut(target: Target): Promise<number> {
  let heard = 0;
  const clients = await connectClients(target.socketUrl, CLIENTS, () => (heard += 1), target.subscribe);
  const poster = makePoster(target.postUrl, CONCURRENCY);
  const round1 = async (events: number): Promise<number> => {
    heard = 0;
    const started = performance.now();
    await inParallel(events, CONCURRENCY, () => poster.post(benchEvent('bench', ++lastNumber)));
    await until(() => heard >= events * CLIENTS, 'all deliveries');
    return (events * CLIENTS) / ((performance.now() - started) / 1000);
  };
  await round1(FANOUT_EVENTS / 4);
  const rate = await round1(FANOUT_EVENTS);
  poster.close();
  clients.close();
  return Math.round(rate);
}

/** From the append of a line to events.jsonl to the client that has it, ms. */
async function fileLatency(root: string, socketUrl: string): Promise<Spread> {
  const folder = join(root, 'logs', 'events', 'bench');
  mkdirSync(folder, { recursive: true });
  const times: number[] = [];
  let sentAt = 0;
  let current = 0;
  const clients = await connectClients(socketUrl, 1, (n) => n === current && times.push(performance.now() - sentAt));
  for (let index = 0; index < FILE_EVENTS; index++) {
    current = ++lastNumber;
    const heard = times.length;
    sentAt = performance.now();
    appendFileSync(join(folder, 'events.jsonl'), `${benchEvent('bench', current)}\n`);
    await until(() => times.length > heard, 'a line of events.jsonl to arrive');
    await delay(20 + ((index * 37) % 180));
  }
  clients.close();
  return spread(times);
}

/** Time for the list of 1,000 sessions, ms, over a kept connection. */
async function listTime(url: string): Promise<Spread> {
  const times: number[] = [];
  const agent = new Agent({ keepAlive: true });
  for (let index = 0; index < 60; index++) {
    const started = performance.now();
    const text = await getText(`${url}api/sessions`, agent);
    times.push(performance.now() - started);
    if (!text.endsWith(`"count":${SESSIONS}}`))
      throw new Error(`The list is not of ${SESSIONS} sessions: ${text.slice(-60)}`);
  }
  agent.destroy();
  return spread(times.slice(10));
}

function writeSessions(root: string): void {
  for (let n = 0; n < SESSIONS; n++) {
    const id = `project-${n}_20261101_${String(n).padStart(6, '0')}`;
    const folder = join(root, 'checkpoints', 'ralph', id);
    mkdirSync(folder, { recursive: true });
    const time = new Date(Date.UTC(2026, 10, 1) + n * 60_000).toISOString();
    const state = {
      project_name: `project-${n}`,
      task_description: 'Build it',
      session_id: id,
      start_time: time,
      iterations: 7,
    };
    writeFileSync(
      join(folder, 'state.json'),
      JSON.stringify({ ...state, current_phase: 'complete', last_iteration_time: time }),
    );
    writeFileSync(join(folder, 'progress.json'), JSON.stringify({ completed: ['a', 'b'], remaining: [], notes: [] }));
    writeFileSync(join(folder, 'COMPLETE'), '');
  }
}

async function benchBare() {
  const bare = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'bareServer.ts')],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = (await once(createInterface(bare.stdout), 'line')) as [string];
  const { port } = JSON.parse(line) as { port: number };
  const target = { postUrl: `http://127.0.0.1:${port}/`, socketUrl: `ws://127.0.0.1:${port}/` };
  const latency = await postLatency(target);
  const deliveries = await fanOut(target);
  const memory = residentMegabytes(bare.pid!);
  bare.kill();
  return { latency, deliveries, memory };
}

async function benchServer(scratch: string) {
  const root = join(scratch, 'root');
  mkdirSync(root, { recursive: true });
  const server = await startServer({ roots: [root] });
  const pid = server.process.pid!;
  const wsBase = server.url.replace('http', 'ws');
  const session: Target = { postUrl: `${server.url}api/broadcast/bench`, socketUrl: `${wsBase}ws/bench` };
  const own: Target = { ...session, socketUrl: `${wsBase}ws`, subscribe: 'bench' };
  await fetch(session.postUrl, { method: 'POST', body: benchEvent('bench', ++lastNumber) });
  const results = {
    sessionSocket: { latency: await postLatency(session), deliveries: await fanOut(session) },
    ownSocket: { latency: await postLatency(own), deliveries: await fanOut(own) },
    file: await fileLatency(root, session.socketUrl),
    memoryAfterLoad: residentMegabytes(pid),
  };
  await server.stop();
  return results;
}

/** A quiet night: ten live sessions, 100 clients that look at them. */
async function benchIdle(scratch: string) {
  const root = join(scratch, 'idle');
  mkdirSync(root, { recursive: true });
  const server = await startServer({ roots: [root] });
  const sockets = [];
  for (let n = 0; n < 10; n++) {
    const id = `idle-${n}`;
    await fetch(`${server.url}api/broadcast/${id}`, { method: 'POST', body: benchEvent(id, ++lastNumber) });
    sockets.push(await connectClients(`${server.url.replace('http', 'ws')}ws/${id}`, CLIENTS / 10, () => undefined));
  }
  await delay(2_000);
  const cpu = await cpuPercent(server.process.pid!, 10_000);
  const memory = residentMegabytes(server.process.pid!);
  sockets.forEach((clients) => clients.close());
  await server.stop();
  return { cpu, memory };
}

async function benchList(scratch: string) {
  const root = join(scratch, 'many');
  writeSessions(root);
  const started = performance.now();
  const server = await startServer({ roots: [root] });
  for (let count = 0; count < SESSIONS; await delay(20)) {
    count = ((await (await fetch(`${server.url}api/health`)).json()) as { sessions: number }).sessions;
  }
  const indexed = round(performance.now() - started);
  const times = await listTime(server.url);
  const memory = residentMegabytes(server.process.pid!);
  await server.stop();
  return { indexed, times, memory };
}

const scratch = mkdtempSync(join(tmpdir(), 'livestream-bench-'));
try {
  const bare = await benchBare();
  const results = {
    bare,
    ...(await benchServer(scratch)),
    idle: await benchIdle(scratch),
    list: await benchList(scratch),
  };
  if (!process.argv.includes('--json')) console.log(table(results));
  console.log(JSON.stringify(results));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

export type BenchResults = { readonly bare: Awaited<ReturnType<typeof benchBare>> } & Awaited<
  ReturnType<typeof benchServer>
> & {
    readonly idle: Awaited<ReturnType<typeof benchIdle>>;
    readonly list: Awaited<ReturnType<typeof benchList>>;
  };
