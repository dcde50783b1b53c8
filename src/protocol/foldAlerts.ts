/** What the server told people of a session, and whether it reached them. */
import { ALERTS_IN_STATE } from './alerts.ts';
import type { Alert, AlertCondition, AlertData, Delivery } from './alerts.ts';
import type { KnownOf } from './events.ts';
import { logLine } from './foldLog.ts';
import { shorten } from './shorten.ts';
import { NAMES_IN_STATE } from './state.ts';
import type { SessionState } from './state.ts';

export function raiseAlert(state: SessionState, event: KnownOf<'alert'>, seq: number): SessionState {
  const { id, time, data } = event;
  const alert: Alert = {
    id,
    seq,
    time,
    rule: data.rule,
    severity: data.severity,
    title: shorten(data.title),
    text: shorten(data.text),
    channels: data.channels.slice(0, NAMES_IN_STATE).map(shorten),
    silent: data.silent ?? null,
    overAt: null,
    deliveries: [],
  };
  const raised = {
    ...state,
    alerts: [...state.alerts, alert].slice(-ALERTS_IN_STATE),
    alertCount: state.alertCount + 1,
    alertConditions: crossed(state.alertConditions, data, id, time),
  };
  return logLine(raised, event, seq, data.severity === 'news' ? 'info' : 'warning');
}

function crossed(
  known: SessionState['alertConditions'],
  { conditions }: AlertData,
  alert: string,
  at: number,
): SessionState['alertConditions'] {
  const held = conditions.map((name): [string, AlertCondition] => {
    const crossings = (Object.hasOwn(known, name) ? known[name]!.crossings : 0) + 1;
    return [shorten(name), { crossings, alert, at }];
  });
  return Object.fromEntries([...Object.entries({ ...known, ...Object.fromEntries(held) })].slice(-NAMES_IN_STATE));
}

/** An alert is over when nothing that it told of holds any longer. */
export function endAlert(state: SessionState, { time, data }: KnownOf<'alert_over'>): SessionState {
  const open = Object.entries(state.alertConditions);
  const alertConditions = Object.fromEntries(
    open.map(([name, known]) => [name, data.conditions.includes(name) ? { ...known, alert: null } : known]),
  );
  const lasting = new Set(Object.values(alertConditions).map(({ alert }) => alert));
  const ended = new Set(open.map(([, { alert }]) => alert).filter((alert) => alert !== null && !lasting.has(alert)));
  const alerts = state.alerts.map((alert) => (ended.has(alert.id) ? { ...alert, overAt: time } : alert));
  return { ...state, alerts, alertConditions };
}

/** Only what did not reach a person gets a line: an alert that did is seen already. */
export function noteDelivery(state: SessionState, event: KnownOf<'alert_delivery'>, seq: number): SessionState {
  const { data, time } = event;
  const delivery: Delivery = {
    channel: shorten(data.channel),
    status: data.status,
    attempt: data.attempt,
    answer: shorten(data.answer),
    httpStatus: data.http_status ?? null,
    retryAt: data.retry_at ?? null,
    at: time,
  };
  const alerts = state.alerts.map((alert) =>
    alert.id === data.alert ? { ...alert, deliveries: withDelivery(alert.deliveries, delivery) } : alert,
  );
  const noted = { ...state, alerts };
  return data.status === 'failed' ? logLine(noted, event, seq, 'warning') : noted;
}

function withDelivery(known: readonly Delivery[], delivery: Delivery): readonly Delivery[] {
  const before = known.find(({ channel }) => channel === delivery.channel);
  if (before !== undefined && before.attempt > delivery.attempt) return known;
  return [...known.filter((other) => other !== before), delivery].slice(-NAMES_IN_STATE);
}
