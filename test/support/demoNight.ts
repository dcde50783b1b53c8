import { setTimeout as delay } from 'node:timers/promises';
import { playDemo } from '../../src/server/demo/demoSession.ts';

/** What a demo does after the night that it is written for. */
interface Onwards {
  /** Times faster than life. */
  readonly speed: number;
  readonly until: AbortSignal;
}

/**
 * Writes a demo session into `root` as if it had begun `hours` before `end` and were going on then: the demo's own files
 * with a clock that runs ahead. No server is told; one that watches the folder finds it. `onwards`: it does go on then,
 * until it is told to end or has come to its end.
 */
export async function writeDemoNight(
  root: string,
  hours: number,
  end = Date.now(),
  onwards: Onwards | null = null,
): Promise<void> {
  let time = end - hours * 3_600_000;
  let isLive = false;
  const wait = async (ms: number): Promise<void> => {
    isLive ||= time + ms > end;
    if (!isLive) time += ms;
    else if (onwards === null) throw new NightIsOver();
    else await delay(ms / onwards.speed, undefined, { signal: onwards.until });
  };
  const now = (): Date => new Date(isLive ? Date.now() : time);
  // Nothing listens on the discard port: the files are all there is.
  await playDemo({ root, serverUrl: 'http://127.0.0.1:9', speed: 1, wait, now }).catch((error: unknown) => {
    if (!(error instanceof NightIsOver) && onwards?.until.aborted !== true) throw error;
  });
}

class NightIsOver extends Error {}
