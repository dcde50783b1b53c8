import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTimestamp } from '../../../../src/server/sources/timestamp.ts';

describe('A time that another program wrote', () => {
  it('is what the engine makes of it, in whatever order times come', () => {
    const time = fc.integer({ min: 0, max: Date.UTC(2100, 0) });
    fc.assert(
      fc.property(fc.array(time, { maxLength: 20 }), (times) => {
        for (const each of times) assert.equal(parseTimestamp(new Date(each).toISOString()), each);
      }),
      { seed: 1 },
    );
    const others = [
      '2026-11-23T00:46:31Z',
      '2026-11-23T00:46:31.5+02:00',
      '2026-11-23 00:46:31.042',
      '2026-02-29T00:00:00.000Z',
      '2026-11-23T24:00:00.000Z',
    ];
    for (const each of others) assert.equal(parseTimestamp(each), new Date(each).getTime(), each);
  });

  it('is none where it is no time', () => {
    const none = ['', '1', 'now', 7, null, '2026-13-01T00:00:00.000Z', '2026-11-00T00:00:00.000Z', '2026-11-23'];
    for (const each of none) assert.equal(parseTimestamp(each), null, String(each));
  });
});
