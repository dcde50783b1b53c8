import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNamedFile } from '../../../src/extension/namedFile.ts';

describe('the file that a line of a session names', () => {
  let parent: string;
  let session: string;
  let workspace: string;

  before(() => {
    parent = realpathSync(mkdtempSync(join(tmpdir(), 'livestream-named-')));
    [session, workspace] = [join(parent, 'session'), join(parent, 'workspace')];
    for (const folder of [session, workspace]) mkdirSync(join(folder, 'src'), { recursive: true });
    for (const file of ['session/src/a.ts', 'workspace/src/a.ts', 'workspace/src/b.ts', 'secret.txt'])
      writeFileSync(join(parent, file), '');
    symlinkSync(join(parent, 'secret.txt'), join(session, 'link.txt'));
  });
  after(() => rmSync(parent, { recursive: true }));

  const find = (named: string): Promise<string | null> => findNamedFile(named, [session, workspace]);

  it('is looked for in the session’s folder first, then in the workspace', async () => {
    assert.equal(await find('src/a.ts'), join(session, 'src/a.ts'));
    assert.equal(await find('src/b.ts'), join(workspace, 'src/b.ts'));
    assert.equal(await find(join(workspace, 'src/a.ts')), join(workspace, 'src/a.ts'));
  });

  for (const [what, named] of [
    ['is not there', 'src/c.ts'],
    ['is a folder', 'src'],
    ['lies above', '../secret.txt'],
    ['lies elsewhere', '/etc/hostname'],
    ['is a link to elsewhere', 'link.txt'],
    ['is an address', 'file:///etc/hostname'],
    ['is a command of the editor', 'command:workbench.action.quit'],
    ['is on another machine', '//host/share/a.ts'],
    ['is on another machine, as Windows writes it', '\\\\host\\share\\a.ts'],
    ['has a NUL in it', 'src/a.ts\0.txt'],
  ] as const) {
    it(`is not opened where it ${what}`, async () => {
      assert.equal(await find(named), null);
    });
  }

  it('is not looked for in a folder on another machine, or in one that nobody can name', async () => {
    assert.equal(await findNamedFile('a.ts', ['//host/share', '\\\\host\\share', 'src', '']), null);
  });
});
