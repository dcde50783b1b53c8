import assert from 'node:assert/strict';
import type { Diagnostic } from '../../../../src/protocol/diagnostics.ts';
import { reduce } from '../../../../src/protocol/reducer.ts';
import type { JournaledEvent } from '../../../../src/protocol/events.ts';
import type { ServerFrame } from '../../../../src/protocol/frames.ts';
import { initialState } from '../../../../src/protocol/state.ts';
import { summarize } from '../../../../src/protocol/summary.ts';
import { Hub } from '../../../../src/server/hub/hub.ts';
import { until } from '../../../support/until.ts';

/** A hub over one session in memory, and a client whose network takes as much as the test says. */
function scene() {
  const events: JournaledEvent[] = [];
  const diagnostics: Diagnostic[] = [];
  const state = () => events.reduce(reduce, initialState('s'));
  const hub = new Hub({
    epoch: 'e',
    version: '1',
    now: () => 0,
    session: () => ({ seq: events.length, state: state() }),
    summary: () => summarize(state()),
    page: () => ({ sessions: [summarize(state())], next: null }),
    sessionCount: () => 1,
    load: () => Promise.resolve(),
    indexing: () => null,
    eventsAfter: () => [],
    countAfter: () => 0,
    diagnostics: () => [...diagnostics],
    sharing: () => ({ lan: false, tunnel: false }),
    muted: () => [],
  });
  const frames: ServerFrame[] = [];
  const network = { waiting: 0, looks: 0 };
  const client = {
    visitor: { role: 'local', session: null, grant: null, address: '127.0.0.1', seesSecrets: true },
    send: (frame: Buffer) => void frames.push(JSON.parse(String(frame)) as ServerFrame),
    buffered: () => ((network.looks += 1), network.waiting),
  } as const;
  hub.connect(client);
  hub.request(client, { type: 'list' });
  const happens = (type: 'iteration_start' | 'completion', data: object): void => {
    const seq = events.length + 1;
    const base = { seq, session: 's', id: `e${seq}`, time: seq, clock: 'producer', source: 'test' } as const;
    const event = { ...base, type, data } as JournaledEvent;
    events.push(event);
    hub.publish([event]);
  };
  return { hub, client, frames, network, happens, diagnostics };
}

describe('A list on a slow network', () => {
  it('shows the end of a session that came while the network was slow', async () => {
    const { hub, frames, network, happens } = scene();
    happens('iteration_start', { iteration: 1 });
    network.waiting = 2_000_000;
    happens('completion', { success: true });
    const { looks } = network;
    await until('the hub has found the network slow', () => network.looks > looks);
    const before = frames.length;
    network.waiting = 0;
    await until('the list has come again', () => frames.length > before);
    const list = frames.slice(before).find((frame) => frame.type === 'sessions');
    assert.equal(list?.sessions[0]?.end?.outcome, 'complete');
    hub.close();
  });

  it('gets what it asks for again and again once, when the network is ready for it', async () => {
    const { hub, client, frames, network, happens } = scene();
    happens('iteration_start', { iteration: 1 });
    const before = frames.length;
    network.waiting = 2_000_000;
    for (let n = 0; n < 50; n++) {
      hub.request(client, { type: 'list' });
      hub.request(client, { type: 'subscribe', session: 's' });
    }
    assert.equal(frames.length, before);
    network.waiting = 0;
    await until('the session has come', () => frames.some(({ type }) => type === 'snapshot'));
    const types = frames.slice(before).map(({ type }) => type);
    assert.deepEqual(types, ['sessions', 'diagnostics', 'snapshot']);
    hub.close();
  });

  it('gets the newest page anew when sessions came into the list without events, and not for each of them', async () => {
    const { hub, frames } = scene();
    const before = frames.length;
    for (let n = 0; n < 500; n++) hub.publishList();
    const lists = () => frames.slice(before).filter(({ type }) => type === 'sessions');
    await until('the page has come', () => lists().length > 0);
    assert.equal(lists().length, 1);
    hub.close();
  });

  it('gets the problems of the sources a few times a second at most, and all of them', async () => {
    const { hub, frames, diagnostics } = scene();
    const before = frames.length;
    for (let n = 0; n < 500; n++) {
      diagnostics.push({ place: `file ${n}`, session: null, message: 'broken', count: 1, at: n, active: true });
      hub.publishDiagnostics();
    }
    const told = () => frames.slice(before).filter((frame) => frame.type === 'diagnostics');
    assert.equal(told().length, 1);
    await until('all problems are told', () => told().at(-1)?.diagnostics.length === 500);
    assert.equal(told().length, 2);
    hub.close();
  });
});
