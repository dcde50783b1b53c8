import assert from 'node:assert/strict';
import type { SessionEvent } from '../../../../src/protocol/events.ts';
import { createProblems } from '../../../../src/server/sources/files/problems.ts';
import { tellOfRefusedPosts } from '../../../../src/server/sources/refusedPosts.ts';

const EVENT: SessionEvent = {
  id: 'e1',
  session: 's',
  time: 0,
  clock: 'receipt',
  source: 'http',
  type: 'iteration_start',
  data: { iteration: 1 },
};

describe('Posts that the disk does not take', () => {
  it('are told of as long as that is so: the programs that post do not listen', async () => {
    let full = true;
    const problems = createProblems(Date.now, () => undefined);
    const append = tellOfRefusedPosts(
      () => (full ? Promise.reject(new Error('database or disk is full')) : Promise.resolve()),
      problems,
    );
    await assert.rejects(append(EVENT), /disk is full/);
    assert.match(problems.list()[0]!.message, /could not be kept \(database or disk is full\)/);
    assert.equal(problems.list()[0]!.active, true);
    full = false;
    await append(EVENT);
    assert.equal(problems.list()[0]!.active, false);
  });
});
