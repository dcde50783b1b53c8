import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sessionStatus } from '../../../../src/protocol/selectors.ts';
import { recordedSession, testJournal, testSource } from './support/world.ts';

const SESSION = 'weather-app_20261123_002504';
const GOLDEN = join(import.meta.dirname, 'golden', `${SESSION}.json`);

describe('A recorded overnight session', function () {
  this.timeout(20_000);

  const zone = process.env['TZ'];
  before(() => (process.env['TZ'] = 'UTC'));
  after(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it('is read into the same events every time (UPDATE_GOLDEN=1 rewrites them)', async () => {
    const journal = testJournal();
    const root = recordedSession();
    await testSource(journal, root).start();
    const events = `${JSON.stringify(journal.events, null, 1)}\n`.replaceAll(root, '/recorded');
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(GOLDEN, events);
    assert.deepEqual(JSON.parse(events), JSON.parse(readFileSync(GOLDEN, 'utf8')));
  });

  it('folds into seven iterations, five of five tasks, a completed session and what the provider counted', async () => {
    const root = recordedSession();
    const journal = testJournal();
    const source = testSource(journal, root);
    await source.start();
    const state = journal.state(SESSION);
    const truth = readFileSync(join(root, 'truth.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { input: number; output: number });
    assert.equal(state.iteration, 7);
    assert.equal(state.iterations.length, 7);
    assert.equal(state.tasks?.completed.length, 5);
    assert.deepEqual(state.tasks?.remaining, []);
    assert.equal(state.calls, truth.length);
    assert.equal(
      state.tokens.input,
      truth.reduce((sum, call) => sum + call.input, 0),
    );
    assert.equal(
      state.tokens.output,
      truth.reduce((sum, call) => sum + call.output, 0),
    );
    assert.equal(state.startedAt, Date.parse('2026-11-23T00:25:04Z'));
    assert.equal(sessionStatus(state, Date.now()).name, 'complete');
    assert.deepEqual(
      state.phases.map((span) => span.name),
      ['init', 'scout', 'architect', 'builder'],
    );
    assert.equal(state.artifacts['research'], '# Research Report: weather\nRESEARCH.md\nUse FastAPI.');
    assert.equal(state.errorCount, 0);
    assert.deepEqual(source.diagnostics(), []);
    assert.equal(source.indexing(), null);
  });

  it('gives nothing new when it is read again by a restarted server', async () => {
    const root = recordedSession();
    const journal = testJournal();
    await testSource(journal, root).start();
    const commits: number[] = [];
    const again = testSource({ ...journal, commit: (batch) => void commits.push(batch.events.length) }, root);
    await again.start();
    assert.deepEqual(commits, []);
  });
});
