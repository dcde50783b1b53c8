import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import type { NotificationState, Notifications } from './notifications.ts';

function whyNot(state: Exclude<NotificationState, 'on' | 'off'>): string {
  return state === 'denied'
    ? t('This browser was told to show no notifications of this page. Its settings have that.')
    : t('Browsers show notifications of pages only over https and on the machine itself.');
}

/** Whether this browser tells of new alerts; the browser is asked only when this is pressed. */
export function notificationSwitch(notifications: Notifications, changed: () => void): TemplateResult {
  const { state } = notifications;
  if (state === 'denied' || state === 'impossible') return html`<p class="alert-quiet">${whyNot(state)}</p>`;
  const turn = ({ currentTarget }: Event): unknown =>
    notifications.turn((currentTarget as HTMLInputElement).checked).then(changed);
  return html`<label class="notification-switch">
    <input type="checkbox" .checked=${state === 'on'} @change=${turn} />
    ${t`Notify me in this browser while the page is open`}
  </label>`;
}
