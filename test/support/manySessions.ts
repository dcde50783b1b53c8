import assert from 'node:assert/strict';
import { DashboardClient } from './dashboardClient.ts';
import { ask } from './http.ts';
import { writeSessions } from './madeTranscripts.ts';
import type { RunningServer } from './runServer.ts';
import { useScene } from './scene.ts';
import { untilIndexed } from './sessions.ts';
import { until } from './until.ts';

/** Tests that a server lists so many sessions completely; they are found within `patience`, ms. */
export function testManySessions(count: number, patience?: number): void {
  const scene = useScene(after);
  let server: RunningServer;
  let written: readonly string[];

  before(async () => {
    const home = scene.folder();
    written = writeSessions(home, count);
    server = await scene.server({ roots: [''], args: ['--claude-dir', home] });
    await untilIndexed(server, patience);
  });

  for (const limit of [137, 1_000]) {
    it(`lists each of them once, page by page, ${limit} at a time`, async () => {
      const ids: string[] = [];
      for (let page: string | undefined = `?limit=${limit}`; page !== undefined;) {
        const answer = await ask(server, `/api/sessions${page}`);
        const { sessions } = answer.json() as { sessions: readonly { id: string }[] };
        assert.equal(answer.headers['x-total-count'], String(count));
        ids.push(...sessions.map(({ id }) => id));
        page = /^<(.*)>; rel="next"$/.exec(String(answer.headers['link'] ?? ''))?.[1];
      }
      assert.deepEqual(ids.sort(), [...written].sort());
    });
  }

  it('shows each of them once to a dashboard that scrolls to the end', async () => {
    const dashboard = await DashboardClient.open(scene, server);
    const ids: string[] = [];
    let pages = 0;
    dashboard.socket.send(JSON.stringify({ type: 'list' }));
    for (;;) {
      await until('the next page comes', () => dashboard.framesOf('sessions').length > pages);
      const { sessions, next, total } = dashboard.framesOf('sessions')[pages++]!;
      assert.equal(total, count);
      ids.push(...sessions.map(({ id }) => id));
      if (next === null) break;
      dashboard.socket.send(JSON.stringify({ type: 'list', after: next }));
    }
    assert.deepEqual([...new Set(ids)].sort(), [...written].sort());
  });
}
