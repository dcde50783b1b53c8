import type { ToldAlert } from '../../src/protocol/alertQuestions.ts';
import type { View } from '../../src/protocol/client.ts';
import type { Ask } from '../transports/host.ts';
import { isUndelivered, needsAttention } from './attention.ts';

/** After a fact of the session on view; after one of any other; and when nothing is heard: an alert may tell of silence. */
const SOON_MS = 200;
const LATER_MS = 2_000;
const EVERY_MS = 10_000;
const SEEN = 'livestream.alertsSeen';

interface AlertFeedOptions {
  readonly ask: Ask;
  readonly changed: () => void;
  /** An alert that was raised while the page was open. */
  readonly raised: (alert: ToldAlert) => void;
}

/** The alerts of all sessions, asked for as soon as there may be new ones. */
export class AlertFeed {
  readonly #options: AlertFeedOptions;
  /** The newest first; null until the server has told. */
  alerts: readonly ToldAlert[] | null = null;
  #problem: string | null = null;
  /** Where the alerts before these begin; null when there are none. */
  #next: number | null = null;
  #showsOlder = false;
  #seenSeq = readSeen();
  #view: View | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = Infinity;
  #asking = false;

  constructor(options: AlertFeedOptions) {
    this.#options = options;
  }

  /** Why the list may be old. */
  get problem(): string | null {
    return this.#problem;
  }

  get count(): number {
    return (this.alerts ?? []).filter((alert) => needsAttention(alert, this.#seenSeq)).length;
  }

  /** How many of what was not looked at yet reached nobody by one of its channels. */
  get undelivered(): number {
    return (this.alerts ?? []).filter((alert) => alert.seq > this.#seenSeq && isUndelivered(alert)).length;
  }

  /** What the page knows has changed. */
  noticed(view: View): void {
    const before = this.#view;
    this.#view = view;
    if (!this.#isAllowed) return;
    if (this.alerts === null && before?.you !== view.you) this.#askWithin(0);
    else if (before?.followed?.state.alerts !== view.followed?.state.alerts) this.#askWithin(SOON_MS);
    else if (before?.sessions !== view.sessions) this.#askWithin(LATER_MS);
  }

  /** A person has looked at the list. */
  seen(): void {
    const newest = this.alerts?.[0]?.seq ?? 0;
    if (newest <= this.#seenSeq) return;
    this.#seenSeq = newest;
    keepSeen(newest);
    this.#options.changed();
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    this.#due = Infinity;
    if (this.#asking || !this.#isAllowed) return;
    this.#asking = true;
    try {
      const { alerts, next } = await this.#options.ask({ about: 'alerts' });
      this.#tellNew(alerts);
      // Those between the newest and the older ones of a page that was asked for are here already.
      const last = alerts.at(-1)?.seq ?? 0;
      const older = this.#showsOlder ? (this.alerts ?? []).filter(({ seq }) => seq < last) : [];
      this.alerts = [...alerts, ...older];
      if (!this.#showsOlder) this.#next = next;
      this.#problem = null;
    } catch (error) {
      this.#problem = (error as Error).message;
    }
    this.#asking = false;
    this.#options.changed();
    this.#askWithin(EVERY_MS);
  }

  get hasOlder(): boolean {
    return this.#next !== null;
  }

  /** Adds the alerts before those that are here. */
  async showOlder(): Promise<void> {
    if (this.#next === null) return;
    const { alerts, next } = await this.#options.ask({ about: 'alerts', before: this.#next });
    this.alerts = [...(this.alerts ?? []), ...alerts];
    this.#next = next;
    this.#showsOlder = true;
    this.#options.changed();
  }

  get #isAllowed(): boolean {
    return this.#view?.connection === 'connected' && this.#view.you?.may.includes('read_all') === true;
  }

  #askWithin(ms: number): void {
    const due = performance.now() + ms;
    if (due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => void this.refresh(), ms);
  }

  /** What was there before the page was is not news. */
  #tellNew(alerts: readonly ToldAlert[]): void {
    if (this.alerts === null) return;
    const known = this.alerts[0]?.seq ?? 0;
    for (const alert of alerts) if (alert.seq > known && alert.silent === null) this.#options.raised(alert);
  }
}

/** Storage may be off. */
function readSeen(): number {
  try {
    return Number(localStorage.getItem(SEEN) ?? 0);
  } catch {
    return 0;
  }
}

function keepSeen(seq: number): void {
  try {
    localStorage.setItem(SEEN, String(seq));
  } catch {
    // Then it counts for this page only.
  }
}
