import assert from 'node:assert/strict';
import { DashboardClient } from '../support/dashboardClient.ts';
import { ask } from '../support/http.ts';
import { writeSessions } from '../support/madeTranscripts.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { untilIndexed } from '../support/sessions.ts';
import { until } from '../support/until.ts';

const SESSIONS = 3_000;

describe('A machine with thousands of sessions', () => {
  const scene = useScene(after);
  let server: RunningServer;
  let written: readonly string[];

  before(async () => {
    const home = scene.folder();
    written = writeSessions(home, SESSIONS);
    server = await scene.server({ roots: [''], args: ['--claude-dir', home] });
    await untilIndexed(server);
  });

  for (const limit of [137, 1_000]) {
    it(`lists each of them once, page by page, ${limit} at a time`, async () => {
      const ids: string[] = [];
      for (let page: string | undefined = `/api/sessions?limit=${limit}`; page !== undefined;) {
        const answer = await ask(server, page);
        const { sessions } = answer.json() as { sessions: readonly { id: string }[] };
        assert.equal(answer.headers['x-total-count'], String(SESSIONS));
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
      assert.equal(total, SESSIONS);
      ids.push(...sessions.map(({ id }) => id));
      if (next === null) break;
      dashboard.socket.send(JSON.stringify({ type: 'list', after: next }));
    }
    assert.deepEqual([...new Set(ids)].sort(), [...written].sort());
  });
});
