import assert from 'node:assert/strict';
import { openEditorWindow } from '../support/editorWindow.ts';
import { serverScript } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { startIteration } from '../support/sessions.ts';
import { until } from '../support/until.ts';

/** Both windows start a server at once, and which moment of the one meets which of the other is chance. */
const TIMES = 4;

describe('a server that is killed', function () {
  this.timeout(60_000);
  const scene = useScene(afterEach);

  it('is back by itself each time, one for all windows, with what it knew; each window says once that it was lost', async () => {
    const [dataDir, root] = [scene.folder(), scene.folder()];
    const windows = [1, 2].map(() => openEditorWindow(scene, serverScript, dataDir, root));
    const sessions: string[] = [];
    const isServed = (not?: number): boolean =>
      windows.every(({ endpoint }) => endpoint() !== null && endpoint()!.pid !== not);
    const isShown = (): boolean =>
      windows.every(
        ({ connection: { view } }) => [...(view.sessions ?? new Map()).keys()].sort().join() === sessions.join(),
      );
    await until('the windows are connected', () => isServed());

    for (let times = 1; times <= TIMES; times++) {
      sessions.push(`night-${times}`);
      await startIteration(windows[0]!.endpoint()!, `night-${times}`, 1);
      await until('the windows show the new session and those before', isShown);
      const { pid } = windows[0]!.endpoint()!;
      process.kill(pid, 'SIGKILL');
      await until('the windows are connected to the next', () => isServed(pid));
      assert.equal(windows[0]!.endpoint()!.pid, windows[1]!.endpoint()!.pid);
      for (const { said } of windows)
        assert.equal(said.filter((line) => line.startsWith('lost the server')).length, times);
    }
  });
});
