import assert from 'node:assert/strict';
import { appendFileSync, copyFileSync, cpSync, mkdirSync, renameSync, rmSync, rmdirSync, symlinkSync } from 'node:fs';
import { unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentPhase, sessionStatus } from '../../../../src/protocol/selectors.ts';
import { broadcastEvent, phaseUpdate } from '../../../../src/server/sources/contextFoundry/ingest.ts';
import type { Source } from '../../../../src/server/sources/source.ts';
import { datePast, put, recordedSession, temporaryFolder, testJournal, testSource, until } from './support/world.ts';

const EVENTS = 'logs/events/s/events.jsonl';
const CALLS = 'logs/ralph_s/session.jsonl';
const line = (sequence: number, data: object = { line: `line ${sequence}`, level: 'info' }, type = 'log_line') =>
  `${JSON.stringify({ type, session_id: 's', timestamp: `2026-11-23T00:00:${String(sequence).padStart(2, '0')}.5`, sequence, data })}\n`;
const call = (metadata: object) =>
  `${JSON.stringify({ timestamp: '2026-11-23T00:25:04.9', prompt: '', response: '', metadata })}\n`;
const problem = (source: Source, place: string) => source.diagnostics().find((each) => each.place.endsWith(place));

async function watching(root: string) {
  const journal = testJournal();
  const source = testSource(journal, root);
  await source.start();
  return { journal, source };
}

describe('A folder in which Context Foundry runs', function () {
  this.timeout(20_000);

  it('is followed as events are appended, without a rescan', async () => {
    const root = temporaryFolder();
    const file = put(root, EVENTS, line(1));
    const { journal } = await watching(root);
    for (let sequence = 2; sequence <= 20; sequence++) {
      appendFileSync(file, line(sequence));
      await until(() => journal.events.length === sequence, `event ${sequence} is committed`);
    }
  });

  it('may come later: folder, session and files are found when they appear', async () => {
    const root = join(temporaryFolder(), 'later');
    const { journal, source } = await watching(root);
    assert.match(problem(source, 'later')?.message ?? '', /does not exist yet/);
    put(root, EVENTS, line(1));
    await source.rescan();
    assert.equal(journal.events.length, 1);
    assert.equal(problem(source, 'later')?.active, false);
    put(root, 'logs/events/other/events.jsonl', line(1).replace('"s"', '"other"'));
    await until(() => journal.of('other').length === 1, 'the new session is found');
  });

  it('can be added while others are being watched', async () => {
    const { journal, source } = await watching(temporaryFolder());
    const second = recordedSession();
    source.addRoot(second);
    source.addRoot(second);
    await source.rescan();
    assert.equal(source.roots().length, 2);
    assert.equal(journal.state('weather-app_20261123_002504').iteration, 7);
  });

  it('counts an event once that comes by file and by POST', async () => {
    const root = temporaryFolder();
    put(root, EVENTS, line(1) + line(2));
    const journal = testJournal();
    const posted = broadcastEvent('s', JSON.parse(line(1)), Date.now(), () => 'fresh');
    assert.ok(posted.ok);
    journal.commit({ events: [posted.event], cursors: [] });
    await testSource(journal, root).start();
    assert.equal(journal.events.length, 2);
  });

  it('counts broken lines, says the newest reason, and remembers the count after a restart', async () => {
    const root = temporaryFolder();
    put(root, EVENTS, `${line(1)}{"type":\nnot json\n${line(2, { phase: 5 }, 'phase_change')}${line(3)}`);
    put(root, CALLS, call({ input_tokens: 5, output_tokens: 'x' }) + call({ input_tokens: 5, output_tokens: 6 }));
    datePast(root);
    const { journal, source } = await watching(root);
    assert.equal(journal.of('s').filter((event) => event.type === 'log_line').length, 2);
    assert.equal(problem(source, 'events.jsonl')?.count, 3);
    assert.match(
      problem(source, 'events.jsonl')?.message ?? '',
      /3 lines were left out.*line 4, byte \d+: data\.phase/,
    );
    assert.match(problem(source, 'session.jsonl')?.message ?? '', /line 1, byte 0: metadata\.output_tokens/);
    await source.stop();
    const again = testSource(journal, root);
    await again.start();
    assert.equal(problem(again, 'events.jsonl')?.count, 3);
    assert.equal(journal.state('s').tokens.input, 5);
  });

  it('does not take an old file without times for work of today', async () => {
    const root = temporaryFolder();
    put(root, EVENTS, '{"type":"iteration_start","data":{"iteration":1}}\n');
    put(root, CALLS, '{"metadata":{"input_tokens":5,"output_tokens":1,"model":"m"}}\n');
    datePast(root, new Date('2024-01-01T00:00:00Z'));
    const { journal } = await watching(root);
    assert.equal(journal.state('s').calls, 1);
    assert.equal(sessionStatus(journal.state('s'), Date.now()).name, 'stopped');
  });

  it('leaves out an event of another session', async () => {
    const root = temporaryFolder();
    put(root, EVENTS, line(1).replace('"s"', '"else"'));
    const { journal, source } = await watching(root);
    assert.equal(journal.events.length, 0);
    assert.match(problem(source, 'events.jsonl')?.message ?? '', /session_id/);
  });

  it('sums tokens over the lines, whatever the running totals of each process say', async () => {
    const root = temporaryFolder();
    const totals = { total_input: 9_999, total_output: 9_999 };
    put(
      root,
      CALLS,
      call({ input_tokens: 10, output_tokens: 1, ...totals }) + call({ input_tokens: 20, output_tokens: 2, ...totals }),
    );
    const { journal } = await watching(root);
    assert.deepEqual([journal.state('s').tokens.input, journal.state('s').tokens.output], [30, 3]);
    assert.equal(journal.state('s').cost.usd, null);
  });

  it('goes on after a file was copied over itself, and reads a truncated one anew', async () => {
    const root = temporaryFolder();
    const unnumbered = (n: number) => `{"type":"n","data":{"n":${n}}}\n`;
    const file = put(root, EVENTS, unnumbered(1) + unnumbered(2));
    const { journal, source } = await watching(root);
    copyFileSync(file, `${file}.copy`);
    renameSync(`${file}.copy`, file);
    appendFileSync(file, unnumbered(3));
    await source.rescan();
    assert.deepEqual(
      journal.events.map((event) => (event.data as { n: number }).n),
      [1, 2, 3],
    );
    writeFileSync(file, unnumbered(4));
    await until(() => journal.events.length >= 4, 'the new content is read');
    assert.deepEqual((journal.events.at(-1)?.data as { n: number }).n, 4);
  });

  it('is read again from the same place when the journal could not store a batch', async () => {
    const root = temporaryFolder();
    const file = put(root, EVENTS, line(1));
    const { journal, source } = await watching(root);
    journal.failure = new Error('database or disk is full');
    appendFileSync(file, line(2));
    await until(() => journal.failure === null, 'the commit has failed');
    await until(() => journal.events.length === 2, 'it was tried again');
    await source.rescan();
    assert.equal(problem(source, 'events.jsonl')?.active, false);
    assert.match(problem(source, 'events.jsonl')?.message ?? '', /disk is full/);
  });

  it('commits at most a thousand events at a time', async () => {
    const root = temporaryFolder();
    put(root, EVENTS, '{"type":"x"}\n'.repeat(5_000));
    const { journal } = await watching(root);
    assert.equal(journal.events.length, 5_000);
    assert.ok(journal.largestBatch <= 1_000);
  });

  it('forgets nothing when a session is deleted, and shows it again when it comes back', async () => {
    const root = temporaryFolder();
    put(root, EVENTS, line(1));
    const { journal, source } = await watching(root);
    rmSync(join(root, 'logs'), { recursive: true });
    await source.rescan();
    put(root, EVENTS, line(1) + line(2));
    await source.rescan();
    assert.equal(journal.events.length, 2);
    assert.deepEqual(
      source.diagnostics().filter((each) => each.active),
      [],
    );
  });

  it('tells of a place that cannot be read until it can be', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'checkpoints/ralph/s/state.json'), { recursive: true });
    put(root, EVENTS, line(1));
    const { journal, source } = await watching(root);
    assert.equal(journal.of('s').length, 1);
    assert.equal(problem(source, 'state.json')?.active, true);
    assert.match(problem(source, 'state.json')?.message ?? '', /Move the folder away/);
    rmdirSync(join(root, 'checkpoints/ralph/s/state.json'));
    put(root, 'checkpoints/ralph/s/state.json', '{"project_name":"p"}');
    await until(() => journal.state('s').project === 'p', 'the file is read');
    await source.rescan();
    assert.equal(problem(source, 'state.json')?.active, false);
  });

  it('does not follow symbolic links', async () => {
    const elsewhere = recordedSession();
    const root = temporaryFolder();
    put(root, EVENTS, line(1));
    symlinkSync(elsewhere, join(root, 'checkpoints'));
    symlinkSync(join(elsewhere, 'logs'), join(root, 'logs/ralph_loop'));
    symlinkSync(join(elsewhere, 'truth.jsonl'), join(root, 'logs/events/s/more'));
    mkdirSync(join(root, 'logs/ralph_s'));
    symlinkSync(join(elsewhere, 'truth.jsonl'), join(root, CALLS));
    const { journal, source } = await watching(root);
    assert.deepEqual([...new Set(journal.events.map((event) => event.session))], ['s']);
    assert.match(problem(source, 'session.jsonl')?.message ?? '', /symbolic link/);
    assert.match(problem(source, 'checkpoints')?.message ?? '', /symbolic link/);
  });

  it('does not show folders whose name is no session id', async () => {
    const root = temporaryFolder();
    put(root, 'logs/events/bad\nname/events.jsonl', line(1));
    const { journal, source } = await watching(root);
    assert.equal(journal.events.length, 0);
    assert.match(source.diagnostics()[0]?.message ?? '', /no session id/);
  });

  it('shows the newest of many sessions first and says how much is still to be read', async () => {
    const root = temporaryFolder();
    for (let day = 10; day < 20; day++) put(root, `logs/events/p_202611${day}_000000/events.jsonl`, '{"type":"x"}\n');
    const journal = testJournal();
    const seen: (number | undefined)[] = [];
    const source = testSource(
      { ...journal, commit: (batch) => (seen.push(source.indexing()?.filesFound), journal.commit(batch)) },
      root,
    );
    await source.start();
    assert.equal(journal.events[0]?.session, 'p_20261119_000000');
    assert.equal(
      seen.every((found) => found === 20),
      true,
    );
    assert.equal(source.indexing(), null);
  });
});

describe("The runner's checkpoint", function () {
  this.timeout(20_000);

  const STATE = 'checkpoints/ralph/s/state.json';
  const PROGRESS = 'checkpoints/ralph/s/progress.json';

  it('may be met empty or half-written: the next look mends it and nobody is told', async () => {
    const root = temporaryFolder();
    const state = put(root, STATE, '');
    const progress = put(root, PROGRESS, '{"completed": ["a"');
    const { journal, source } = await watching(root);
    assert.deepEqual(source.diagnostics(), []);
    writeFileSync(state, '{"project_name":"p"}');
    writeFileSync(progress, '{"completed":["a"],"remaining":["b",{"c":1}]}');
    await until(() => journal.state('s').project === 'p' && journal.state('s').tasks !== null, 'both are read');
    assert.deepEqual(journal.state('s').tasks?.remaining, ['b', '{"c":1}']);
    assert.deepEqual(source.diagnostics(), []);
  });

  it('that stays broken is told of, and no longer once it is whole', async () => {
    const root = temporaryFolder();
    const file = put(root, PROGRESS, '{"completed": [');
    datePast(root);
    const { journal, source } = await watching(root);
    assert.match(problem(source, 'progress.json')?.message ?? '', /not complete JSON/);
    writeFileSync(file, '{"completed":[]}');
    await until(() => journal.state('s').tasks !== null, 'it is read');
    await source.rescan();
    assert.equal(problem(source, 'progress.json')?.active, false);
  });

  it('that says A, then B, then A again gives three facts, and a rewrite of the same none', async () => {
    const root = temporaryFolder();
    const file = put(root, STATE, '');
    const { journal, source } = await watching(root);
    for (const [second, artifact] of [
      [1, 'A'],
      [2, 'B'],
      [3, 'A'],
      [4, 'A'],
    ] as const) {
      writeFileSync(file, JSON.stringify({ iterations: 1, artifacts: { spec: artifact, same: 'x' } }));
      utimesSync(file, second, second);
      await source.rescan();
    }
    const artifacts = journal.events.filter((event) => event.type === 'artifact');
    assert.deepEqual(
      artifacts.map((event) => (event.data as { text: string }).text),
      ['A', 'x', 'B', 'A'],
    );
    assert.equal(journal.state('s').artifacts['spec'], 'A');
    assert.equal(journal.events.filter((event) => event.type === 'session_info').length, 3);
  });

  it('ends the session by its COMPLETE file', async () => {
    const root = temporaryFolder();
    put(root, STATE, '{"project_name":"p"}');
    const { journal } = await watching(root);
    put(root, 'checkpoints/ralph/s/COMPLETE', '');
    await until(() => journal.state('s').end !== null, 'the end is known');
    assert.deepEqual([journal.state('s').end?.outcome, journal.state('s').end?.clock], ['complete', 'file']);
  });

  it('does not end a session that was started again days after its COMPLETE file', async () => {
    const root = temporaryFolder();
    const started = (day: string, iteration: number) =>
      `${JSON.stringify({ type: 'iteration_start', timestamp: `2026-11-${day}T01:00:00Z`, sequence: 1, data: { iteration } })}\n`;
    put(root, EVENTS, started('20', 1) + started('23', 2));
    datePast(root);
    const complete = put(root, 'checkpoints/ralph/s/COMPLETE', '');
    const then = new Date('2026-11-20T02:00:00Z');
    utimesSync(complete, then, then);
    const { journal } = await watching(root);
    assert.equal(journal.of('s').length, 3);
    assert.equal(sessionStatus(journal.state('s'), Date.parse('2026-11-23T01:05:00Z')).name, 'running');
  });

  it('keeps what it can use when some of its fields are of the wrong kind', async () => {
    const root = temporaryFolder();
    put(
      root,
      STATE,
      '{"project_name":5,"task_description":"t","artifacts":[],"iterations":"many","__proto__":{"a":1}}',
    );
    const { journal, source } = await watching(root);
    assert.deepEqual([journal.state('s').project, journal.state('s').task], [null, 't']);
    assert.deepEqual(source.diagnostics(), []);
  });
});

describe('A version 2 build', function () {
  this.timeout(20_000);

  const phase = { session_id: 'v2', current_phase: 'Test', phase_number: '4/7', status: 'in_progress' };
  const dated = { ...phase, last_updated: '2026-11-23T00:00:00Z' };

  for (const place of ['', 'project/', 'examples/project/']) {
    it(`is found in ${place === '' ? 'the root' : place}`, async () => {
      const root = temporaryFolder();
      const file = put(root, `${place}.context-foundry/current-phase.json`, JSON.stringify(dated));
      const { journal } = await watching(root);
      assert.equal(currentPhase(journal.state('v2')), 'Test');
      writeFileSync(
        file,
        JSON.stringify({ ...dated, current_phase: 'Documentation', last_updated: '2026-11-23T00:01:00Z' }),
      );
      await until(() => currentPhase(journal.state('v2')) === 'Documentation', 'the next phase is known');
    });
  }

  it('counts a phase once that comes by file and by POST', async () => {
    const root = temporaryFolder();
    put(root, '.context-foundry/current-phase.json', JSON.stringify(dated, null, 2));
    const { journal } = await watching(root);
    const posted = phaseUpdate(dated, Date.now());
    assert.ok(posted.ok);
    journal.commit({ events: [posted.event], cursors: [] });
    assert.equal(journal.events.length, 1);
  });

  it('ends with its summary', async () => {
    const root = temporaryFolder();
    put(root, '.context-foundry/current-phase.json', JSON.stringify(dated));
    const summary = {
      session_id: 'v2',
      task: 'Build it',
      status: 'completed',
      phases_completed: ['Scout'],
      completed_at: '2026-11-23T01:00:00Z',
    };
    const file = put(root, '.context-foundry/session-summary.json', JSON.stringify(summary));
    const { journal, source } = await watching(root);
    assert.equal(sessionStatus(journal.state('v2'), Date.now()).name, 'complete');
    assert.equal(journal.state('v2').task, 'Build it');
    unlinkSync(file);
    await source.rescan();
    assert.deepEqual(source.diagnostics(), []);
  });

  it('is refused a session that is a path', async () => {
    const root = temporaryFolder();
    put(root, '.context-foundry/current-phase.json', JSON.stringify({ ...dated, session_id: '../../x' }));
    datePast(root);
    const { journal, source } = await watching(root);
    assert.equal(journal.events.length, 0);
    assert.match(problem(source, 'current-phase.json')?.message ?? '', /session_id: A session id is a plain name/);
  });
});

describe('A recording that is copied while it is being watched', function () {
  this.timeout(20_000);

  it('ends up as the same session', async () => {
    const root = temporaryFolder();
    const { journal, source } = await watching(root);
    cpSync(recordedSession(), root, { recursive: true });
    await until(() => journal.state('weather-app_20261123_002504').calls === 7, 'the calls are read');
    await source.rescan();
    const state = journal.state('weather-app_20261123_002504');
    assert.deepEqual([state.iteration, state.tasks?.completed.length, state.end?.outcome], [7, 5, 'complete']);
  });
});
