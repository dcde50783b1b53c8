import assert from 'node:assert/strict';
import { foundryFolder, producer } from '../support/foundry.ts';
import { post } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { followSession, upgradeStatus } from '../support/sessionClient.ts';
import type { Message, SessionClient } from '../support/sessionClient.ts';
import { eventsOf, statusOf } from '../support/sessions.ts';
import { until } from '../support/until.ts';

describe('an existing client of /ws/{id}', () => {
  const scene = useScene(after);
  let server: RunningServer;
  let root: string;

  before(async () => {
    root = scene.folder();
    server = await scene.server({ roots: [root] });
  });

  it('is told the status first', async () => {
    await begin('first');
    const client = await follow('first');
    const message = await client.next('a message', () => true);
    assert.equal(message.type, 'status');
    const { elapsed_seconds: _, ...status } = await statusOf(server, 'first');
    const { elapsed_seconds: __, ...told } = message.data;
    assert.deepEqual(told, status);
  });

  it('is told the status again when it changes', async () => {
    await begin('changing');
    const client = await follow('changing');
    await client.next('the first status', isStatus);
    await post(server, '/api/broadcast/changing', producer('changing')('iteration_start', { iteration: 5 }));
    await client.next('the new status', (message) => isStatus(message) && message.data.iterations === 5);
  });

  it('gets an event that was posted exactly as it came, with what else was in it', async () => {
    await begin('exact');
    const client = await follow('exact');
    const event = {
      ...producer('exact')('deploy', { to: 'staging', tries: [1, 2] }),
      host: 'build-7',
      tags: { a: null },
    };
    const answer = await post(server, '/api/broadcast/exact', event);
    assert.deepEqual(answer.json(), { broadcasted: 1 });
    assert.deepEqual(await client.next('the event', ({ type }) => type === 'deploy'), event);
  });

  it('gets every type of event exactly as it came', async () => {
    await begin('types');
    const client = await follow('types');
    const make = producer('types');
    const events = [
      make('phase_change', { phase: 'builder', context_percent: 0 }),
      make('iteration_complete', { iteration: 1, context_percent: 22.182 }),
      make('task_complete', { task: '<b>One</b>', context_percent: 23 }),
      make('context_update', { percent: 23, tokens_used: 0 }),
      make('log_line', { line: '\u001b[32mok\u001b[0m', level: 'debug' }),
      make('error', { message: 'no', details: { nested: { deep: [null] } } }),
      make('session_end', { outcome: 'stopped', evidence: 'told so' }),
    ];
    for (const event of events) await post(server, '/api/broadcast/types', event);
    for (const event of events)
      assert.deepEqual(await client.next(event.type, ({ type }) => type === event.type), event);
  });

  it('gets an event exactly as it came when the producer left a field out or sent null', async () => {
    await begin('gaps');
    const client = await follow('gaps');
    const make = producer('gaps');
    const events = [
      make('log_line', { line: 'without a level' }),
      make('task_complete', { task: 'One', context_percent: null }),
    ];
    for (const event of events) await post(server, '/api/broadcast/gaps', event);
    for (const event of events)
      assert.deepEqual(await client.next(event.type, ({ type }) => type === event.type), event);
  });

  it('gets an event from events.jsonl exactly as it was written', async () => {
    await begin('from_file');
    const client = await follow('from_file');
    const event = producer('from_file')('task_complete', { task: 'One', context_percent: 3, by: 'me' });
    foundryFolder(root, 'from_file').event(event);
    assert.deepEqual(await client.next('the event', ({ type }) => type === 'task_complete'), event);
  });

  it('gets an event once that was posted and written to the file', async () => {
    await begin('both');
    const client = await follow('both');
    const make = producer('both');
    const [event, next] = [make('log_line', { line: 'once' }), make('log_line', { line: 'then' })];
    await post(server, '/api/broadcast/both', event);
    foundryFolder(root, 'both').event(event);
    foundryFolder(root, 'both').event(next);
    await client.next('the second line', ({ data }) => data.line === 'then');
    assert.equal(client.messages.filter(({ data }) => data.line === 'once').length, 1);
  });

  it('gets a phase update as "phase_update" with the object in "data"', async () => {
    await begin('phases');
    const client = await follow('phases');
    const phase = {
      session_id: 'phases',
      current_phase: 'Test',
      phase_number: '4/7',
      status: 'in_progress',
      extra: [1],
    };
    const answer = await post(server, '/api/phase-update', phase);
    assert.equal(answer.json().broadcasted_to, 1);
    assert.deepEqual(await client.next('the update', ({ type }) => type === 'phase_update'), {
      type: 'phase_update',
      data: phase,
    });
  });

  it('gets an agent update as "agent_progress" with the object in "data"', async () => {
    await begin('agents');
    const client = await follow('agents');
    const data = {
      session_id: 'agents',
      agent_id: 'a',
      agent_type: 'scout',
      status: 'active',
      progress_percent: 5,
      mood: 'ok',
    };
    await post(server, '/api/agent-update', data);
    const message = await client.next('the update', ({ type }) => type === 'agent_progress');
    assert.deepEqual(message, { type: 'agent_progress', session_id: 'agents', data });
  });

  it('is told once that the session is complete', async () => {
    await begin('ending');
    const client = await follow('ending');
    const make = producer('ending');
    await post(server, '/api/broadcast/ending', make('completion', { success: true, summary: { files: 3 } }));
    const message = await client.next('the end', ({ type }) => type === 'complete');
    assert.deepEqual(message, { type: 'complete', message: 'Session completed!' });
    await post(server, '/api/broadcast/ending', make('task_complete', { task: 'A late word' }));
    await client.next('a later status', (later) => isStatus(later) && later.data.tasks.completed.length === 1);
    assert.equal(client.messages.filter(({ type }) => type === 'complete').length, 1);
  });

  it('is told at once that a session is complete when it comes late', async () => {
    await begin('ended');
    await post(server, '/api/broadcast/ended', producer('ended')('completion', { success: true }));
    const client = await follow('ended');
    await client.next('the end', ({ type }) => type === 'complete');
    assert.deepEqual(client.messages.map(({ type }) => type), ['status', 'complete']); // prettier-ignore
  });

  it('of a session that nobody knows is told so, and gets it once it appears', async () => {
    const client = await follow('not_yet');
    assert.deepEqual(await client.next('a status', () => true), {
      type: 'status',
      data: { error: 'Session not found' },
    });
    await begin('not_yet');
    await client.next('the status', (message) => isStatus(message) && message.data.id === 'not_yet');
  });

  it('hears nothing of other sessions', async () => {
    await begin('mine');
    await begin('yours');
    const client = await follow('mine');
    await post(server, '/api/broadcast/yours', producer('yours')('log_line', { line: 'not for you' }));
    await post(server, '/api/broadcast/mine', producer('mine')('log_line', { line: 'for you' }));
    await client.next('its own line', ({ data }) => data.line === 'for you');
    assert.deepEqual(client.messages.filter(({ data }) => data.line === 'not for you'), []); // prettier-ignore
  });

  it('is counted as a listener until it leaves', async () => {
    const make = producer('counted');
    const told = async () =>
      (await post(server, '/api/broadcast/counted', make('log_line', { line: 'x' }))).json().broadcasted;
    const [one, two] = [await follow('counted'), await follow('counted')];
    assert.equal(await told(), 2);
    await one.close();
    await until('one has left', async () => (await told()) === 1);
    await two.close();
    await until('both have left', async () => (await told()) === 0);
  });

  it('is refused with 400 when the session id is none', async () => {
    for (const id of ['..%2f..%2fetc', 'a%00b', 'a%0ab', 'a/b', '%80', 'x'.repeat(300)])
      assert.equal(await upgradeStatus(server, `/ws/${id}`), 400, id);
    assert.equal(await upgradeStatus(server, '/websocket'), 404);
  });

  async function begin(session: string): Promise<void> {
    await post(server, `/api/broadcast/${session}`, producer(session)('iteration_start', { iteration: 1 }));
    assert.equal((await eventsOf(server, session)).length, 1);
  }

  async function follow(session: string): Promise<SessionClient> {
    const client = await followSession(server, session);
    scene.atEnd(client.close);
    return client;
  }
});

function isStatus(message: Message): boolean {
  return message.type === 'status' && message.data.error === undefined;
}
