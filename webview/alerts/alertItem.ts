import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Severity } from '../../src/protocol/alerts.ts';
import type { ToldAlert, ToldDelivery } from '../../src/protocol/alertQuestions.ts';
import { formatDuration } from '../../src/protocol/format.ts';
import { formatSecond, formatTime } from '../clock.ts';
import { icon } from '../icons.ts';
import type { IconName } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import { sessionName } from '../sessionName.ts';
import { actionButton, problemText } from '../share/parts.ts';
import type { Alerts } from './alerts.ts';
import type { AlertsModel } from './alertsModel.ts';
import { isUndelivered, newestTries } from './attention.ts';

const SEVERITY: Readonly<Record<Severity, { readonly icon: IconName; readonly word: string; readonly tone: string }>> =
  {
    needs_you: { icon: 'waiting', word: 'Needs you', tone: 'warning' },
    problem: { icon: 'failed', word: 'Problem', tone: 'bad' },
    news: { icon: 'done', word: 'News', tone: 'neutral' },
  };

export interface ShownAlerts {
  readonly alerts: Alerts;
  readonly model: AlertsModel;
  readonly mayAdminister: boolean;
}

/** One alert: what it tells, of which session, and what became of it by each channel. */
export function alertItem(alert: ToldAlert, shown: ShownAlerts): TemplateResult {
  const { icon: shape, word, tone } = SEVERITY[alert.severity];
  const { moment, open } = shown.alerts;
  const time = Date.parse(alert.time);
  const session = moment.view.sessions?.get(alert.session_id);
  const name = plainText(session === undefined ? alert.session_id : sessionName(session));
  return html`
    <li class="alert tone-${tone} ${isUndelivered(alert) ? 'alert-undelivered' : ''}">
      <span class="alert-icon">${icon(shape)}</span>
      <div class="alert-body">
        <h3>
          <span class="visually-hidden">${word}: </span>${plainText(alert.title)}
          ${alert.over_at === null ? nothing : html`<span class="alert-over">over</span>`}
        </h3>
        <p class="alert-text">${plainText(alert.text)}</p>
        <p class="alert-facts">
          <span>${word}</span>
          <time datetime=${alert.time} title=${formatSecond(time)}
            >${formatTime(time)}, ${formatDuration(Math.max(0, moment.clock - time))} ago</time
          >
          <button
            class="link-button"
            title="Show the session as it was then"
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

function muteButton(session: string, name: string, { model }: ShownAlerts): TemplateResult {
  const muted = model.muted.has(session);
  const attempt = model.attempts.of(`mute ${session}`);
  const label = muted ? 'Muted: tell me again' : 'Mute session';
  return html`<span class="alert-mute" title="${muted ? 'Tell again of' : 'Tell nobody of'} ${name}">
      ${actionButton(label, { attempt, busy: label, run: () => model.mute(session, !muted) })}</span
    >${problemText(attempt.problem)}`;
}

function deliveries(alert: ToldAlert): TemplateResult {
  if (alert.silent !== null) return html`<p class="alert-quiet">Nobody was disturbed: ${alert.silent}.</p>`;
  if (alert.channels.length === 0) return html`<p class="alert-quiet">Sent by no channel: it is told here only.</p>`;
  const tries = newestTries(alert);
  const waiting = alert.channels.filter((channel) => tries.every((tried) => tried.channel !== channel));
  return html`<ul class="deliveries" aria-label="Deliveries">
    ${tries.map(deliveryItem)}
    ${waiting.map(
      (channel) =>
        html`<li>
          ${icon('todo')}<span><b>${plainText(channel)}</b> on its way</span>
        </li>`,
    )}
  </ul>`;
}

const DELIVERY: Readonly<Record<ToldDelivery['status'], { readonly icon: IconName; readonly words: string }>> = {
  delivered: { icon: 'done', words: 'delivered' },
  failed: { icon: 'error', words: 'Not delivered' },
  retrying: { icon: 'refresh', words: 'not delivered yet, tried again' },
  suppressed: { icon: 'pause', words: 'not sent' },
};

function deliveryItem({ channel, status, answer, attempt, retry_at: retryAt }: ToldDelivery): TemplateResult {
  const { icon: shape, words } = DELIVERY[status];
  const again = retryAt === null || status !== 'retrying' ? '' : ` at ${formatTime(Date.parse(retryAt))}`;
  const tries = attempt > 1 ? ` after ${attempt} tries` : '';
  return html`<li class="delivery-${status}">
    ${icon(shape)}<span><b>${plainText(channel)}</b> <em>${words}${again}${tries}</em>: ${plainText(answer)}</span>
  </li>`;
}
