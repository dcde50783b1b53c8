import assert from 'node:assert/strict';
import { mayReplace } from '../../../src/server/commands/takeOver.ts';

const replaces = (version: string, running: string, replaceOlder = true): boolean =>
  mayReplace({ version: running, replaceOlder }, version);

describe('a server that finds another one running', () => {
  it('takes its place when it is newer, and joins it when it is as old or older', () => {
    assert.deepEqual(
      [
        ['0.2.0', '0.1.0'],
        ['0.10.0', '0.9.3'],
        ['1.0.0', '0.9.3'],
        ['0.1.1-beta.2', '0.1.0'],
      ].map(([version, running]) => replaces(version!, running!)),
      [true, true, true, true],
    );
    assert.deepEqual(
      [
        ['0.1.0', '0.1.0'],
        ['0.9.3', '0.10.0'],
        ['0.0.0-source', '0.1.0'],
        ['0.1.0', 'what?'],
      ].map(([version, running]) => replaces(version!, running!)),
      [false, false, false, true],
    );
  });

  it('leaves one alone that no editor started', () => {
    assert.equal(replaces('0.2.0', '0.1.0', false), false);
  });
});
