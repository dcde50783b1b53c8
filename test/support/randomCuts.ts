import assert from 'node:assert/strict';
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import type { SessionState } from '../../src/protocol/state.ts';
import { openJournal } from '../../src/server/journal/journal.ts';
import { createTailReader } from '../../src/server/sources/files/tailFile.ts';
import { jobRunner } from '../../src/server/sources/transcripts/runJob.ts';
import { createTranscriptSource } from '../../src/server/sources/transcripts/transcriptSource.ts';
import type { TranscriptContext } from '../../src/server/sources/transcripts/transcriptSource.ts';
import type { ProgramName } from '../../src/server/sources/transcripts/transcriptProgram.ts';
import { SessionStore } from '../../src/server/store/store.ts';
import { recordedHome, scenarios } from './agentRecordings.ts';
import type { Agent } from './agentRecordings.ts';

const PROGRAMS: Readonly<Record<Agent, ProgramName>> = { claude: 'claude-code', codex: 'codex' };

/** A machine with one agent's folder, and the server's journal: all that a source needs of it. */
function machine(agent: Agent, home: string, dataDir: string) {
  const journal = openJournal(join(dataDir, 'journal.sqlite'), 1);
  const run = jobRunner({}, createTailReader());
  const context: TranscriptContext = {
    commit: (batch) => void journal.append(batch),
    cursor: journal.cursor,
    now: Date.now,
    onDiagnostics: () => undefined,
    table: journal.transcripts,
    isJournaled: journal.has,
    index: () => assert.fail('what is written now is followed'),
    readers: { run: run as TranscriptContext['readers']['run'], close: () => undefined },
    prices: {},
    judge: () => Promise.resolve([]),
  };
  let source = createTranscriptSource(PROGRAMS[agent], context, [home]);
  return {
    look: async () => {
      await source.start();
      await source.rescan();
    },
    restart: async () => {
      await source.stop();
      source = createTranscriptSource(PROGRAMS[agent], context, [home]);
    },
    end: async (): Promise<readonly SessionState[]> => {
      await source.stop();
      const store = new SessionStore(journal, (error) => assert.fail(String(error)));
      const states = [...journal.lastSeqs().keys()].sort().map((id) => store.session(id)!.state);
      journal.close();
      return states;
    },
  };
}

/** What a person sees of a session, without what only the order of reading decides. */
function seen(state: SessionState): unknown {
  const text = (items: readonly object[]) =>
    items
      .map((item) => JSON.stringify({ ...item, seq: 0, statusAt: 0, updatedAt: 0 }).replace(/"resultSeq":\d+/, ''))
      .sort();
  return {
    ...state,
    activity: state.activity?.at,
    // A fork that is read before the session it came from counts its requests first, and takes them back.
    eventCount: 0,
    logs: text(state.logs),
    agents: text(state.agents),
    contextSeries: text(state.contextSeries),
    usageSeries: text(state.usageSeries),
    eventSeries: [],
    tools: text(state.tools),
    // Sums of the same numbers in another order.
    cost: { ...state.cost, usd: state.cost.usd?.toFixed(9) },
    models: text(
      Object.entries(state.models).map(([name, { calls, tokens, costUsd }]) => ({
        name,
        calls,
        tokens,
        usd: costUsd?.toFixed(9),
      })),
    ),
  };
}

type Action =
  | { readonly do: 'grow'; readonly file: number; readonly part: number }
  | { readonly do: 'cut'; readonly file: number; readonly part: number }
  | { readonly do: 'replace' | 'tear' | 'nulls'; readonly file: number }
  | { readonly do: 'restart' | 'look' };

const file = fc.nat(9);
const part = fc.double({ min: 0, max: 1, noNaN: true });
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('grow' as const), file, part }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const), file, part }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('replace' as const, 'tear', 'nulls'), file }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('restart' as const, 'look') }) },
);

/** The transcripts of a recording, being written. */
function writing(agent: Agent, scenario: string, home: string) {
  const recorded = recordedHome(agent, scenario);
  const names = readdirSync(recorded, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jsonl'));
  const paths = names.filter((name) => !/(history|session_index)\.jsonl$/.test(name)).sort();
  const whole = new Map(paths.map((path) => [path, readFileSync(join(recorded, path))]));
  /** How much of each recorded file was written; other bytes may lie between. */
  const written = new Map(paths.map((path) => [path, 0]));
  const at = (path: string): string => join(home, path);

  function grow(path: string, bytes: number): void {
    const from = written.get(path)!;
    const to = Math.min(whole.get(path)!.length, from + bytes);
    mkdirSync(dirname(at(path)), { recursive: true });
    appendFileSync(at(path), whole.get(path)!.subarray(from, to));
    written.set(path, to);
    const meta = path.replace(/\.jsonl$/, '.meta.json');
    if (existsSync(join(recorded, meta))) cpSync(join(recorded, meta), at(meta), { preserveTimestamps: true });
  }

  const isBetweenLines = (path: string): boolean => whole.get(path)![written.get(path)! - 1] === 0x0a;
  return {
    act(step: Action): void {
      if (!('file' in step)) return;
      const path = paths[step.file % paths.length]!;
      if (step.do === 'grow') return grow(path, Math.ceil(step.part * whole.get(path)!.length));
      if (!existsSync(at(path))) return;
      if (step.do === 'cut') {
        // From there on it is written anew.
        const kept = Math.min(statSync(at(path)).size, Math.floor(step.part * written.get(path)!));
        const clean = whole.get(path)!.subarray(0, kept);
        if (!readFileSync(at(path)).subarray(0, kept).equals(clean)) return;
        truncateSync(at(path), kept);
        written.set(path, kept);
      } else if (step.do === 'replace') {
        copyFileSync(at(path), `${at(path)}.tmp`);
        renameSync(`${at(path)}.tmp`, at(path));
      } else if (isBetweenLines(path)) {
        appendFileSync(at(path), step.do === 'tear' ? '{"type":"assistant","message":{"id":"torn\n' : '\0\0\0');
      }
    },
    finish: () => paths.forEach((path) => grow(path, Infinity)),
  };
}

async function read(agent: Agent, scenario: string, actions: readonly Action[]): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'livestream-cuts-'));
  try {
    return await readIn(folder, agent, scenario, actions);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function readIn(folder: string, agent: Agent, scenario: string, actions: readonly Action[]): Promise<unknown> {
  const home = join(folder, 'home');
  mkdirSync(home);
  const world = writing(agent, scenario, home);
  const { look, restart, end } = machine(agent, home, folder);
  for (const step of actions) {
    world.act(step);
    if (step.do === 'restart') await restart();
    else if (step.do !== 'grow') await look();
  }
  world.finish();
  await look();
  return (await end()).map(seen);
}

/** Tests each recording with so many series of writings and readings, the same ones in every run. */
export function testRandomCuts(runs: number): void {
  for (const agent of ['claude', 'codex'] as const) {
    for (const scenario of scenarios(agent)) {
      it(`the recorded ${agent} session "${scenario}" shows the same in the end`, async () => {
        const expected = await read(agent, scenario, []);
        assert.ok((expected as readonly unknown[]).length > 0);
        const actions = fc.array(action, { maxLength: 12 });
        const same = fc.asyncProperty(actions, async (steps) =>
          assert.deepEqual(await read(agent, scenario, steps), expected),
        );
        await fc.assert(same, { seed: 20261123, numRuns: runs });
      });
    }
  }
}
