import { inEnglish } from '../../protocol/language.ts';
import type { JournaledEvent, KnownEvent } from '../../protocol/events.ts';
import type { SessionState } from '../../protocol/state.ts';
import { DailyReport } from './dailyReport.ts';
import type { DailyReportInput } from './dailyReport.ts';
import { Deliveries, RESUME_MS } from './deliveries.ts';
import type { AlertEvent, DeliveryEvent } from './deliveries.ts';
import { sumUse } from './dayUse.ts';
import type { UsageOf } from './dayUse.ts';
import type { Resolve } from './post.ts';
import { missingSecret, Secrets } from './secrets.ts';
import type { AlertSettings } from './settings.ts';
import { checkSettings, SettingsFile } from './settingsFile.ts';
import type { SettingsProblems } from './settingsFile.ts';
import type { Timers } from './timers.ts';
import type { Verdict } from './verdict.ts';
import { AlertWatch } from './watch.ts';

/** How often time alone is looked at, ms. */
const LOOK_EVERY_MS = 30_000;
/** How long a service may take to answer, ms. */
const ANSWER_WITHIN_MS = 10_000;
/** Alerts that a start looks through for what was not delivered. */
const RESUME_LIMIT = 1_000;

/** What alerts need of the server. */
export interface AlertsInput {
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timers: Timers;
  readonly resolve: Resolve;
  readonly problems: SettingsProblems;
  /** Journals events, folds them and tells of them. Returns those that were new. */
  readonly commit: (events: readonly KnownEvent[]) => readonly JournaledEvent[];
  /** Settings are others now. */
  readonly onConfigured: () => void;
  readonly onError: (error: unknown, place: string) => void;
  readonly state: (session: string) => SessionState | undefined;
  readonly activeSince: (from: number) => readonly string[];
  readonly usage: UsageOf;
  readonly report: DailyReportInput['report'];
  readonly events: {
    /** Alerts of all sessions, the newest first, before a seq. */
    readonly page: (limit: number, before?: number) => readonly AlertEvent[];
    /** What became of an alert, in order. */
    readonly deliveries: (session: string, alert: string) => readonly DeliveryEvent[];
  };
  readonly timeoutMs?: number;
}

export interface ChannelState {
  readonly name: string;
  /** Alerts on their way. */
  readonly waiting: number;
  /** Why nothing can be sent; null when it can. */
  readonly problem: string | null;
}

/** An alert, each try to deliver it, and when it was over: null while it lasts, and where that cannot be said. */
export interface ListedAlert {
  readonly alert: AlertEvent;
  readonly tries: readonly DeliveryEvent[];
  readonly overAt: number | null;
}

/** A request that cannot be done as it is: `field` names the part. */
export interface Refused {
  readonly field: string;
  readonly message: string;
}

/** Tells people, once, when it matters: watches what is folded, keeps alerts as events, and delivers them. */
export class Alerts {
  readonly #input: AlertsInput;
  readonly #file: SettingsFile;
  readonly #secrets: Secrets;
  readonly #watch: AlertWatch;
  readonly #deliveries: Deliveries;
  readonly #dailyReport: DailyReport;
  #stopped = false;
  #callOff: () => void = () => undefined;

  constructor(input: AlertsInput) {
    const { timers, resolve, timeoutMs = ANSWER_WITHIN_MS } = input;
    this.#input = input;
    this.#file = new SettingsFile(input.dataDir, input.problems);
    this.#secrets = new Secrets(input.env);
    const settings = (): AlertSettings => this.#file.current;
    this.#watch = new AlertWatch({ ...input, now: timers.now, settings, usedSince: sumUse(input) });
    this.#dailyReport = new DailyReport({
      ...{ now: timers.now, settings, report: input.report },
      isRaised: (id) => input.events.page(RESUME_LIMIT).some((alert) => alert.id === id),
    });
    this.#deliveries = new Deliveries({
      ...{ timers, resolve, timeoutMs, settings },
      secrets: this.#secrets,
      commit: (events) => void this.#commit(events, 'keeping what became of an alert: is the disk full?'),
    });
  }

  get settings(): AlertSettings {
    return this.#file.current;
  }

  get channels(): readonly ChannelState[] {
    return this.settings.channels.map((channel) => ({
      name: channel.name,
      waiting: this.#deliveries.waiting(channel.name),
      problem: this.#secrets.of(channel) === undefined ? missingSecret(channel) : null,
    }));
  }

  /** Alerts of all sessions with what became of them, the newest first, before a seq. */
  list(limit: number, before?: number): readonly ListedAlert[] {
    const { events } = this.#input;
    return events.page(limit, before).map((alert) => {
      const tries = events.deliveries(alert.session, alert.id);
      return { alert, tries, overAt: overAt(alert, this.#input.state(alert.session)) };
    });
  }

  /** One folded fact. */
  observe(before: SessionState, event: JournaledEvent, after: SessionState): void {
    this.#watch.observe(before, event, after);
  }

  /** After facts were committed and folded: keeps the alerts that they make due, and sends those that are new. */
  raise(): void {
    const due = this.#watch.take();
    this.#deliveries.accept(this.#commit(due, 'keeping an alert: is the disk full?'));
  }

  /** Once all that was there at the start has been read: goes on with what was not delivered, and with the clock. */
  start(): void {
    if (this.#stopped) return;
    const { events, timers } = this.#input;
    const recent = events.page(RESUME_LIMIT).filter(({ time }) => time >= timers.now() - RESUME_MS);
    for (const alert of recent.toReversed()) {
      this.#deliveries.resume(alert, events.deliveries(alert.session, alert.id));
    }
    this.#watch.watchActive();
    this.look();
  }

  /** Looks what time alone has changed, now and from now on. */
  look(): void {
    this.#callOff();
    this.#watch.look();
    this.raise();
    this.#report().catch((error: unknown) => this.#input.onError(error, 'making the report of the day'));
    this.#callOff = this.#input.timers.after(LOOK_EVERY_MS, () => this.look());
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff();
    this.#deliveries.stop();
  }

  /** Takes new settings, or says what is wrong with them. Throws what the disk throws. */
  configure(value: unknown): Refused | undefined {
    const checked = checkSettings(value);
    if (!checked.ok) return checked;
    this.#file.save(checked.settings);
    this.#deliveries.wake();
    this.#input.onConfigured();
    return undefined;
  }

  mute(session: string, muted: boolean): Refused | undefined {
    const others = this.settings.muted.filter((other) => other !== session);
    return this.configure({ ...this.settings, muted: muted ? [...others, session] : others });
  }

  /** One message to one channel, now; undefined when there is no such channel. */
  async test(name: string): Promise<Verdict | undefined> {
    const channel = this.settings.channels.find((each) => each.name === name);
    return channel && this.#deliveries.test(channel);
  }

  /** Takes a secret for as long as the server runs. */
  giveSecret(name: string, secret: string): Refused | undefined {
    const channel = this.settings.channels.find((each) => each.name === name);
    if (channel === undefined)
      return { field: 'channel', message: inEnglish`There is no channel of this name in the settings.` };
    if (channel.secret !== 'editor') {
      const message = inEnglish`This channel has its secret from the environment. Set its secret to "editor" to hand it over.`;
      return { field: 'channel', message };
    }
    this.#secrets.give(name, secret);
    this.#deliveries.wake();
    this.#input.onConfigured();
    return undefined;
  }

  async #report(): Promise<void> {
    const due = await this.#dailyReport.due();
    if (due !== null && !this.#stopped) {
      this.#deliveries.accept(this.#commit([due], 'keeping the report of the day: is the disk full?'));
    }
  }

  #commit(events: readonly KnownEvent[], place: string): readonly JournaledEvent[] {
    if (events.length === 0) return [];
    try {
      return this.#input.commit(events);
    } catch (error) {
      this.#input.onError(error, place);
      return [];
    }
  }
}

function overAt({ id }: AlertEvent, state: SessionState | undefined): number | null {
  return state?.alerts.find((alert) => alert.id === id)?.overAt ?? null;
}
