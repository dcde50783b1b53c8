import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMachine } from '../../../../../src/server/sources/claudeCode/pidDomain.ts';
import { createProcessTable } from '../../../../../src/server/sources/processes/processTable.ts';
import type { ProcessTable } from '../../../../../src/server/sources/processes/processTable.ts';
import { FIRST_STANDING } from '../../../../../src/server/sources/transcripts/transcriptFormat.ts';
import type { Standing } from '../../../../../src/server/sources/transcripts/transcriptFormat.ts';
import { judgeAll } from '../../../../../src/server/sources/transcripts/watchProcesses.ts';
import type { Candidate, Surroundings } from '../../../../../src/server/sources/transcripts/watchProcesses.ts';
import { run, tell } from '../support/processes.ts';
import type { Running } from '../support/processes.ts';
import { put, temporaryFolder } from '../support/folders.ts';

const MINUTE = 60_000;
const NOBODY = 5_000_000;

describe('Judging sessions by their processes', () => {
  let root: string;
  let repo: string;
  let config: string;
  let rollout: string;
  /** How far the clock is ahead of the real one. */
  let ahead = 0;
  const now = () => Date.now() + ahead;
  let wrote = 0;

  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'livestream-processes-')));
    repo = join(root, 'repo');
    config = join(root, 'claude');
    mkdirSync(repo);
    rollout = put(root, 'codex/sessions/rollout-1.jsonl', '');
    put(config, 'projects/repo/s.jsonl', '');
    mkdirSync(join(config, 'sessions'));
    ahead = 0;
    wrote = Date.now();
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  async function judged(candidates: readonly Candidate[], changed: Partial<Surroundings> = {}) {
    const surroundings = { configDirs: [config], processes: createProcessTable(), machine: await readMachine(), now };
    const events = await judgeAll(candidates, { ...surroundings, ...changed });
    return events.map(({ type, data }) => [
      type,
      (data as { status?: string }).status ?? (data as { outcome?: string }).outcome,
    ]);
  }

  const claude = (changed: Partial<Candidate> = {}): Candidate => ({
    session: 's',
    program: 'claude-code',
    standing: { ...FIRST_STANDING, folder: repo, turn: 'open', at: wrote },
    interactive: false,
    newest: wrote,
    mainFile: join(config, 'projects/repo/s.jsonl'),
    ...changed,
  });
  const codex = (): Candidate => claude({ program: 'codex', mainFile: rollout });
  const finished = (candidate: Candidate): Candidate => ({
    ...candidate,
    standing: { ...candidate.standing, turn: 'finished' },
  });

  function register(running: Pick<Running, 'pid' | 'procStart'>, entry: Record<string, unknown> = {}): string {
    const told = { pid: running.pid, sessionId: 's', procStart: running.procStart, status: 'busy', ...entry };
    return put(config, `sessions/${running.pid}.json`, JSON.stringify({ statusUpdatedAt: wrote, ...told }));
  }

  it('costs nothing where there is nothing to judge', async () => {
    const untouched = new Proxy({} as ProcessTable, { get: () => assert.fail('nothing is to be looked up') });
    assert.deepEqual(await judged([], { processes: untouched, configDirs: ['/nowhere\0'] }), []);
  });

  it('follows a process from thinking to kill -9', async () => {
    const running = await run('claude', repo);
    register(running);
    assert.deepEqual(await judged([claude()]), [['process_update', 'busy']]);
    ahead = 300 * MINUTE;
    assert.deepEqual(await judged([claude()]), [['process_update', 'busy']], 'a long thought');
    await running.kill();
    const surroundings = { configDirs: [config], processes: createProcessTable(), machine: await readMachine(), now };
    const [event] = await judgeAll([claude()], surroundings);
    assert.deepEqual(event, {
      id: `judged:killed:${wrote}`,
      session: 's',
      time: wrote,
      clock: 'receipt',
      source: 'process',
      type: 'session_end',
      data: {
        outcome: 'killed',
        evidence: `process ${running.pid} is gone and its turn was left open; the last it said of itself is "busy"`,
      },
    });
    assert.deepEqual(await judgeAll([claude()], surroundings), [event], 'again, the same');
  });

  it('knows a number that another process took', async () => {
    const running = await run('claude', repo);
    register({ ...running, procStart: '1' });
    ahead = MINUTE;
    assert.deepEqual(await judged([claude()]), [['session_end', 'killed']]);
    await running.kill();
  });

  it('prefers the process that took a session up to the one that was killed', async () => {
    register({ pid: NOBODY, procStart: '1' }, { updatedAt: wrote });
    const running = await run('claude', repo);
    register(running, { updatedAt: wrote - 5 });
    ahead = 5 * MINUTE;
    assert.deepEqual(await judged([claude()]), [['process_update', 'busy']]);
    await running.kill();
  });

  it('says nothing of a process that is gone with its entry before the file is silent', async () => {
    const running = await run('claude', repo);
    const file = register(running);
    const processes = createProcessTable();
    const ending: ProcessTable = {
      ...processes,
      // It ends by itself between the two looks, as it may at any time.
      async isSame(pid, start) {
        rmSync(file);
        await running.kill();
        return processes.isSame(pid, start);
      },
    };
    ahead = MINUTE / 2;
    assert.deepEqual(await judged([claude()], { processes: ending }), []);
  });

  it('does not take a process of another machine or container for gone', async () => {
    register({ pid: NOBODY, procStart: '1' }, { pidDomain: 'linux::pid:[1]' });
    ahead = 300 * MINUTE;
    assert.deepEqual(await judged([claude()]), []);
    assert.deepEqual(await judged([claude({ session: 'without entry' })]), [], 'that machine may run it');
  });

  it('waits with an entry that cannot be read until its process is gone', async () => {
    const running = await run('sleeper', repo);
    put(config, `sessions/${running.pid}.json`, '{"pid":');
    ahead = 5 * MINUTE;
    assert.deepEqual(await judged([claude()]), []);
    await running.kill();
    assert.deepEqual(await judged([claude()]), [['session_end', 'killed']]);
  });

  it('looks for a program in the folder where no entry names the session', async () => {
    ahead = MINUTE - 5_000;
    assert.deepEqual(await judged([claude()]), [], 'not silent for long');
    ahead = 2 * MINUTE;
    for (const folder of [repo, join(repo, 'inside'), root]) {
      mkdirSync(folder, { recursive: true });
      const running = await run('claude', folder);
      assert.deepEqual(await judged([claude(), finished(claude())]), [], folder);
      await running.kill();
    }
    const elsewhere = await run('claude', config);
    assert.deepEqual(await judged([claude(), finished(claude())]), [
      ['session_end', 'killed'],
      ['session_end', 'complete'],
    ]);
    await elsewhere.kill();
  });

  it('does not count a program in the folder whose entry names another session, as after /clear', async () => {
    const running = await run('claude', repo);
    register(running, { sessionId: 'cleared', status: 'idle' });
    ahead = 2 * MINUTE;
    assert.deepEqual(
      await judged([finished(claude({ interactive: true })), finished(claude({ session: 'cleared' }))]),
      [
        ['session_end', 'complete'],
        ['process_update', 'idle'],
      ],
    );
    await running.kill();
  });

  it('keeps a Codex session alive while a process has its file open, wherever it runs', async () => {
    ahead = 2 * MINUTE;
    const daemon = await run('codex', join(root, 'codex'), [rollout, 'app-server']);
    assert.deepEqual(await judged([codex(), finished({ ...codex(), interactive: true })]), [
      ['process_update', 'busy'],
      ['process_update', 'idle'],
    ]);
    await daemon.kill();
    const other = await run('codex', join(root, 'codex'), ['/dev/null', 'app-server']);
    assert.deepEqual(await judged([codex()]), [['session_end', 'killed']], 'the daemon does not have it');
    await other.kill();
  });

  it('does not take a Codex that began after the silence for the one that was killed', async () => {
    const later = await run('codex', repo);
    ahead = 2 * MINUTE;
    assert.deepEqual(await judged([codex()]), [], 'it may be the one');
    const long = { ...codex(), newest: wrote - 60 * MINUTE };
    assert.deepEqual(await judged([long]), [['session_end', 'killed']]);
    await later.kill();
  });

  it('says nothing where processes are not listed or hide themselves', async () => {
    ahead = 5 * MINUTE;
    const none = createProcessTable({ procRoot: '/nowhere' });
    assert.deepEqual(await judged([claude(), codex(), finished(codex())], { processes: none }), []);
    assert.deepEqual(await judged([finished(claude({ interactive: true }))], { processes: none }), [
      ['process_update', 'gone'],
    ]);
    const procRoot = join(root, 'proc');
    tell(procRoot, NOBODY, { name: 'claude', cwd: null });
    tell(procRoot, NOBODY + 1, { name: 'codex', cwd: null, open: null, started: '1' });
    const hidden = createProcessTable({ procRoot, platform: 'linux' });
    assert.deepEqual(await judged([claude(), codex()], { processes: hidden }), []);
  });

  it('leaves alone what ended by its file, until a process has it again', async () => {
    const ended = { ...FIRST_STANDING, folder: repo, turn: 'finished' as const, at: wrote, ended: true };
    ahead = 5 * MINUTE;
    assert.deepEqual(await judged([claude({ standing: ended }), { ...codex(), standing: ended }]), []);
    const running = await run('claude', repo);
    register(running, { status: 'idle', statusUpdatedAt: wrote + MINUTE });
    assert.deepEqual(await judged([claude({ standing: ended })]), [['process_update', 'idle']]);
    await running.kill();
  });

  it('knows sessions of a version that keeps no registry', async () => {
    rmSync(join(config, 'sessions'), { recursive: true });
    ahead = 5 * MINUTE;
    assert.deepEqual(await judged([claude()]), [['session_end', 'killed']]);
    writeFileSync(join(config, 'sessions'), '');
    assert.deepEqual(await judged([claude()]), [['session_end', 'killed']]);
  });
});

describe('A recorded evening at the window of Claude Code', () => {
  const RECORDED = join(import.meta.dirname, '../../../../fixtures/claude/tui_session');
  const FIRST = '42e3f0c9-083b-4eb8-beb1-daa1b3d68221';
  const CLEARED = '6869d0df-5428-4bdf-be76-3a8e4ea65329';
  const folder = '/home/dev/run/claude/tui_session/repo';
  const procRoot = temporaryFolder();

  /** A session whose turn finished long before any moment. */
  function candidate(session: string): Candidate {
    const mainFile = put(procRoot, `${session}.jsonl`, '');
    const standing: Standing = { ...FIRST_STANDING, folder, turn: 'finished', at: 1 };
    return { session, program: 'claude-code', standing, interactive: true, newest: 1, mainFile };
  }

  async function at(snapshot: string) {
    const { t } = JSON.parse(readFileSync(join(RECORDED, snapshot, 'snap.json'), 'utf8')) as { t: number };
    const sessions = snapshot < 'snap_8' ? [FIRST] : [FIRST, CLEARED];
    const events = await judgeAll(sessions.map(candidate), {
      configDirs: [join(RECORDED, snapshot)],
      processes: createProcessTable({ procRoot, platform: 'linux' }),
      machine: { platform: 'linux', machineId: '4e7515a39d2c445abe260791d619d4f4', pidNamespace: 'pid:[4026531836]' },
      now: () => t * 1000,
    });
    return events.map(({ session, time, data }) => {
      const { status, waiting_for, outcome } = data as Record<string, string>;
      const about = session === FIRST ? 'first' : 'cleared';
      return [about, status ?? outcome, ...(waiting_for === undefined ? [] : [waiting_for]), time].join(' ');
    });
  }

  it('is told as it went', async () => {
    tell(procRoot, 22515, { name: 'claude', cwd: folder, started: '299852' });
    const snapshots = readdirSync(RECORDED).filter((name) => name.startsWith('snap_'));
    const told = new Set<string>();
    for (const snapshot of snapshots.sort()) for (const event of await at(snapshot)) told.add(event);
    assert.deepEqual(
      [...told],
      [
        'first idle 1795395084804',
        'first waiting permission prompt 1795395089322',
        'first idle 1795395098203',
        'first busy 1795395100173',
        'first idle 1795395101841',
        'first waiting permission prompt 1795395104761',
        'first busy 1795395106195',
        'first idle 1795395136760',
        // After /clear its process goes on with another session.
        'first complete 1',
        'cleared idle 1795395141676',
        'cleared idle 1795395144742',
      ],
    );
  });
});
