/**
 * How the server reads transcripts: `npm run bench -- transcripts [folder]`, a folder of Claude Code or Codex. Without one
 * it makes 10,000 from recordings. The reference is a plain reading of the same files in the same run.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startServer } from '../support/runServer.ts';
import type { RunningServer } from '../support/runServer.ts';
import { makeTranscripts } from './makeTranscripts.ts';
import { residentMegabytes, round } from './measure.ts';

const FILES = 10_000;
const LIMIT_MS = 600_000;
/** How long after the reading memory is looked at again, ms: processes that have nothing to do are gone by then. */
const SETTLED_MS = 8_000;

/** How often the server is asked how far it is, ms: each answer takes a millisecond of what is measured. */
const POLL_MS = 50;

interface Health {
  readonly sessions: number;
  readonly event_loop_delay_ms: { readonly p99: number; readonly max: number };
  readonly sources: readonly { readonly indexing: { readonly files_read: number } | null }[];
}

interface Look {
  readonly first: number;
  readonly done: number;
  readonly sessions: number;
  readonly loop: Health['event_loop_delay_ms'];
  readonly memory: number;
  readonly peak: number;
  readonly settled: number;
  readonly list: number;
}

const PLAIN = `
const { readdirSync, openSync, readSync, closeSync } = require('node:fs');
const began = performance.now();
const buffer = Buffer.alloc(1 << 20);
let bytes = 0, files = 0;
for (const entry of readdirSync(process.argv[1], { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\\.jsonl(\\.zst)?$/.test(entry.name)) continue;
  const file = openSync(entry.parentPath + '/' + entry.name);
  for (let read; (read = readSync(file, buffer, 0, buffer.length, null)) > 0; ) bytes += read;
  closeSync(file);
  files++;
}
console.log(JSON.stringify({ bytes, files, ms: performance.now() - began }));
`;

async function main(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'livestream-bench-'));
  try {
    const asked = process.argv[2];
    const folder = asked ?? join(scratch, 'claude');
    if (asked === undefined) makeTranscripts(folder, FILES);
    const plain = JSON.parse(spawnSync(process.execPath, ['-e', PLAIN, folder], { encoding: 'utf8' }).stdout) as {
      bytes: number;
      files: number;
      ms: number;
    };
    const dataDir = join(scratch, 'data');
    const cold = await look(folder, dataDir);
    const again = await look(folder, dataDir);
    print(plain, cold, again);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Starts the server on the folder and follows its first look at it. */
async function look(folder: string, dataDir: string): Promise<Look> {
  const flag = existsSync(join(folder, 'projects')) ? '--claude-dir' : '--codex-dir';
  const began = performance.now();
  const server = await startServer({ roots: [''], dataDir, args: [flag, folder] });
  try {
    let first = NaN;
    for (;;) {
      const { sessions, sources, event_loop_delay_ms: loop } = await health(server);
      if (sessions > 0 && Number.isNaN(first)) first = performance.now() - began;
      if (sources.every(({ indexing }) => indexing === null)) {
        const done = performance.now() - began;
        const [memory, peak] = [residentMegabytes(server.process.pid!), highest(server.process.pid!)];
        const list = await timeOfList(server);
        await delay(SETTLED_MS);
        return { first, done, sessions, loop, memory, peak, settled: residentMegabytes(server.process.pid!), list };
      }
      if (performance.now() - began > LIMIT_MS) throw new Error('The transcripts were not read within ten minutes.');
      await delay(POLL_MS);
    }
  } finally {
    await server.stop();
  }
}

async function health(server: RunningServer): Promise<Health> {
  return (await (await fetch(`${server.url}api/health`)).json()) as Health;
}

async function timeOfList(server: RunningServer): Promise<number> {
  const began = performance.now();
  await (await fetch(`${server.url}api/sessions?limit=200`)).text();
  return performance.now() - began;
}

/** The most resident memory a process had, MB. Linux tells; elsewhere NaN. */
function highest(pid: number): number {
  try {
    return round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
  } catch {
    return NaN;
  }
}

function print(plain: { bytes: number; files: number; ms: number }, cold: Look, again: Look): void {
  const megabytes = plain.bytes / 1e6;
  const ratio = (ms: number): string => `${(ms / plain.ms).toFixed(2)} × a plain reading`;
  const rows: readonly (readonly [string, string])[] = [
    ['transcripts', `${plain.files} files, ${Math.round(megabytes)} MB, ${cold.sessions} sessions`],
    ['a plain reading of the same files', `${Math.round(plain.ms)} ms`],
    ['cold: start to the first session listed', `${Math.round(cold.first)} ms`],
    ['cold: start to all sessions read', `${Math.round(cold.done)} ms, ${ratio(cold.done)}`],
    ['cold: speed', `${Math.round((megabytes / cold.done) * 1000)} MB/s`],
    ['cold: event loop delay, p99 / worst', `${cold.loop.p99} / ${cold.loop.max} ms`],
    ['cold: memory at the end / highest / settled', `${cold.memory} / ${cold.peak} / ${cold.settled} MB`],
    ['restart: start to all looked at', `${Math.round(again.done)} ms, ${ratio(again.done)}`],
    ['restart: memory / settled', `${again.memory} / ${again.settled} MB`],
    ['list of the newest 200 sessions', `${Math.round(again.list)} ms`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n'));
}

await main();
