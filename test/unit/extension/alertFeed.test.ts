import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { View } from '../../../src/protocol/client.ts';
import { LivestreamClient } from '../../../src/protocol/client.ts';
import { AlertFeed } from '../../../src/extension/alertFeed.ts';
import type { ListedAlert } from '../../../src/extension/alertsApi.ts';
import type { ServerState } from '../../../src/extension/serverConnection.ts';
import { useScene } from '../../support/scene.ts';
import { until } from '../../support/until.ts';

const { view: EMPTY } = new LivestreamClient({ send: () => undefined, onChange: () => undefined, now: Date.now });

describe('alerts that a window hears of', () => {
  const scene = useScene(afterEach);

  /** A server with these alerts, a window that listens to it, and what that heard. */
  async function scenery() {
    const it = { listed: [] as ListedAlert[], status: 200, heard: [] as string[], log: [] as string[], looks: 0 };
    const http = createServer((_request, response) => {
      it.looks += 1;
      response.writeHead(it.status).end(JSON.stringify({ alerts: it.listed.toReversed() }));
    }).listen(0, '127.0.0.1');
    await once(http, 'listening');
    scene.atEnd(() => {
      http.closeAllConnections();
      http.close();
    });
    const { port } = http.address() as AddressInfo;
    const endpoint = { url: `http://127.0.0.1:${port}/`, port, pid: 1, dataDir: '/x', token: 't' };
    const listeners = new Set<() => void>();
    const connection = {
      state: { kind: 'connected', endpoint } as ServerState,
      view: EMPTY,
      subscribe: (listener: () => void) => {
        listeners.add(listener);
        return { dispose: () => listeners.delete(listener) };
      },
    };
    const feed = new AlertFeed({
      connection,
      onAlerts: (alerts) => it.heard.push(...alerts.map(({ id }) => id)),
      log: (line) => it.log.push(line),
    });
    scene.atEnd(() => feed.dispose());
    /** The server tells that sessions changed; resolves when the window has looked. */
    const change = async (): Promise<void> => {
      const before = it.looks;
      connection.view = { ...connection.view, sessions: new Map() } satisfies View;
      for (const listener of listeners) listener();
      await until('the window has looked', () => it.looks > before);
    };
    const raise = (seq: number, id: string, time = Date.now() + 1): void =>
      void it.listed.push({
        ...{ seq, id, session_id: 'night', time: new Date(time).toISOString(), severity: 'news' },
        ...{ title: 'night finished', text: '', silent: null },
      });
    return { it, change, raise, heard: (ids: readonly string[]) => untilHeard(it.heard, ids) };
  }

  const untilHeard = async (heard: readonly string[], ids: readonly string[]): Promise<void> => {
    await until(`${ids.join(' ')} are heard of`, () => heard.length >= ids.length);
    assert.deepEqual(heard, ids);
  };

  it('are told once each, in order, and only those raised since it opened', async () => {
    const { change, raise, heard } = await scenery();
    raise(1, 'old', Date.now() - 60_000);
    raise(2, 'a');
    raise(3, 'b');
    await change();
    await heard(['a', 'b']);
    raise(4, 'imported', Date.now() - 3_600_000);
    raise(5, 'c');
    await change();
    await heard(['a', 'b', 'c']);
  });

  it('are not missed when the data folder begins anew, with small numbers', async () => {
    const { it, change, raise, heard } = await scenery();
    raise(1_000, 'before');
    await change();
    await heard(['before']);
    it.listed = [];
    raise(3, 'after');
    await change();
    await heard(['before', 'after']);
  });

  it('are told in the next look when the server refuses one, which the log says', async function () {
    this.timeout(15_000);
    const { it, change, raise, heard } = await scenery();
    raise(1, 'a');
    it.status = 503;
    await change();
    await until('the log says it', () => it.log.length > 0);
    it.status = 200;
    await heard(['a']);
    assert.match(it.log[0]!, /^could not ask for alerts: /);
  });
});
