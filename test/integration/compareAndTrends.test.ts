import assert from 'node:assert/strict';
import type { z } from 'zod';
import { COMPARED_POINTS } from '../../src/protocol/comparison.ts';
import type { ToldComparison } from '../../src/protocol/comparison.ts';
import type { ToldTrends } from '../../src/protocol/trends.ts';
import type { sessionList } from '../../src/server/transports/http/schemas.ts';
import { copyHome } from '../support/agentRecordings.ts';
import { ask } from '../support/http.ts';
import { copyRecorded, RECORDED_ID, recordedTruth } from '../support/recordedFolder.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { untilIndexed } from '../support/sessions.ts';
import { asOwner, enter, OWN_ORIGIN, shareLink } from '../support/visitors.ts';

const CLAUDE_ID = '28f8539e-4e69-40a6-a029-d7a154390f90';

describe('comparison and trends over HTTP', () => {
  const scene = useScene(after);
  let server: RunningServer;

  before(async () => {
    const roots = [copyRecorded(scene.folder())];
    server = await scene.server({ roots, args: ['--claude-dir', copyHome('claude', 'short', scene.folder())] });
    await untilIndexed(server);
  });

  const compare = (...sessions: readonly string[]) =>
    ask(server, `/api/compare?${sessions.map((id) => `session=${encodeURIComponent(id)}`).join('&')}`);
  const trends = (query = '') => ask(server, `/api/trends${query}`);

  it('compares a session of each program, also one that was only summed up before', async () => {
    const answer = await compare(RECORDED_ID, CLAUDE_ID);
    assert.equal(answer.status, 200, answer.text);
    const { sessions, differences, price_basis: basis } = answer.json() as ToldComparison;
    assert.deepEqual(sessions.map(({ letter, session_id: id }) => [letter, id]), [['A', RECORDED_ID], ['B', CLAUDE_ID]]); // prettier-ignore
    const { input, output } = recordedTruth();
    assert.equal(sessions[0]!.tokens.total, input + output);
    assert.ok(sessions[0]!.time_in_phases.length > 1);
    for (const { series } of sessions)
      for (const points of Object.values(series)) assert.ok(points.length <= COMPARED_POINTS);
    assert.ok(differences.some(({ about }) => about === 'cost'));
    assert.match(basis, /API list prices/);
  });

  it('says which session it cannot compare, and how many it can', async () => {
    const unknown = await compare(RECORDED_ID, 'nobody knows it');
    assert.equal(unknown.status, 404);
    assert.match((unknown.json() as { error: string }).error, /"nobody knows it"/);
    for (const sessions of [
      [],
      [RECORDED_ID],
      [RECORDED_ID, RECORDED_ID],
      ['a', 'b', 'c', 'd', 'e'],
      [RECORDED_ID, '../x'],
    ]) {
      const { status, json } = await compare(...sessions);
      assert.equal(status, 422, sessions.join());
      assert.equal((json() as { field: string }).field.split('.')[0], 'session');
    }
  });

  it('tells as trends what all sessions used, by whatever they are grouped', async () => {
    const { sessions } = await listed();
    const used = sessions.reduce((sum, { tokens }) => sum + tokens.total, 0);
    const from = Math.min(...sessions.map(({ start_time: start }) => Date.parse(start!))) - 1;
    const to = Math.max(...sessions.map(({ last_update: last }) => Date.parse(last!))) + 1;
    for (const by of ['project', 'model', 'source']) {
      const answer = await trends(`?by=${by}&from=${from}&to=${to}&tz=Europe/Berlin`);
      assert.equal(answer.status, 200, answer.text);
      const { tokens, groups, heat, tz } = answer.json() as ToldTrends;
      assert.equal(tokens, used, by);
      assert.equal(groups.reduce((sum, group) => sum + group.tokens, 0), used); // prettier-ignore
      assert.equal(heat.length, 168);
      assert.equal(tz, 'Europe/Berlin');
    }
  });

  const listed = async () => (await ask(server, '/api/sessions')).json() as { sessions: z.infer<typeof sessionList>['sessions'] }; // prettier-ignore

  for (const query of [
    'by=mood',
    'tz=Atlantis/Sea',
    'from=yesterday',
    'to=99999999999999999999',
    'from=2027-01-01&to=2026-01-01',
    'from=2020-01-01&to=2026-01-01',
  ])
    // prettier-ignore
    it(`says what is wrong with ?${query}`, async () => {
      const answer = await trends(`?${query}`);
      assert.equal(answer.status, 422, answer.text);
      assert.equal((answer.json() as { field: string }).field, query.split('=')[0]);
    });

  it('is not for a guest of one session', async () => {
    const guest = (await enter(server, await shareLink(server, RECORDED_ID))).headers;
    for (const path of [`/api/compare?session=${RECORDED_ID}&session=${CLAUDE_ID}`, '/api/trends'])
      assert.equal((await ask(server, path, { headers: { ...guest, origin: OWN_ORIGIN } })).status, 403, path);
  });

  it('masks secrets in what a comparison calls a session, for all but the owner here', async () => {
    const secret = 'sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ';
    await asOwner(server, '/api/broadcast/leaky', {
      type: 'session_info',
      data: { task: `Use ${secret}`, agent: 'codex' },
    });
    const { token } = (await asOwner(server, '/api/access/tokens', { name: 'ci', role: 'viewer' })) as {
      token: string;
    };
    const path = `/api/compare?session=${RECORDED_ID}&session=leaky`;
    const seen = await ask(server, path, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(seen.status, 200, seen.text);
    assert.ok(seen.text.includes('leaky') && !seen.text.includes(secret), seen.text);
    assert.ok((await ask(server, path)).text.includes(secret));
  });
});
