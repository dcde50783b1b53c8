import type { View } from '../protocol/client.ts';
import type { ListedAlert } from './alertsApi.ts';
import { newestAlerts } from './alertsApi.ts';
import type { Endpoint } from './launchServer.ts';
import { messageOf } from './messageOf.ts';
import type { ServerConnection } from './serverConnection.ts';

export interface AlertFeedOptions {
  readonly connection: Pick<ServerConnection, 'state' | 'view' | 'subscribe'>;
  /** Alerts that are new, the oldest first. */
  readonly onAlerts: (alerts: readonly ListedAlert[], endpoint: Endpoint) => void;
  readonly log: (line: string) => void;
}

/** Least time between two looks, ms: a busy night changes the list several times a second. */
const LOOK_EVERY_MS = 500;
const TRY_AGAIN_MS = 2_000;
/** Alerts of one look. Rules raise one a crossing, so half a second has a few. */
const ALERTS_PER_LOOK = 50;

/**
 * Alerts raised since the window opened, each once, over lost connections and restarts of the server too. Frames tell that
 * a session changed and not of what; an alert is such a change, so the newest alerts are asked for when there is one.
 */
export class AlertFeed {
  readonly #options: AlertFeedOptions;
  readonly #openedAt = Date.now();
  readonly #subscription: { dispose(): void };
  #newest = 0;
  #looked: View['sessions'] = null;
  #timer: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(options: AlertFeedOptions) {
    this.#options = options;
    this.#subscription = options.connection.subscribe(() => this.#align());
    this.#align();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#subscription.dispose();
    clearTimeout(this.#timer);
  }

  #align(after = LOOK_EVERY_MS): void {
    const { state, view } = this.#options.connection;
    if (this.#isDisposed || state.kind !== 'connected' || view.sessions === this.#looked) return;
    this.#timer ??= setTimeout(() => void this.#look(state.endpoint), after);
  }

  async #look(endpoint: Endpoint): Promise<void> {
    const before = this.#looked;
    this.#looked = this.#options.connection.view.sessions;
    let again = LOOK_EVERY_MS;
    try {
      const fresh = this.#fresh(await newestAlerts(endpoint, ALERTS_PER_LOOK));
      if (fresh.length > 0) this.#options.onAlerts(fresh, endpoint);
    } catch (error) {
      this.#options.log(`could not ask for alerts: ${messageOf(error)}`);
      this.#looked = before;
      again = TRY_AGAIN_MS;
    }
    this.#timer = undefined;
    this.#align(again);
  }

  /** An imported recording brings old alerts with new numbers, so their time counts as well. */
  #fresh(alerts: readonly ListedAlert[]): readonly ListedAlert[] {
    const newest = alerts[0]?.seq ?? 0;
    // The data folder began anew.
    if (newest < this.#newest) this.#newest = 0;
    const fresh = alerts.filter(({ seq, time }) => seq > this.#newest && Date.parse(time) >= this.#openedAt);
    this.#newest = newest;
    return fresh.toReversed();
  }
}
