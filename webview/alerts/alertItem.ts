import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Severity } from '../../src/protocol/alerts.ts';
import type { ToldAlert, ToldDelivery } from '../../src/protocol/alertQuestions.ts';
import { formatDuration } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import { formatSecond, formatTime } from '../clock.ts';
import { icon } from '../icons.ts';
import type { IconName } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import { sessionName } from '../sessionName.ts';
import { actionButton, problemText } from '../share/parts.ts';
import type { Alerts } from './alerts.ts';
import type { AlertsModel } from './alertsModel.ts';
import { isUndelivered, newestTries } from './attention.ts';

function severityLook(severity: Severity): { readonly icon: IconName; readonly word: string; readonly tone: string } {
  switch (severity) {
    case 'needs_you':
      return { icon: 'waiting', word: t('Needs you'), tone: 'warning' };
    case 'problem':
      return { icon: 'failed', word: t('Problem'), tone: 'bad' };
    case 'news':
      return { icon: 'done', word: t('News'), tone: 'neutral' };
  }
}

export interface ShownAlerts {
  readonly alerts: Alerts;
  readonly model: AlertsModel;
  readonly mayAdminister: boolean;
}

/** One alert: what it tells, of which session, and what became of it by each channel. */
export function alertItem(alert: ToldAlert, shown: ShownAlerts): TemplateResult {
  const { icon: shape, word, tone } = severityLook(alert.severity);
  const { moment, open } = shown.alerts;
  const time = Date.parse(alert.time);
  const session = moment.view.sessions?.get(alert.session_id);
  const name = plainText(session === undefined ? alert.session_id : sessionName(session));
  return html`
    <li class="alert tone-${tone} ${isUndelivered(alert) ? 'alert-undelivered' : ''}">
      <span class="alert-icon">${icon(shape)}</span>
      <div class="alert-body">
        <h3>
          <span class="visually-hidden">${word}: </span>${plainText(said(alert.title))}
          ${alert.over_at === null ? nothing : html`<span class="alert-over">${t`over`}</span>`}
        </h3>
        <p class="alert-text">${plainText(said(alert.text))}</p>
        <p class="alert-facts">
          <span>${word}</span>
          <time datetime=${alert.time} title=${formatSecond(time)}
            >${t`${formatTime(time)}, ${formatDuration(Math.max(0, moment.clock - time))} ago`}</time
          >
          <button
            class="link-button"
            title=${t`Show the session as it was then`}
            @click=${() => open(alert.session_id, time)}
          >
            ${name}
          </button>
          ${shown.mayAdminister ? muteButton(alert.session_id, name, shown) : nothing}
        </p>
        ${deliveries(alert)}
      </div>
    </li>
  `;
}

function muteButton(session: string, name: string, { model, alerts }: ShownAlerts): TemplateResult {
  const muted = alerts.moment.view.muted.has(session);
  const attempt = model.attempts.of(`mute ${session}`);
  const label = muted ? t('Muted: tell me again') : t('Mute session');
  return html`<span class="alert-mute" title=${muted ? t`Tell again of ${name}` : t`Tell nobody of ${name}`}>
      ${actionButton(label, { attempt, busy: label, run: () => model.mute(session, !muted) })}</span
    >${problemText(attempt.problem)}`;
}

function deliveries(alert: ToldAlert): TemplateResult {
  if (alert.silent !== null) {
    return html`<p class="alert-quiet">${silenceWords(alert.silent)}</p>`;
  }
  if (alert.channels.length === 0) {
    return html`<p class="alert-quiet">${t`Sent by no channel: it is told here only.`}</p>`;
  }
  const tries = newestTries(alert);
  const waiting = alert.channels.filter((channel) => tries.every((tried) => tried.channel !== channel));
  return html`<ul class="deliveries" aria-label=${t`Deliveries`}>
    ${tries.map(deliveryItem)}
    ${waiting.map(
      (channel) =>
        html`<li>
          ${icon('todo')}<span><b>${plainText(channel)}</b> ${t`on its way`}</span>
        </li>`,
    )}
  </ul>`;
}

function silenceWords(silent: string): string {
  if (silent === 'muted') return t('Nobody was disturbed: muted.');
  if (silent === 'quiet hours') return t('Nobody was disturbed: quiet hours.');
  return t`Nobody was disturbed: ${said(silent)}.`;
}

const DELIVERY_ICON: Readonly<Record<ToldDelivery['status'], IconName>> = {
  delivered: 'done',
  failed: 'error',
  retrying: 'refresh',
  suppressed: 'pause',
};

function deliveryItem(delivery: ToldDelivery): TemplateResult {
  const { channel, status, answer, attempt } = delivery;
  const words = deliveryWords(delivery);
  const all = attempt > 1 ? t`${words} after ${attempt} tries` : words;
  return html`<li class="delivery-${status}">
    ${icon(DELIVERY_ICON[status])}<span><b>${plainText(channel)}</b> <em>${all}</em>: ${plainText(said(answer))}</span>
  </li>`;
}

function deliveryWords({ status, retry_at: retryAt }: ToldDelivery): string {
  switch (status) {
    case 'delivered':
      return t('delivered');
    case 'failed':
      return t('Not delivered');
    case 'retrying':
      return retryAt === null
        ? t('not delivered yet, tried again')
        : t`not delivered yet, tried again at ${formatTime(Date.parse(retryAt))}`;
    case 'suppressed':
      return t('not sent');
  }
}
