import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { NotificationState, Notifications } from './notifications.ts';

const WHY_NOT: Readonly<Record<Exclude<NotificationState, 'on' | 'off'>, string>> = {
  denied: 'This browser was told to show no notifications of this page. Its settings have that.',
  impossible: 'Browsers show notifications of pages only over https and on the machine itself.',
};

/** Whether this browser tells of new alerts; the browser is asked only when this is pressed. */
export function notificationSwitch(notifications: Notifications, changed: () => void): TemplateResult {
  const { state } = notifications;
  if (state === 'denied' || state === 'impossible') return html`<p class="alert-quiet">${WHY_NOT[state]}</p>`;
  const turn = ({ currentTarget }: Event): unknown =>
    notifications.turn((currentTarget as HTMLInputElement).checked).then(changed);
  return html`<label class="notification-switch">
    <input type="checkbox" .checked=${state === 'on'} @change=${turn} />
    Notify me in this browser while the page is open
  </label>`;
}
