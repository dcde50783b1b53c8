import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { NOW, placeAddress, readPlace, RUNNING, sessionPlace } from '../../../webview/place.ts';

describe('An address of the dashboard', () => {
  const places = [
    NOW,
    RUNNING,
    sessionPlace('night & day'),
    sessionPlace('night', 1_700_000_000_000),
    { ...sessionPlace('night', 1_700_000_000_000), line: 83 },
    { ...NOW, view: 'history' },
    { ...NOW, view: 'compare', sessions: ['a', 'b'] },
    { ...NOW, view: 'trends', rest: { by: 'model', days: '7' } },
    { ...NOW, view: 'night', session: 'a' },
    { ...NOW, view: 'diagnostics' },
  ] as const;
  for (const place of places) {
    it(`leads to where it was taken from: ${placeAddress(place)}`, () => {
      assert.deepEqual(readPlace(placeAddress(place)), place);
    });
  }

  it('that says nothing, or nothing known, leads nowhere by itself', () => {
    for (const address of ['', 'x=1', 'view=elsewhere', 'session=']) assert.equal(readPlace(address), null);
  });

  it('has no moment that is none', () => {
    for (const t of ['-1', '1.5', 'now', '1e99']) assert.equal(readPlace(`session=a&t=${t}`)?.at, null, t);
  });

  it('compares four sessions at most, and none twice', () => {
    const asked = ['a', 'b', 'b', 'c', 'd', 'e'].map((id) => `session=${id}`).join('&');
    assert.deepEqual(readPlace(`view=compare&${asked}`)?.sessions, ['a', 'b', 'c', 'd']);
  });
});
