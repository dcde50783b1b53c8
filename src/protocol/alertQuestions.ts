/** What a dashboard asks about alerts: what people were told, whether it reached them, and by which channels. */
import type { AlertRule, DeliveryStatus, Severity } from './alerts.ts';

/** Alerts in one answer. */
export const ALERTS_IN_ANSWER = 100;

export type AlertQuestion =
  /** `before`: the `next` of the page before. */
  | { readonly about: 'alerts'; readonly before?: number }
  | { readonly about: 'channels' }
  /** Tells nobody of a session any more, or tells again. */
  | { readonly about: 'mute'; readonly session: string; readonly muted: boolean }
  /** Sends a message to a channel now, once. */
  | { readonly about: 'test_channel'; readonly channel: string };

/** One try to deliver. Times are ISO 8601. */
export interface ToldDelivery {
  readonly channel: string;
  readonly status: DeliveryStatus;
  readonly attempt: number;
  readonly answer: string;
  readonly http_status: number | null;
  readonly time: string | null;
  readonly retry_at: string | null;
}

export interface ToldAlert {
  readonly seq: number;
  readonly id: string;
  readonly session_id: string;
  readonly time: string;
  readonly rule: AlertRule;
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
  /** Why nobody was disturbed; null where they were. */
  readonly silent: string | null;
  /** null while it lasts, and where that cannot be said. */
  readonly over_at: string | null;
  readonly channels: readonly string[];
  /** Every try, in order. */
  readonly deliveries: readonly ToldDelivery[];
}

export interface ToldChannel {
  readonly name: string;
  /** Alerts on their way. */
  readonly waiting: number;
  /** Why nothing can be sent. */
  readonly problem: string | null;
}

export interface AlertAnswers {
  /** The newest first. */
  readonly alerts: { readonly alerts: readonly ToldAlert[]; readonly next: number | null };
  readonly channels: { readonly channels: readonly ToldChannel[] };
  readonly mute: unknown;
  readonly test_channel: { readonly channel: string; readonly status: DeliveryStatus; readonly answer: string };
}

const PATHS: Readonly<Record<AlertQuestion['about'], string>> = {
  alerts: 'api/alerts',
  channels: 'api/alerts/settings',
  mute: 'api/alerts/mute',
  test_channel: 'api/alerts/test',
};

export function isAlertQuestion(question: { readonly about: string }): question is AlertQuestion {
  return Object.hasOwn(PATHS, question.about);
}

/** Where the server answers it, without a slash at the start, and what is POSTed; undefined for what is only looked up. */
export function alertRequest(question: AlertQuestion): {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | undefined;
} {
  const { about, ...fields } = question;
  if (about !== 'alerts') return { path: PATHS[about], body: about === 'channels' ? undefined : fields };
  const page = Object.entries({ limit: ALERTS_IN_ANSWER, ...fields }).map(([name, value]) => `${name}=${value}`);
  return { path: `${PATHS.alerts}?${page.join('&')}`, body: undefined };
}
