import assert from 'node:assert/strict';
import { once } from 'node:events';
import { NO_TOKENS } from '../../src/protocol/events.ts';
import type { ServerFrame } from '../../src/protocol/frames.ts';
import { DashboardClient } from '../support/dashboardClient.ts';
import { foundryFolder, producer } from '../support/foundry.ts';
import { post } from '../support/http.ts';
import { copyRecorded, RECORDED_ID } from '../support/recordedFolder.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { eventsOf, startIteration, statusOf, untilIndexed } from '../support/sessions.ts';
import { until, within } from '../support/until.ts';

describe('a dashboard on /ws', () => {
  const scene = useScene(after);
  let server: RunningServer;
  let root: string;

  before(async () => {
    root = copyRecorded(scene.folder());
    server = await scene.server({ roots: [root] });
    await untilIndexed(server);
  });

  it('is greeted, gets the list, and then the whole of the session it looks at', async () => {
    const dashboard = await open();
    await until('the list has come', () => dashboard.view.sessions?.has(RECORDED_ID));
    assert.equal(dashboard.frames[0]?.type, 'hello');
    await dashboard.follow(RECORDED_ID);
    assert.equal(dashboard.view.followed?.state.iteration, 7);
    assert.equal(dashboard.view.error, null);
  });

  it('gets no logs and no events of a session it only lists', async () => {
    const dashboard = await open();
    await startIteration(server, 'listed_only', 3);
    await until('the list has it', () => dashboard.view.sessions?.get('listed_only')?.iteration === 3);
    assert.deepEqual(new Set(dashboard.frames.map(({ type }) => type)), new Set(['hello', 'sessions', 'diagnostics', 'summaries'])); // prettier-ignore
  });

  it('has the same state as the server, whatever happened while it looked', async () => {
    await startIteration(server, 'busy', 1);
    const dashboard = await open();
    await dashboard.follow('busy');
    const folder = foundryFolder(root, 'busy');
    folder.state({ iterations: 4, project_name: 'Busy', artifacts: { plan: 'One, two' } });
    folder.progress(['1: One'], ['2: Two', '3: Three']);
    for (let call = 0; call < 5; call++) folder.call(20_000 + call, 900);
    await everyKindOfEvent('busy');
    const last = await untilRead('busy', 5);
    await dashboard.untilSeq(last);

    const fresh = await open();
    await fresh.follow('busy');
    assert.equal(fresh.framesOf('snapshot').length, 1);
    assert.deepEqual(dashboard.known, fresh.known);
    const status = await statusOf(server, 'busy');
    const { state } = dashboard.view.followed!;
    assert.equal(state.tokens.input + state.tokens.output, status.tokens.total);
    assert.equal(state.cost.usd, status.cost.usd);
    assert.equal(state.iteration, status.iterations);
    assert.deepEqual(state.tasks?.completed, status.tasks.completed);
    assert.deepEqual(state.tasks?.remaining, status.tasks.remaining);
    assert.equal(state.context?.percent, status.context.percentage);
  });

  it('gets every event once and in order, however many come at once', async () => {
    await startIteration(server, 'flood', 1);
    const dashboard = await open();
    await dashboard.follow('flood');
    const make = producer('flood');
    await Promise.all(Array.from({ length: 200 }, (_, n) => post(server, '/api/broadcast/flood', make('log_line', { line: `${n}` })))); // prettier-ignore
    const all = (await eventsOf(server, 'flood')).map(({ seq }) => seq);
    await dashboard.untilSeq(all.at(-1)!);
    const got = dashboard.framesOf('events').flatMap(({ events }) => events.map(({ seq }) => seq));
    assert.deepEqual([dashboard.framesOf('snapshot')[0]?.seq, ...got], all);
  });

  it('gets a session that does not exist yet when it appears', async () => {
    const dashboard = await open();
    dashboard.wish('unborn');
    await until('it was told', () => dashboard.view.error);
    assert.match(dashboard.view.error!, /unborn/);
    await startIteration(server, 'unborn', 1);
    await startIteration(server, 'unborn', 2);
    await until('it is there', () => dashboard.view.followed?.state.iteration === 2);
    assert.equal(dashboard.view.error, null);
    const fresh = await open();
    await fresh.follow('unborn');
    assert.deepEqual(dashboard.known, fresh.known);
  });

  it('that sends nonsense is told so, and stays connected', async () => {
    const dashboard = await open();
    const nonsense = ['hello', '', '[]', 'null', '{}', '{"type":"destroy"}', '{"type":"subscribe"}', '{"type":"subscribe","session":7}', '{"type":"subscribe","session":"x","after":-1}', '{"type":"unsubscribe","session":""}', '['.repeat(60_000)]; // prettier-ignore
    for (const text of nonsense) dashboard.socket.send(text);
    dashboard.socket.send(Buffer.from([0xff, 0xfe, 0x00]));
    await until('every one was answered', () => dashboard.framesOf('error').length === nonsense.length + 1);
    for (const { message } of dashboard.framesOf('error')) assert.match(message, /^The message is not/);
    dashboard.socket.send('{"type":"ping"}');
    await until('a good frame is answered', () => dashboard.framesOf('pong').length === 1);
  });

  it('that sends a frame of more than 64 KiB is cut off, and nobody else is', async () => {
    const [rude, other] = [await open(), await open()];
    const closed = once(rude.socket, 'close');
    rude.socket.send('x'.repeat(65 * 1024));
    const [code] = await within('the end of the connection', closed);
    assert.equal(code, 1009);
    other.socket.send('{"type":"ping"}');
    await until('the other is answered', () => other.framesOf('pong').length === 1);
  });

  it('hears nothing of sessions it does not follow, nor of one it let go', async () => {
    await startIteration(server, 'left', 1);
    await startIteration(server, 'right', 1);
    const [left, right] = [await open(), await open()];
    await left.follow('left');
    await right.follow('right');
    for (const iteration of [2, 3])
      for (const session of ['left', 'right']) await startIteration(server, session, iteration);
    await until('the left one knows', () => left.view.followed?.state.iteration === 3);
    await until('the right one knows', () => right.view.followed?.state.iteration === 3);
    assert.deepEqual(sessionsTold(left.frames), new Set(['left']));
    assert.deepEqual(sessionsTold(right.frames), new Set(['right']));

    const seen = left.frames.length;
    await left.follow('right');
    await startIteration(server, 'left', 4);
    await startIteration(server, 'right', 4);
    await until('it knows of the other one', () => left.view.followed?.state.iteration === 4);
    assert.deepEqual(sessionsTold(left.frames.slice(seen)), new Set(['right']));
  });

  it('may follow several sessions, but not any number of them', async () => {
    const dashboard = await open();
    for (let n = 0; n < 17; n++) dashboard.socket.send(JSON.stringify({ type: 'subscribe', session: `many_${n}` }));
    await until('the last was refused', () => dashboard.view.error?.includes('at most 16'));
  });

  function open(): Promise<DashboardClient> {
    return DashboardClient.open(scene, server);
  }

  /** Waits until that many model calls and the checkpoint were read; the number of the last event. */
  async function untilRead(session: string, calls: number): Promise<number> {
    await until('the files were read', async () => {
      const { tokens, project, tasks } = await statusOf(server, session);
      return tokens.output === calls * 900 && project === 'Busy' && tasks.remaining.length > 0;
    });
    return (await eventsOf(server, session)).at(-1)!.seq;
  }

  async function everyKindOfEvent(session: string): Promise<void> {
    const make = producer(session);
    const events = [
      make('phase_change', { phase: 'scout', context_percent: 4 }),
      make('phase_change', { phase: 'a phase of its own', context_percent: 5 }),
      make('context_update', { percent: 31, tokens_used: 62_000 }),
      make('log_line', { line: 'long '.repeat(1_000), level: 'warning' }),
      make('error', { message: 'no', details: {} }),
      make('waiting', { reason: 'a person has to decide' }),
      make('task_complete', { task: '1: One', context_percent: 33 }),
      make('iteration_complete', { iteration: 2, context_percent: 33 }),
      make('model_call', { ...NO_TOKENS, input: 5, model: 'nobody-knows', cost_usd: null }),
      make('coffee_break', { minutes: 5 }),
    ];
    for (const event of events) assert.equal((await post(server, `/api/broadcast/${session}`, event)).status, 200);
    await post(server, '/api/phase-update', { session_id: session, current_phase: 'Test', phase_number: '4/7' });
    await post(server, '/api/agent-update', { session_id: session, agent_id: 'a', status: 'active', tokens_used: 3 });
  }
});

/** The sessions of which there is a snapshot or an event in these frames. */
function sessionsTold(frames: readonly ServerFrame[]): ReadonlySet<string> {
  return new Set(
    frames.flatMap((frame) => {
      if (frame.type === 'snapshot') return [frame.session, frame.state.id];
      return frame.type === 'events' ? [frame.session, ...frame.events.map(({ session }) => session)] : [];
    }),
  );
}
