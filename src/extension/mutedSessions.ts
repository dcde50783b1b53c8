import { alertSettings, muteSession } from './alertsApi.ts';
import type { Endpoint } from './launchServer.ts';
import { messageOf } from './messageOf.ts';
import type { ServerConnection } from './serverConnection.ts';

/** The sessions of which nobody is told, as far as this window has heard. */
export class MutedSessions {
  readonly #connection: Pick<ServerConnection, 'state'>;
  readonly #log: (line: string) => void;
  readonly #listeners = new Set<() => void>();
  #muted: ReadonlySet<string> = new Set();

  constructor(connection: Pick<ServerConnection, 'state'>, log: (line: string) => void) {
    this.#connection = connection;
    this.#log = log;
  }

  get all(): ReadonlySet<string> {
    return this.#muted;
  }

  /** Asks the server: another window, the dashboard or a browser may have changed them. */
  async refresh(): Promise<void> {
    const { state } = this.#connection;
    if (state.kind !== 'connected') return;
    try {
      this.#become((await alertSettings(state.endpoint)).settings.muted);
    } catch (error) {
      this.#log(`could not ask what is muted: ${messageOf(error)}`);
    }
  }

  async mute(endpoint: Endpoint, session: string, muted: boolean): Promise<void> {
    this.#become(await muteSession(endpoint, session, muted));
  }

  onChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  #become(muted: readonly string[]): void {
    this.#muted = new Set(muted);
    for (const listener of this.#listeners) listener();
  }
}
