import assert from 'node:assert/strict';
import { foundryFolder, producer } from '../support/foundry.ts';
import { ask, post } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { eventsOf, statusOf, statusWhen } from '../support/sessions.ts';
import { until } from '../support/until.ts';

describe('an event of a session', () => {
  const scene = useScene(after);
  let server: RunningServer;
  let root: string;

  before(async () => {
    root = scene.folder();
    server = await scene.server({ roots: [root] });
  });

  it('counts once when it is posted and then appended to events.jsonl', async () => {
    const make = producer('post_first');
    const task = make('task_complete', { task: 'Write tests', context_percent: 12 });
    assert.equal((await post(server, '/api/broadcast/post_first', task)).status, 200);
    const folder = foundryFolder(root, 'post_first');
    folder.event(task);
    folder.event(make('iteration_start', { iteration: 2 }));
    await statusWhen(server, 'post_first', 'the second line was read', ({ iterations }) => iterations === 2);
    assert.deepEqual(await typesOf('post_first'), ['task_complete', 'iteration_start']);
    assert.deepEqual((await statusOf(server, 'post_first')).tasks.completed, ['Write tests']);
  });

  it('counts once when it is appended to events.jsonl and then posted', async () => {
    const make = producer('file_first');
    const error = make('error', { message: 'Tests fail', details: { count: 2 } });
    foundryFolder(root, 'file_first').event(error);
    await until('the line was read', async () => (await typesOf('file_first')).length === 1);
    assert.equal((await post(server, '/api/broadcast/file_first', error)).status, 200);
    assert.deepEqual(await typesOf('file_first'), ['error']);
  });

  it('counts twice when a later process of the runner uses its sequence number again', async () => {
    for (const iteration of [1, 2]) {
      const event = producer('restarted')('iteration_start', { iteration });
      assert.equal(event.sequence, 1);
      await post(server, '/api/broadcast/restarted', event);
    }
    assert.equal((await typesOf('restarted')).length, 2);
    assert.equal((await statusOf(server, 'restarted')).iterations, 2);
  });

  it('appears when it is in the file only', async () => {
    foundryFolder(root, 'file_only').event(
      producer('file_only')('phase_change', { phase: 'scout', context_percent: 7 }),
    );
    const status = await statusWhen(server, 'file_only', 'the session appeared', () => true);
    assert.equal(status.phase, 'scout');
    assert.equal(status.context.percentage, 7);
  });

  it('is kept with its data when its type is unknown', async () => {
    const data = { model: 'x', nested: { list: [1, 'two', null, true] } };
    await post(server, '/api/broadcast/custom', producer('custom')('coffee_break', data));
    const [event] = await eventsOf(server, 'custom');
    assert.equal(event?.type, 'coffee_break');
    assert.deepEqual(event?.data, data);
  });

  it('is shown in any language, and whatever characters a person or a model wrote', async () => {
    const task = 'Größe 測試 🎉 <script>alert("1")</script> \u0000 "quoted"';
    await post(server, '/api/broadcast/words', producer('words')('task_complete', { task }));
    assert.deepEqual((await statusOf(server, 'words')).tasks.completed, [task]);
  });

  it('belongs to a session whose name may have spaces, dots and letters of any language', async () => {
    const session = 'Köln v2.0 (beta) #1 100%';
    const path = `/api/broadcast/${encodeURIComponent(session)}`;
    assert.equal((await post(server, path, producer(session)('iteration_start', { iteration: 3 }))).status, 200);
    assert.equal((await statusOf(server, encodeURIComponent(session))).id, session);
  });

  it('comes without a number and time when a simple program posts it, and counts as often as it is posted', async () => {
    for (let time = 0; time < 2; time++)
      assert.equal(
        (await post(server, '/api/broadcast/simple', { type: 'log_line', data: { line: 'hello' } })).status,
        200,
      );
    assert.equal((await typesOf('simple')).length, 2);
    assert.deepEqual((await ask(server, '/api/logs/simple')).json().logs, ['hello', 'hello']);
  });

  it('counts once when it is a phase of a version 2 build, in current-phase.json and posted', async () => {
    const phase = {
      session_id: 'v2',
      current_phase: 'Builder',
      phase_number: '3/7',
      status: 'in_progress',
      last_updated: '2026-11-23T01:00:00Z',
    };
    const { currentPhase } = foundryFolder(root, 'v2');
    currentPhase(phase);
    await statusWhen(server, 'v2', 'the file was read', ({ phase_number }) => phase_number === '3/7');
    const answer = await post(server, '/api/phase-update', phase);
    assert.deepEqual(answer.json(), { status: 'received', session_id: 'v2', phase: 'Builder', broadcasted_to: 0 });
    assert.deepEqual(await typesOf('v2'), ['phase_update']);
    currentPhase({ ...phase, current_phase: 'Test', phase_number: '4/7', last_updated: '2026-11-23T01:05:00Z' });
    await statusWhen(server, 'v2', 'the new file was read', ({ phase_number }) => phase_number === '4/7');
    assert.deepEqual(await typesOf('v2'), ['phase_update', 'phase_update']);
  });

  it('is what one of several agents does', async () => {
    const update = { session_id: 'team', agent_id: 'a1', agent_name: 'Scout', status: 'active', progress_percent: 40 };
    assert.equal((await post(server, '/api/agent-update', update)).status, 200);
    const body = (await ask(server, '/api/agents/team')).json();
    assert.equal(body.total_agents, 1);
    assert.equal(body.active_agents, 1);
    assert.equal(body.agents[0].progress_percent, 40);
  });

  async function typesOf(session: string): Promise<string[]> {
    return (await eventsOf(server, session)).map(({ type }) => type);
  }
});
