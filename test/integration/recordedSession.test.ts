import assert from 'node:assert/strict';
import type { z } from 'zod';
import type * as schemas from '../../src/server/transports/http/schemas.ts';
import { ask } from '../support/http.ts';
import { copyRecorded, RECORDED_ID, recordedTruth } from '../support/recordedFolder.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { rowsOf, statusOf, untilIndexed } from '../support/sessions.ts';
import type { StatusBody } from '../support/sessions.ts';

/** What existing clients read, as they know it. */
const ROW_FIELDS =
  'id project task phase phase_number status iterations start_time last_update completed_tasks total_tasks phases_completed is_complete source';
const STATUS_FIELDS =
  'id session_id project task phase current_phase phase_number status iterations start_time elapsed_seconds estimated_remaining_seconds overall_progress_percent tasks phase_breakdown phases_completed context artifacts is_complete notes source';

describe('a night that Context Foundry recorded', () => {
  const scene = useScene(after);
  let server: RunningServer;
  let dataDir: string;
  let root: string;

  before(async () => {
    dataDir = scene.folder();
    root = copyRecorded(scene.folder());
    server = await scene.server({ roots: [root], dataDir });
    await untilIndexed(server);
  });

  it('has 7 iterations and 5 of 5 tasks', async () => {
    const status = await statusOf(server, RECORDED_ID);
    assert.equal(status.iterations, 7);
    assert.equal(status.tasks.completed.length, 5);
    assert.deepEqual(status.tasks.remaining, []);
    assert.equal(status.tasks.total, 5);
    assert.equal(status.tasks.progress_percent, 100);
  });

  it('is complete, and says how that is known', async () => {
    const status = await statusOf(server, RECORDED_ID);
    assert.equal(status.is_complete, true);
    assert.equal(status.status, 'completed');
    assert.equal(status.phase, 'complete');
    assert.equal(status.state.name, 'complete');
    assert.match(status.state.evidence, /complete/i);
  });

  it('used the tokens that the provider counted', async () => {
    const { tokens } = await statusOf(server, RECORDED_ID);
    const truth = recordedTruth();
    assert.deepEqual(
      { input: tokens.input, output: tokens.output, total: tokens.total },
      { ...truth, total: truth.input + truth.output },
    );
  });

  it('cost what its tokens cost at the list price, with nothing left unpriced', async () => {
    const { cost } = await statusOf(server, RECORDED_ID);
    const { input, output } = recordedTruth();
    assert.ok(Math.abs(cost.usd! - (input * 3 + output * 15) / 1e6) < 1e-9, `${cost.usd} USD`);
    assert.equal(cost.unpriced_tokens, 0);
  });

  it('keeps task names as they were written, HTML and all', async () => {
    const status = await statusOf(server, RECORDED_ID);
    assert.equal(status.tasks.completed[0], '1: Build part 1 <b>&amp;</b>');
  });

  it('has every field in its row that existing clients read', async () => {
    const row = await onlyRow();
    assert.deepEqual(missing(row, ROW_FIELDS), []);
    assert.equal(row.completed_tasks, 5);
    assert.equal(row.total_tasks, 5);
  });

  it('has every field in its status that existing clients read', async () => {
    const status = await statusOf(server, RECORDED_ID);
    assert.deepEqual(missing(status, STATUS_FIELDS), []);
    assert.deepEqual(missing(status.tasks, 'completed remaining total progress_percent'), []);
    assert.deepEqual(missing(status.phase_breakdown, 'completed current remaining'), []);
    assert.deepEqual(missing(status.context, 'percentage tokens_used'), []);
  });

  it('shows the same numbers in its row and in its status', async () => {
    const row = await onlyRow();
    const status = await statusOf(server, RECORDED_ID);
    for (const field of [
      'id',
      'project',
      'task',
      'phase',
      'status',
      'iterations',
      'start_time',
      'is_complete',
      'cost',
    ] as const)
      assert.deepEqual(row[field], status[field], field);
    assert.equal(row.tokens.total, status.tokens.total);
    assert.equal(row.completed_tasks, status.tasks.completed.length);
    assert.equal(row.context.percentage, status.context.percentage);
  });

  for (const list of ['', '/completed']) {
    it(`is in /api/sessions${list}`, async () => {
      assert.deepEqual((await rowsOf(server, list)).map(({ id }) => id), [RECORDED_ID]); // prettier-ignore
    });
  }

  for (const list of ['active', 'failed']) {
    it(`is not in /api/sessions/${list}`, async () => {
      assert.deepEqual((await ask(server, `/api/sessions/${list}`)).json(), { sessions: [], count: 0 });
    });
  }

  it('went from scout to architect to builder, and never back to init', async () => {
    const body = (await ask(server, `/api/phases/${RECORDED_ID}`)).json() as z.infer<typeof schemas.phases>;
    const phases = body.history.map(({ phase }) => phase);
    assert.deepEqual(phases.slice(0, 4), ['init', 'scout', 'architect', 'builder']);
    assert.equal(phases.lastIndexOf('init'), 0);
  });

  it('gives as many of its newest log lines as were asked for', async () => {
    const lines = async (count: number) =>
      (await ask(server, `/api/logs/${RECORDED_ID}?lines=${count}`)).json() as z.infer<typeof schemas.logs>;
    const [all, some] = [await lines(500), await lines(3)];
    assert.equal(all.session_id, RECORDED_ID);
    assert.deepEqual(some.logs, all.logs.slice(-3));
    assert.equal(some.logs.length, 3);
  });

  it('is the same after a restart, also when its files have been copied anew', async () => {
    const timeless = ({ elapsed_seconds: _, ...status }: StatusBody) => status;
    const was = timeless(await statusOf(server, RECORDED_ID));
    assert.equal(await server.stop(), 0);
    copyRecorded(root);
    server = await scene.server({ roots: [root], dataDir });
    await untilIndexed(server);
    assert.deepEqual(timeless(await statusOf(server, RECORDED_ID)), was);
  });

  async function onlyRow() {
    const [row, ...others] = await rowsOf(server);
    assert.ok(row);
    assert.deepEqual(others, []);
    return row;
  }
});

function missing(body: object, fields: string): string[] {
  return fields.split(' ').filter((field) => !(field in body));
}
