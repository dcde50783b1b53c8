import assert from 'node:assert/strict';
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimAlert, dropOldClaims } from '../../../src/extension/alertClaim.ts';
import type { ListedAlert } from '../../../src/extension/alertsApi.ts';
import { useScene } from '../../support/scene.ts';

const DAY_MS = 86_400_000;

const alert = (session: string, id: string): ListedAlert => ({
  ...{ seq: 1, id, session_id: session, time: '2026-11-23T02:00:00Z', severity: 'news' },
  ...{ title: 'night finished', text: 'exit code 0', silent: null },
});

describe('an alert that several windows hear of', () => {
  const scene = useScene(afterEach);

  it('is shown by one of them, however many ask at the same moment', async () => {
    const folder = scene.folder();
    const claims = await Promise.all(Array.from({ length: 20 }, () => claimAlert(folder, alert('night', 'a:1'))));
    assert.equal(claims.filter(Boolean).length, 1);
  });

  it('keeps no other alert from being shown', async () => {
    const folder = scene.folder();
    for (const other of [alert('night', 'a:1'), alert('night', 'a:2'), alert('other', 'a:1')]) {
      assert.equal(await claimAlert(folder, other), true, `${other.session_id} ${other.id}`);
    }
  });

  it('is shown rather twice than never: where nothing can be written, too', async () => {
    const file = join(scene.folder(), 'file');
    writeFileSync(file, '');
    assert.equal(await claimAlert(file, alert('night', 'a:1')), true);
  });

  it('leaves nothing that says what it was, or that stays for good', async () => {
    const folder = scene.folder();
    await claimAlert(folder, alert('night', '../../a:1'));
    const [name, ...others] = readdirSync(join(folder, 'notified'));
    const claim = join(folder, 'notified', name!);
    assert.deepEqual(others, []);
    assert.match(name!, /^[0-9a-f]{64}$/);
    assert.equal(statSync(claim).size, 0);
    await dropOldClaims(folder);
    assert.equal(readdirSync(join(folder, 'notified')).length, 1);
    const old = new Date(Date.now() - 2 * DAY_MS);
    utimesSync(claim, old, old);
    await dropOldClaims(folder);
    assert.deepEqual(readdirSync(join(folder, 'notified')), []);
  });
});
