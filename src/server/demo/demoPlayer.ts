import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { playDemo } from './demoSession.ts';

/** A minute of the demo's night lasts a second. */
const SPEED = 60;

export interface DemoPlayerOptions {
  readonly dataDir: string;
  /** Where the demo posts its events. */
  readonly serverUrl: () => string;
  /** Has the server watch the folder in which the demo works. */
  readonly watch: (root: string) => void;
  readonly onError: (error: unknown) => void;
}

/** The demo that a person starts from the dashboard: a night of four minutes, one at a time. */
export class DemoPlayer {
  readonly #options: DemoPlayerOptions;
  #ended: AbortController | null = null;

  constructor(options: DemoPlayerOptions) {
    this.#options = options;
  }

  /** Begins it, unless one is being played. */
  play(): void {
    if (this.#ended !== null) return;
    const { dataDir, serverUrl, watch, onError } = this.#options;
    const root = join(dataDir, 'demo');
    mkdirSync(root, { recursive: true });
    watch(root);
    const ended = new AbortController();
    this.#ended = ended;
    const wait = (ms: number): Promise<void> => delay(ms, undefined, { signal: ended.signal });
    playDemo({ root, serverUrl: serverUrl(), speed: SPEED, wait, now: () => new Date() })
      .catch((error: unknown) => ended.signal.aborted || onError(error))
      .finally(() => (this.#ended = null));
  }

  /** Ends it where it is. */
  stop(): void {
    this.#ended?.abort();
  }
}
