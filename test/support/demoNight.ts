import { playDemo } from '../../src/server/demo/demoSession.ts';

/**
 * Writes a demo session into `root` as if it had begun `hours` ago and were going on now: the demo's own files with a
 * clock that runs ahead. No server is told; one that watches the folder finds it.
 */
export async function writeDemoNight(root: string, hours: number): Promise<void> {
  const end = Date.now();
  let time = end - hours * 3_600_000;
  const wait = (ms: number): Promise<void> => {
    if (time + ms > end) return Promise.reject(new NightIsOver());
    time += ms;
    return Promise.resolve();
  };
  // Nothing listens on the discard port: the files are all there is.
  await playDemo({ root, serverUrl: 'http://127.0.0.1:9', speed: 1, wait, now: () => new Date(time) }).catch(
    (error: unknown) => {
      if (!(error instanceof NightIsOver)) throw error;
    },
  );
}

class NightIsOver extends Error {}
