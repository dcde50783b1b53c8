import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionEvent } from '../../../../src/protocol/events.ts';
import { initialState } from '../../../../src/protocol/state.ts';
import { summarize } from '../../../../src/protocol/summary.ts';
import { openJournal } from '../../../../src/server/journal/journal.ts';
import type { Journal } from '../../../../src/server/journal/journal.ts';

const COUNT = 1_000;
const event = (session: string, n: number): SessionEvent => {
  const data = { line: `${session} ${n}`, level: 'info' };
  return { session, id: `e${n}`, time: n, clock: 'producer', source: 'test', type: 'log_line', data };
};
const numbers = Array.from({ length: COUNT }, (_, n) => n);

describe('The journal', () => {
  let folder: string;
  let journal: Journal;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'livestream-journal-'));
    journal = openJournal(join(folder, 'journal.sqlite'), 1);
    journal.append({ events: numbers.flatMap((n) => [event('a', n), event('b', n)]), cursors: [] });
  });
  after(() => {
    journal.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('can be read by two at once, each getting all of its session and nothing else', () => {
    const [a, b] = [journal.events('a'), journal.events('b')];
    const read: string[][] = [[], []];
    for (let n = 0; n < COUNT; n++) {
      read[0]!.push(a.next().value!.id);
      read[1]!.push(b.next().value!.id);
    }
    const ids = numbers.map((n) => `e${n}`);
    assert.deepEqual(read, [ids, ids]);
    assert.deepEqual([a.next().done, b.next().done], [true, true]);
  });

  it('gives what comes after a number, also while more is written', () => {
    const [first] = journal.events('a', 0);
    const rest = journal.events('a', first!.seq);
    assert.equal(rest.next().value!.id, 'e1');
    journal.append({ events: [event('a', COUNT)], cursors: [] });
    const ids = [...rest].map(({ id }) => id);
    assert.equal(ids.length, COUNT - 1);
    assert.equal(ids.at(-1), `e${COUNT}`);
  });

  it('keeps what an older version summed up of a session whose files are gone', () => {
    const file = join(folder, 'older.sqlite');
    const older = openJournal(file, 1);
    const summary = { ...summarize(initialState('gone')), project: 'shop', errorCount: 2 };
    older.index([{ summary, calls: [], files: [] }]);
    older.close();
    const newer = openJournal(file, 2);
    assert.deepEqual(JSON.parse(newer.sessions.row('gone')!.summary), summary);
    newer.close();
  });
});
