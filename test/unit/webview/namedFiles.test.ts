import assert from 'node:assert/strict';
import type { ToolLine } from '../../../src/protocol/state.ts';
import { namedFiles } from '../../../webview/log/openFile.ts';

const said = (text: string): readonly string[] =>
  namedFiles({ text }).map(({ path, line }) => (line === null ? path : `${path} line ${line}`));

describe('the files that a line of the log names', () => {
  it('are paths with a folder and an ending, with the line where there is one', () => {
    assert.deepEqual(said('error in src/app/main.ts:12:5, see ./docs/setup.md'), [
      'src/app/main.ts line 12',
      './docs/setup.md',
    ]);
    assert.deepEqual(said('wrote /home/ada/shop/a.py'), ['/home/ada/shop/a.py']);
    assert.deepEqual(said('wrote C:\\shop\\a.py:7'), ['C:\\shop\\a.py line 7']);
  });

  it('are no addresses, no versions, no paths of another home, and no words', () => {
    assert.deepEqual(said('see https://example.com/a.js and ~/b/c.md, v1.2.b, and/or e.g. this'), []);
  });

  it('may be a bare name where a tool was called with it', () => {
    const tool: ToolLine = { id: 't', name: 'Read', outcome: 'ok', result: null, resultSeq: null, duration: null };
    assert.deepEqual(namedFiles({ text: 'Read: package.json', tool }), [{ path: 'package.json', line: null }]);
    assert.deepEqual(said('read package.json'), []);
  });

  it('are told once each, and a few of many', () => {
    assert.deepEqual(said('a/b.ts a/b.ts a/c.ts a/d.ts a/e.ts'), ['a/b.ts', 'a/c.ts', 'a/d.ts']);
  });
});
