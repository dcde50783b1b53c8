import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { isOurCommand, statusLineCommand, wrapping } from '../../../../src/server/hooks/hookCommand.ts';
import { claudeCommand, codexCommand, type HookPlace } from '../../../../src/server/hooks/hookCommand.ts';

const place: HookPlace = {
  node: '/usr/bin/node',
  isElectron: false,
  script: '/data/livestream-hook.cjs',
  platform: 'linux',
};

const sh = (command: string, input = ''): string => execFileSync('sh', ['-c', command], { input, stdio: ['pipe', 'pipe', 'inherit'] }).toString(); // prettier-ignore

describe('the command of a hook', () => {
  it('is plain where the paths are', () => {
    assert.equal(claudeCommand(place), '/usr/bin/node /data/livestream-hook.cjs claude 2>/dev/null || true');
  });

  it('succeeds in silence when the program or the script is gone', () => {
    for (const gone of [place, { ...place, node: '/no/such/node' }, { ...place, node: process.execPath }])
      for (const command of [claudeCommand, codexCommand, statusLineCommand])
        assert.equal(sh(`{ ${command(gone)} ; } 2>&1`), '');
  });

  it('takes paths with anything in them literally', () => {
    const odd = '/tmp/a b\'s "c" $HOME `id` \\d é';
    const echoing = { ...place, node: '/bin/echo', script: `${odd}/livestream-hook.cjs` };
    for (const command of [claudeCommand(echoing), codexCommand(echoing)]) {
      assert.ok(isOurCommand(command));
      assert.match(sh(command), /^\/tmp\/a b's "c" \$HOME `id` \\d é\/livestream-hook\.cjs (claude|codex)\n$/);
    }
  });

  it("runs an editor's own runtime as node", () => {
    const inEditor = { ...place, isElectron: true };
    assert.match(claudeCommand(inEditor), /^env ELECTRON_RUN_AS_NODE=1 \/usr\/bin\/node /);
    assert.match(codexCommand({ ...inEditor, platform: 'win32' }), /^set "ELECTRON_RUN_AS_NODE=1" && call "/);
  });

  it('on Windows has paths that both shells read', () => {
    const windows: HookPlace = { ...place, platform: 'win32', node: 'C:\\Program Files\\nodejs\\node.exe', script: 'C:\\d\\livestream-hook.cjs' }; // prettier-ignore
    assert.match(claudeCommand(windows), /^'C:\/Program Files\/nodejs\/node\.exe' C:\/d\/livestream-hook\.cjs claude/);
    assert.equal(
      codexCommand(windows),
      'call "C:\\Program Files\\nodejs\\node.exe" "C:\\d\\livestream-hook.cjs" codex',
    );
  });

  it('around a status line: that one gets the same input, even when ours is gone', () => {
    const { before, after } = wrapping({ ...place, node: '/no/such/node' });
    assert.equal(sh(`${before}tr a-z A-Z; echo end # a comment${after}`, 'input'), 'INPUTend\n');
  });
});
