import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { readRegistry } from '../../../../../src/server/sources/claudeCode/registry.ts';
import type { RegistryEntry } from '../../../../../src/server/sources/claudeCode/registry.ts';
import { judge } from '../../../../../src/server/sources/transcripts/judge.ts';
import type { Known } from '../../../../../src/server/sources/transcripts/judge.ts';
import { FIRST_STANDING } from '../../../../../src/server/sources/transcripts/transcriptFormat.ts';
import type { Standing } from '../../../../../src/server/sources/transcripts/transcriptFormat.ts';

const RECORDED = join(import.meta.dirname, '../../../../fixtures/claude');
const AT = Date.parse('2026-11-23T04:00:00Z');
const HOUR = 3_600_000;

const OPEN: Standing = { ...FIRST_STANDING, folder: '/repo', turn: 'open', at: AT };
const FINISHED: Standing = { ...OPEN, turn: 'finished' };

const ENTRY: RegistryEntry = {
  file: '/c/sessions/123.json',
  pid: 123,
  session: 's',
  folder: '/repo',
  status: 'busy',
  waitingFor: null,
  statusUpdatedAt: AT - 5,
  updatedAt: AT - 5,
  startedAt: AT - 1000,
  procStart: '77',
  domain: null,
  entrypoint: 'cli',
};

/** Nothing is known of a process, and the file is silent for an hour. */
const KNOWN: Known = {
  standing: OPEN,
  agent: 'claude-code',
  interactive: true,
  entry: null,
  registryTells: false,
  process: 'unknown',
  programRunsInFolder: null,
  now: AT + HOUR,
  newest: AT,
};

async function entryAt(snapshot: string): Promise<RegistryEntry> {
  const registry = await readRegistry(join(RECORDED, snapshot));
  return registry!.entries[0]!;
}

describe('A session with a registry entry', () => {
  it('is busy, waits or is idle as its living process says', async () => {
    const seen = [];
    for (const snapshot of ['0_started', '1_permission_prompt', '2_idle_after_turn', '3_streaming', '4_interrupted']) {
      const entry = await entryAt(`tui_session/snap_${snapshot}`);
      const judged = judge({ ...KNOWN, entry, process: 'alive', now: entry.updatedAt! + 1000 })!;
      seen.push(judged);
    }
    const process = (status: string, time: number, waiting_for?: string) => ({
      id: `process:22515:299852:${status}:${time}`,
      time,
      type: 'process_update',
      data: {
        status,
        pid: 22515,
        ...(waiting_for !== undefined && { waiting_for }),
        evidence: `process 22515 runs, status ${status}${waiting_for === undefined ? '' : ` for ${waiting_for}`}`,
      },
    });
    assert.deepEqual(seen, [
      process('idle', 1795395084804),
      process('waiting', 1795395089322, 'permission prompt'),
      process('idle', 1795395098203),
      process('busy', 1795395100173),
      process('idle', 1795395101841),
    ]);
  });

  it('waits for a person where its file says the same as of a running tool', async () => {
    const asks = await entryAt('tui_session/snap_5a_permission_prompt');
    const runs = await entryAt('tui_session/snap_5b_tool_running');
    const status = (entry: RegistryEntry) => {
      const judged = judge({ ...KNOWN, entry, process: 'alive' });
      return judged?.type === 'process_update' ? judged.data.status : null;
    };
    assert.equal(status(asks), 'waiting');
    assert.equal(status(runs), 'busy');
  });

  it('thinks for as long as it likes while its process lives', () => {
    const judged = judge({ ...KNOWN, entry: ENTRY, process: 'alive', now: AT + 48 * HOUR })!;
    assert.equal(judged.type, 'process_update');
    assert.equal(judged.data.evidence, 'process 123 runs, status busy');
    assert.equal(judged.time, AT - 5);
  });

  it('stands by its turn where the status is one that is not known', () => {
    const status = (turn: Standing['turn'], said: string | null) => {
      const standing = { ...OPEN, turn };
      const judged = judge({ ...KNOWN, standing, entry: { ...ENTRY, status: said }, process: 'alive' });
      return judged?.type === 'process_update' ? [judged.data.status, judged.data.evidence] : null;
    };
    assert.deepEqual(status('finished', 'shell'), ['idle', 'process 123 runs, status shell']);
    assert.deepEqual(status('open', null), ['busy', 'process 123 runs, its turn is open']);
  });

  it('was killed when the process is gone and the turn open', async () => {
    const entry = await entryAt('sigkill_tool/config');
    assert.deepEqual(judge({ ...KNOWN, entry, process: 'gone' }), {
      id: `judged:killed:${AT}`,
      time: AT,
      type: 'session_end',
      data: {
        outcome: 'killed',
        evidence: 'process 16380 is gone and its turn was left open; the last it said of itself is "busy"',
      },
    });
  });

  it('ended as its last turn did', () => {
    const outcome = (turn: Standing['turn'], reason: string | null = null) => {
      const judged = judge({ ...KNOWN, standing: { ...OPEN, turn, reason }, entry: ENTRY, process: 'gone' });
      return judged?.type === 'session_end' ? [judged.data.outcome, judged.data.evidence] : null;
    };
    assert.deepEqual(outcome('finished'), ['complete', 'its last turn finished and its process 123 ended']);
    assert.deepEqual(outcome('failed', 'rate limit'), [
      'failed',
      'its last turn failed (rate limit) and its process 123 ended',
    ]);
    assert.deepEqual(outcome('interrupted'), [
      'interrupted',
      'its last turn was interrupted and its process 123 ended',
    ]);
    assert.deepEqual(outcome('none'), ['stopped', 'it was not asked anything and its process 123 ended']);
  });

  it('is not judged while its last lines may be on their way, or another process may have taken it up', () => {
    assert.equal(judge({ ...KNOWN, entry: ENTRY, process: 'gone', newest: AT + HOUR - 500 }), null);
    assert.equal(judge({ ...KNOWN, entry: ENTRY, process: 'gone', programRunsInFolder: true }), null);
  });

  it('is not judged when the process cannot be looked for', () => {
    assert.equal(judge({ ...KNOWN, entry: ENTRY, process: 'unknown' }), null);
  });

  it('goes on after an end in its file only when its process tells of it later', () => {
    const standing = { ...FINISHED, ended: true };
    assert.equal(judge({ ...KNOWN, standing, entry: ENTRY, process: 'alive' }), null, 'it is about to end');
    assert.equal(judge({ ...KNOWN, standing, entry: ENTRY, process: 'gone' }), null);
    const resumed = { ...ENTRY, status: 'idle', statusUpdatedAt: AT + 500 };
    assert.equal(judge({ ...KNOWN, standing, entry: resumed, process: 'alive' })?.type, 'process_update');
  });
});

describe('A session that no registry names', () => {
  const nobody: Known = { ...KNOWN, process: 'gone', programRunsInFolder: false };

  it('was killed when it is silent with an open turn and nothing runs it', () => {
    assert.deepEqual(judge(nobody)!.data, {
      outcome: 'killed',
      evidence:
        'its turn was left open, and no claude process runs in /repo; nothing was written since 2026-11-23 04:00:00 UTC',
    });
    assert.deepEqual(judge({ ...nobody, agent: 'codex' })!.data, {
      outcome: 'killed',
      evidence:
        'its turn was left open, and no codex process runs in /repo or has its file open; nothing was written since 2026-11-23 04:00:00 UTC',
    });
  });

  it('is complete when its last turn finished and nothing runs it', () => {
    const judged = judge({ ...nobody, standing: FINISHED })!;
    assert.deepEqual([judged.id, judged.time], [`judged:complete:${AT}`, AT]);
    assert.deepEqual(judged.data, {
      outcome: 'complete',
      evidence:
        'its last turn finished and no claude process runs in /repo; nothing was written since 2026-11-23 04:00:00 UTC',
    });
  });

  it('is not judged before it is silent for a minute, or where it cannot be told what runs', () => {
    assert.equal(judge({ ...nobody, newest: AT + HOUR - 60_000 }), null);
    for (const programRunsInFolder of [true, null]) {
      assert.equal(judge({ ...KNOWN, programRunsInFolder }), null);
      assert.equal(judge({ ...nobody, programRunsInFolder }), null);
    }
    assert.equal(judge({ ...nobody, standing: { ...FINISHED, ended: true } }), null);
  });

  it('is busy or idle while a process has its file open', () => {
    const status = (known: Partial<Known>) => {
      const judged = judge({ ...KNOWN, agent: 'codex', process: 'alive', ...known });
      return judged?.type === 'process_update' ? [judged.data.status, judged.data.evidence] : null;
    };
    assert.deepEqual(status({}), ['busy', 'a process has its file open and its turn is open']);
    assert.deepEqual(status({ standing: FINISHED }), ['idle', 'a process has its file open and its turn is finished']);
    assert.equal(status({ standing: FINISHED, interactive: false }), null);
  });

  it('lost its process where windows always have an entry and processes are not listed', () => {
    const lost = { ...KNOWN, standing: FINISHED, registryTells: true };
    assert.deepEqual(judge(lost)!.data, {
      status: 'gone',
      evidence: 'no running process says that it has this session',
    });
    assert.equal(judge({ ...lost, interactive: false }), null, 'programs may run it without an entry');
    assert.equal(judge({ ...lost, programRunsInFolder: true }), null);
    assert.equal(judge({ ...lost, entry: ENTRY }), null);
  });
});

describe('Any judgement', () => {
  const moment = fc.integer({ min: AT - 100 * HOUR, max: AT + 100 * HOUR });
  const maybeMoment = fc.option(moment);
  const entry: fc.Arbitrary<RegistryEntry> = fc.record({
    file: fc.constant('/c/sessions/1.json'),
    pid: fc.integer({ min: 1, max: 5 }),
    session: fc.constant('s'),
    folder: fc.option(fc.string()),
    status: fc.option(fc.constantFrom('busy', 'idle', 'waiting', 'shell', '')),
    waitingFor: fc.option(fc.string()),
    statusUpdatedAt: maybeMoment,
    updatedAt: maybeMoment,
    startedAt: maybeMoment,
    procStart: fc.option(fc.string()),
    domain: fc.option(fc.string()),
    entrypoint: fc.option(fc.string()),
  });
  const known: fc.Arbitrary<Known> = fc.record({
    standing: fc.record({
      folder: fc.option(fc.string()),
      turn: fc.constantFrom('none', 'open', 'finished', 'interrupted', 'failed'),
      reason: fc.option(fc.string()),
      at: maybeMoment,
      ended: fc.boolean(),
    }),
    agent: fc.constantFrom('claude-code', 'codex'),
    interactive: fc.option(fc.boolean()),
    entry: fc.option(entry),
    registryTells: fc.boolean(),
    process: fc.constantFrom('alive', 'gone', 'unknown'),
    programRunsInFolder: fc.option(fc.boolean()),
    now: moment,
    newest: moment,
  });

  it('never calls a session ended whose process lives or cannot be looked for', () => {
    fc.assert(
      fc.property(known, (all) => {
        fc.pre(all.process !== 'gone');
        assert.notEqual(judge(all)?.type, 'session_end');
      }),
    );
  });

  it('never calls a session busy, idle or waiting without a process that lives', () => {
    fc.assert(
      fc.property(known, (all) => {
        fc.pre(all.process !== 'alive');
        const judged = judge(all);
        assert.ok(judged?.type !== 'process_update' || judged.data.status === 'gone');
      }),
    );
  });

  it('calls killed only what was left at an open turn and is silent', () => {
    const left = known.map((all): Known => ({ ...all, process: 'gone', standing: { ...all.standing, turn: 'open' } }));
    fc.assert(
      fc.property(fc.oneof(known, left), (all) => {
        const judged = judge(all);
        if (judged?.type !== 'session_end' || judged.data.outcome !== 'killed') return;
        assert.equal(all.standing.turn, 'open');
        assert.equal(all.standing.ended, false);
        assert.notEqual(all.programRunsInFolder, true);
        assert.ok(all.now - all.newest >= (all.entry === null ? 60_000 : 2_000));
      }),
      { numRuns: 1_000 },
    );
  });

  it('has evidence, and the same id when it is made again later', () => {
    fc.assert(
      fc.property(known, moment, fc.nat(HOUR), (some, at, later) => {
        const all = { ...some, standing: { ...some.standing, at } };
        const judged = judge(all);
        if (judged === null) return;
        assert.ok(judged.data.evidence.length > 10);
        assert.equal(judge({ ...all, now: all.now + later })?.id, judged.id);
      }),
    );
  });
});
