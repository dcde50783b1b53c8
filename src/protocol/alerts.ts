/**
 * What a person is told of once, when it matters, and whether it reached them. An alert is an event like any other: the
 * server's rules raise it, the journal keeps it, the reducer lists it.
 */

/** What alerts are raised for. */
export const ALERT_RULES = [
  'finished',
  'failed',
  'waiting',
  'stalled',
  'phase',
  'context',
  'budget',
  'errors',
  'looping',
  'custom_event',
  'report',
] as const;
export type AlertRule = (typeof ALERT_RULES)[number];

/** A person must act for the session to go on; something is wrong; good to know. */
export const SEVERITIES = ['needs_you', 'problem', 'news'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** `suppressed`: not sent, because of quiet hours or since the session is muted. */
export const DELIVERY_STATUSES = ['delivered', 'failed', 'retrying', 'suppressed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** Why nobody is disturbed by an alert. */
export type Silence = 'muted' | 'quiet hours';

export interface AlertData {
  readonly rule: AlertRule;
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
  /** What began to hold, "context:40" for instance. None of them raises another alert before it is over. */
  readonly conditions: readonly string[];
  /** Names of the channels that are to deliver it. */
  readonly channels: readonly string[];
  /** What was measured, in the rule's unit: percent, USD, tokens, ms, times. */
  readonly value?: number;
  readonly threshold?: number;
  /** The type of the custom event that it tells of. */
  readonly custom_type?: string;
  readonly silent?: Silence;
}

/** Conditions that hold no longer, so that they may be crossed again. */
export interface AlertOverData {
  readonly conditions: readonly string[];
}

export interface AlertDeliveryData {
  /** The alert's event id. */
  readonly alert: string;
  readonly channel: string;
  readonly status: DeliveryStatus;
  /** Tries so far. */
  readonly attempt: number;
  /** What came of it, for a person. */
  readonly answer: string;
  /** The status of the HTTP answer, where there was one. */
  readonly http_status?: number;
  /** When it is tried again, ms since the Unix epoch. */
  readonly retry_at?: number;
}

/** The facts that the server makes itself, about telling people. They are no sign of life of a session. */
export const ALERT_TYPES = ['alert', 'alert_over', 'alert_delivery'] as const;
export type AlertType = (typeof ALERT_TYPES)[number];

export function isAlertType(type: string): type is AlertType {
  return (ALERT_TYPES as readonly string[]).includes(type);
}

/** Alerts kept in a session's state; the journal has all. */
export const ALERTS_IN_STATE = 50;

/** How the newest try of one channel went. */
export interface Delivery {
  readonly channel: string;
  readonly status: DeliveryStatus;
  readonly attempt: number;
  readonly answer: string;
  readonly httpStatus: number | null;
  /** ms since the Unix epoch; null when it is not tried again. */
  readonly retryAt: number | null;
  readonly at: number;
}

export interface Alert {
  /** The id of its event. */
  readonly id: string;
  readonly seq: number;
  readonly time: number;
  readonly rule: AlertRule;
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
  readonly channels: readonly string[];
  readonly silent: Silence | null;
  /** When what it tells of was over, ms since the Unix epoch; null while it lasts, and where that cannot be said. */
  readonly overAt: number | null;
  readonly deliveries: readonly Delivery[];
}

/** Where a condition stands: how often it was crossed, and the alert that tells of it while it holds. */
export interface AlertCondition {
  readonly crossings: number;
  readonly alert: string | null;
  /** When it was last crossed, ms since the Unix epoch. */
  readonly at: number;
}
