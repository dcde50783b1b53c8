import type { Connected } from './transports/socket/upgrade.ts';

/** How long a server that was started for its clients waits without any of them, ms. */
const UNUSED_FOR_MS = 10_000;
/** How long it waits for the first one, ms. */
const FIRST_CLIENT_WITHIN_MS = 60_000;

/** Stops a server that an editor window started once the last client that was let in by a credential has left; those
 * with a link to one session do not count. */
export class UnusedTimer {
  #enabled: boolean;
  readonly #stop: () => void;
  #clients = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(enabled: boolean, stop: () => void) {
    this.#enabled = enabled;
    this.#stop = stop;
    this.#wait(FIRST_CLIENT_WITHIN_MS);
  }

  opened({ socket, visitor }: Connected): void {
    if (visitor.role !== 'owner' && visitor.role !== 'viewer') return;
    this.#clients += 1;
    clearTimeout(this.#timer);
    socket.on('close', () => {
      this.#clients -= 1;
      if (this.#clients === 0) this.#wait(UNUSED_FOR_MS);
    });
  }

  stop(): void {
    this.#enabled = false;
    clearTimeout(this.#timer);
  }

  #wait(ms: number): void {
    if (this.#enabled) this.#timer = setTimeout(this.#stop, ms);
  }
}
