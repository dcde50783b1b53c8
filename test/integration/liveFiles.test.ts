import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foundryFolder, producer } from '../support/foundry.ts';
import { ask } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { diagnosticsOf, eventsOf, statusOf, statusWhen } from '../support/sessions.ts';
import type { DiagnosticBody } from '../support/sessions.ts';
import { until } from '../support/until.ts';

describe('a folder that is watched', () => {
  const scene = useScene(after);
  let server: RunningServer;
  let root: string;
  let dataDir: string;

  before(async () => {
    root = scene.folder();
    dataDir = scene.folder();
    server = await scene.server({ roots: [root], dataDir });
  });

  it('is empty at first, which is no problem', async () => {
    assert.deepEqual((await ask(server, '/api/sessions')).json(), { sessions: [], count: 0 });
    assert.deepEqual(await diagnosticsOf(server), []);
  });

  it('shows a session whose folders appear after the start, with all its files', async () => {
    const folder = foundryFolder(root, 'new_20261123_010203');
    const make = producer('new_20261123_010203');
    folder.state({ iterations: 3, task_description: 'Build a clock' });
    folder.progress(['1: One'], ['2: Two']);
    folder.event(make('phase_change', { phase: 'architect', context_percent: 9 }));
    folder.call(30_000, 700);
    const status = await statusWhen(
      server,
      'new_20261123_010203',
      'all its files were read',
      ({ iterations, tasks, tokens, phase }) =>
        iterations === 3 && tasks.total === 2 && tokens.total === 30_700 && phase === 'architect',
    );
    assert.equal(status.task, 'Build a clock');
    assert.equal(status.source, 'checkpoint');
    folder.call(31_000, 800);
    await statusWhen(
      server,
      'new_20261123_010203',
      'what was appended was read',
      ({ tokens }) => tokens.total === 62_500,
    );
    folder.progress(['1: One', '2: Two'], []);
    await statusWhen(
      server,
      'new_20261123_010203',
      'what was rewritten was read',
      ({ tasks }) => tasks.remaining.length === 0,
    );
  });

  it('may itself appear after the start', async () => {
    const later = join(scene.folder(), 'not', 'yet');
    const other = await scene.server({ roots: [later] });
    const waits = await until('it is said that it is not there', async () =>
      findProblem(await diagnosticsOf(other), later),
    );
    assert.match(waits.message, /does not exist yet/);
    foundryFolder(later, 'late').event(producer('late')('iteration_start', { iteration: 1 }));
    await statusWhen(other, 'late', 'the folder was found', ({ iterations }) => iterations === 1);
    assert.equal(findProblem(await diagnosticsOf(other), later)?.active, false);
  });

  it('keeps what was known while state.json is half-written, says so, and reads it when it is whole', async () => {
    const folder = foundryFolder(root, 'half');
    folder.state({ iterations: 1, project_name: 'Half' });
    await statusWhen(server, 'half', 'the first state was read', ({ iterations }) => iterations === 1);
    const whole = JSON.stringify({
      project_name: 'Half',
      session_id: 'half',
      iterations: 2,
      artifacts: { plan: 'x'.repeat(9_000) },
    });
    writeFileSync(folder.stateFile, whole.slice(0, 5_000));
    const problem = await until('it is said', async () => findProblem(await diagnosticsOf(server), folder.stateFile));
    assert.equal(problem.active, true);
    assert.equal((await statusOf(server, 'half')).iterations, 1);
    writeFileSync(folder.stateFile, whole);
    await statusWhen(server, 'half', 'the whole was read', ({ iterations }) => iterations === 2);
    await until(
      'it is no problem any more',
      async () => findProblem(await diagnosticsOf(server), folder.stateFile)?.active === false,
    );
  });

  it('keeps what was known while state.json is empty, and takes it when it is written a moment later', async () => {
    const folder = foundryFolder(root, 'emptied');
    for (let iterations = 1; iterations <= 20; iterations++) {
      folder.state({ iterations });
      writeFileSync(folder.stateFile, '');
      // Gives the server time to find it empty.
      await ask(server, '/api/health');
    }
    folder.state({ iterations: 20 });
    await statusWhen(server, 'emptied', 'the last state was read', ({ iterations }) => iterations === 20);
    assert.equal(findProblem(await diagnosticsOf(server), folder.stateFile), undefined);
  });

  it('says which place cannot be read and what to do, and reads it once that is done', async () => {
    const folder = foundryFolder(root, 'unreadable');
    // As good as forbidden, for a test that may run as root: where the file should be there is a folder.
    mkdirSync(folder.eventsFile, { recursive: true });
    const problem = await until('it is said', async () => findProblem(await diagnosticsOf(server), folder.eventsFile));
    assert.equal(problem.active, true);
    assert.match(problem.message, /folder/);
    rmSync(folder.eventsFile, { recursive: true });
    folder.event(producer('unreadable')('iteration_start', { iteration: 1 }));
    await statusWhen(server, 'unreadable', 'it was read', ({ iterations }) => iterations === 1);
    assert.equal(findProblem(await diagnosticsOf(server), folder.eventsFile)?.active, false);
  });

  it('counts lines that cannot be understood, takes all others, and knows the count after a restart', async () => {
    const folder = foundryFolder(root, 'broken');
    const make = producer('broken');
    folder.event(make('iteration_start', { iteration: 1 }));
    folder.eventText('{"type": "log_line", "data"\n');
    folder.event(make('iteration_start', { iteration: 2 }));
    folder.eventText('\u0000\u0000\u0000\n{"type":"iteration_start","data":{"iteration":"three"}}\n');
    folder.event(make('iteration_start', { iteration: 4 }));
    await statusWhen(server, 'broken', 'the last line was read', ({ iterations }) => iterations === 4);
    assert.equal((await eventsOf(server, 'broken')).length, 3);
    const problem = await until('it is said', async () => findProblem(await diagnosticsOf(server), folder.eventsFile));
    assert.equal(problem.count, 3);
    assert.match(problem.message, /line 5.*data\.iteration/);
    assert.equal(findProblem((await statusOf(server, 'broken')).diagnostics, folder.eventsFile)?.count, 3);
    assert.equal(findProblem((await statusOf(server, 'half')).diagnostics, folder.eventsFile), undefined);

    await server.kill();
    server = await scene.server({ roots: [root], dataDir });
    const after = await until('it is said again', async () =>
      findProblem(await diagnosticsOf(server), folder.eventsFile),
    );
    assert.equal(after.count, 3);
    assert.equal((await eventsOf(server, 'broken')).length, 3);
  });

  it('counts what each model call used, though the totals in the file run on and restart', async () => {
    const folder = foundryFolder(root, 'totals');
    folder.call(20_000, 500);
    folder.call(30_000, 700, { input: 20_000, output: 500 });
    folder.call(10_000, 100);
    const { tokens } = await statusWhen(
      server,
      'totals',
      'all calls were read',
      ({ tokens }) => tokens.total >= 61_300,
    );
    assert.deepEqual({ input: tokens.input, output: tokens.output }, { input: 60_000, output: 1_300 });
  });

  it('waits for the rest of a line', async () => {
    const folder = foundryFolder(root, 'torn');
    const make = producer('torn');
    const line = JSON.stringify(make('iteration_start', { iteration: 7 }));
    folder.event(make('iteration_start', { iteration: 1 }));
    folder.eventText(line.slice(0, 30));
    await statusWhen(server, 'torn', 'the whole line was read', ({ iterations }) => iterations === 1);
    folder.eventText(`${line.slice(30)}\n`);
    await statusWhen(server, 'torn', 'the rest was read', ({ iterations }) => iterations === 7);
    assert.equal(findProblem(await diagnosticsOf(server), folder.eventsFile), undefined);
  });

  it('takes a file that was replaced by a shorter one as a new one', async () => {
    const folder = foundryFolder(root, 'replaced');
    const make = producer('replaced');
    for (let line = 0; line < 20; line++) folder.event(make('log_line', { line: `${line}` }));
    await until('the lines were read', async () => (await eventsOf(server, 'replaced')).length === 20);
    writeFileSync(folder.eventsFile, `${JSON.stringify(make('iteration_start', { iteration: 2 }))}\n`);
    await statusWhen(server, 'replaced', 'the new file was read', ({ iterations }) => iterations === 2);
    assert.equal((await eventsOf(server, 'replaced')).length, 21);
  });

  it('ends a session when COMPLETE appears', async () => {
    const folder = foundryFolder(root, 'ending');
    folder.state({ iterations: 2 });
    await statusWhen(server, 'ending', 'it runs', ({ state }) => state.name === 'running');
    folder.complete();
    const status = await statusWhen(server, 'ending', 'it is complete', ({ is_complete }) => is_complete);
    assert.match(status.state.evidence, /COMPLETE/);
    assert.equal(status.phase, 'complete');
    assert.equal(status.overall_progress_percent, 100);
  });
});

function findProblem(diagnostics: readonly DiagnosticBody[], place: string): DiagnosticBody | undefined {
  return diagnostics.find((diagnostic) => diagnostic.place === place);
}
