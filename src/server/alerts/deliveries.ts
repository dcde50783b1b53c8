import { inEnglish } from '../../protocol/language.ts';
import type { AlertDeliveryData } from '../../protocol/alerts.ts';
import type { JournaledEvent, KnownEvent, KnownOf } from '../../protocol/events.ts';
import { ChannelQueue, GIVE_UP_MS } from './channelQueue.ts';
import type { Outcome, Parcel } from './channelQueue.ts';
import { requestFor } from './channels.ts';
import { SecretProblem } from './channels/request.ts';
import { messageOf, testMessage } from './message.ts';
import type { Message } from './message.ts';
import { post } from './post.ts';
import type { Resolve } from './post.ts';
import type { Secrets } from './secrets.ts';
import { missingSecret } from './secrets.ts';
import type { AlertSettings, Channel } from './settings.ts';
import type { Timers } from './timers.ts';
import { verdictOf } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/** An alert as the journal has it. */
export type AlertEvent = KnownOf<'alert'> & { readonly seq: number };
export type DeliveryEvent = KnownOf<'alert_delivery'>;

export interface DeliveriesInput {
  readonly timers: Timers;
  readonly settings: () => AlertSettings;
  readonly secrets: Secrets;
  readonly resolve: Resolve;
  /** How long one try may take, ms. */
  readonly timeoutMs: number;
  /** Keeps what became of a try. */
  readonly commit: (events: readonly KnownEvent[]) => void;
}

/** Takes alerts to the channels, each by a queue of its own, and keeps what became of each try. */
export class Deliveries {
  readonly #input: DeliveriesInput;
  readonly #queues = new Map<string, ChannelQueue>();

  constructor(input: DeliveriesInput) {
    this.#input = input;
  }

  /** Sends alerts that were just committed. */
  accept(events: readonly JournaledEvent[]): void {
    for (const event of events) if (event.type === 'alert') this.#accept(event as AlertEvent);
  }

  /** At a start: what was accepted before it and has no end yet. `deliveries`: of this alert, in order. */
  resume(alert: AlertEvent, deliveries: readonly DeliveryEvent[]): void {
    if (alert.data.silent !== undefined) return;
    for (const channel of alert.data.channels) {
      const last = deliveries.findLast(({ data }) => data.channel === channel)?.data;
      if (last !== undefined && last.status !== 'retrying') continue;
      this.#queue(channel).add(parcelOf(alert, last?.attempt ?? 0), last?.retry_at);
    }
  }

  /** Alerts on their way to a channel. */
  waiting(channel: string): number {
    return this.#queues.get(channel)?.length ?? 0;
  }

  /** Tries what waited for a secret, or for other settings. */
  wake(): void {
    for (const queue of this.#queues.values()) queue.wake();
  }

  /** One try, now, of a message that is not kept. */
  async test(channel: Channel): Promise<Verdict> {
    const { secrets, timers } = this.#input;
    if (secrets.of(channel) === undefined)
      return { status: 'failed', answer: inEnglish`not sent: ${missingSecret(channel)}` };
    return this.#post(channel, testMessage(channel.name, timers.now()));
  }

  stop(): void {
    for (const queue of this.#queues.values()) queue.stop();
  }

  #accept(alert: AlertEvent): void {
    const { silent, channels } = alert.data;
    if (silent === undefined) {
      for (const channel of channels) this.#queue(channel).add(parcelOf(alert, 0));
      return;
    }
    const outcome = { status: 'suppressed', answer: inEnglish`not sent: ${silent}` } as const;
    const { commit, timers } = this.#input;
    commit(channels.map((channel) => deliveryEvent(parcelOf(alert, 0), channel, outcome, timers.now())));
  }

  #queue(name: string): ChannelQueue {
    const known = this.#queues.get(name);
    if (known !== undefined) return known;
    const { timers, commit } = this.#input;
    const queue = new ChannelQueue({
      timers,
      send: (message) => this.#send(name, message),
      onOutcome: (parcel, outcome) => commit([deliveryEvent(parcel, name, outcome, timers.now())]),
    });
    this.#queues.set(name, queue);
    return queue;
  }

  #send(name: string, message: Message): Promise<Verdict> | null {
    const channel = this.#input.settings().channels.find((each) => each.name === name);
    if (channel === undefined || !channel.enabled) {
      const answer = inEnglish`not sent: the channel was taken out of the settings`;
      return Promise.resolve({ status: 'failed', answer });
    }
    return this.#input.secrets.of(channel) === undefined ? null : this.#post(channel, message);
  }

  async #post(channel: Channel, message: Message): Promise<Verdict> {
    const { secrets, timers, resolve, timeoutMs } = this.#input;
    try {
      const request = requestFor(channel, secrets.of(channel)!, message, timers.now());
      const answer = await post(request, { resolve, allowPrivate: channel.allowPrivate, timeoutMs });
      return verdictOf(answer, timers.now());
    } catch (error) {
      // Any other error may name the address, so that its words are kept nowhere.
      const reason = error instanceof SecretProblem ? error.message : inEnglish`the request could not be made`;
      return { status: 'failed', answer: inEnglish`not sent: ${reason}` };
    }
  }
}

/** How far back a start looks for what was not delivered, ms. */
export const RESUME_MS = GIVE_UP_MS;

function parcelOf(alert: AlertEvent, attempt: number): Parcel {
  const { session, id, time } = alert;
  return { session, alert: id, message: messageOf(alert), attempt, since: time };
}

function deliveryEvent(
  { session, alert, attempt }: Parcel,
  channel: string,
  outcome: Outcome,
  now: number,
): KnownEvent {
  const { status, answer, httpStatus, retryAt } = outcome;
  const data: AlertDeliveryData = {
    alert,
    channel,
    status,
    attempt,
    answer,
    ...(httpStatus === undefined ? {} : { http_status: httpStatus }),
    ...(retryAt === undefined ? {} : { retry_at: retryAt }),
  };
  const id = `alert_delivery:${alert}:${channel}:${attempt}:${status}`;
  return { id, session, time: now, clock: 'receipt', source: 'alerts', type: 'alert_delivery', data };
}
