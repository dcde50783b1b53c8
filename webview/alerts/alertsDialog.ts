/** What people were told and whether it reached them: a file of its own in the build, loaded when it is first opened. */
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { count } from '../../src/protocol/count.ts';
import { t } from '../../src/protocol/language.ts';
import { icon } from '../icons.ts';
import { actionButton, problemText } from '../share/parts.ts';
import { closeBeside, sheetHead, showSheet } from '../shell/sheet.ts';
import { alertItem } from './alertItem.ts';
import type { ShownAlerts } from './alertItem.ts';
import type { Alerts } from './alerts.ts';
import { AlertsModel } from './alertsModel.ts';
import { isUndelivered } from './attention.ts';
import { channelList } from './channelList.ts';
import { notificationSwitch } from './notificationSwitch.ts';

class AlertsDialog extends LitElement {
  static override readonly properties = { alerts: { attribute: false } };

  declare alerts: Alerts | null;
  #model: AlertsModel | null = null;

  constructor() {
    super();
    this.alerts = null;
  }

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#model?.stop();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('alerts')) return;
    if (this.alerts === null) {
      this.#model?.stop();
      this.#model = null;
    } else if (this.#model === null) {
      this.#model = new AlertsModel(this.alerts.ask, () => this.requestUpdate());
      if (this.alerts.moment.view.you?.may.includes('inspect_server')) this.#model.start();
      void this.alerts.feed.refresh();
    }
  }

  override render(): TemplateResult {
    const [alerts, model] = [this.alerts, this.#model];
    return html`
      <dialog class="sheet alerts" aria-labelledby="alerts-title" @close=${this.#closed} @click=${closeBeside}>
        ${
          alerts === null || model === null
            ? nothing
            : html`${sheetHead('alerts-title', html`${t`Alerts`}`)}${this.#body({
                alerts,
                model,
                mayAdminister: alerts.moment.view.you?.may.includes('administer') === true,
              })}`
        }
      </dialog>
    `;
  }

  override updated(): void {
    const dialog = this.querySelector('dialog')!;
    showSheet(dialog, this.alerts !== null);
    if (dialog.open && !document.hidden) this.alerts?.feed.seen();
  }

  #body(shown: ShownAlerts): TemplateResult {
    const { feed, notifications } = shown.alerts;
    return html`
      <div class="sheet-body" tabindex="0" role="group" aria-labelledby="alerts-title">
        ${problemText(feed.problem)} ${undeliveredWarning(shown)} ${list(shown)} ${channelList(shown)}
        ${notifications === null ? nothing : notificationSwitch(notifications, () => this.requestUpdate())}
      </div>
    `;
  }

  readonly #closed = (): void => this.alerts?.close();
}

function undeliveredWarning({ alerts }: ShownAlerts): TemplateResult | typeof nothing {
  const lost = (alerts.feed.alerts ?? []).filter(isUndelivered).length;
  if (lost === 0) return nothing;
  return html`<p class="alerts-undelivered">
    ${icon('stalled')}<span
      ><strong
        >${count(lost, { one: t('1 alert was not delivered.'), other: t('{0} alerts were not delivered.') })}</strong
      >
      ${t`Look at the channel, and test it.`}</span
    >
  </p>`;
}

function list(shown: ShownAlerts): TemplateResult {
  const { alerts } = shown.alerts.feed;
  if (alerts === null) return html`<p class="alert-quiet">${t`Asking the server…`}</p>`;
  if (alerts.length === 0) return html`<p class="alert-quiet">${t`No alerts so far.`}</p>`;
  return html`<ul class="alert-list" aria-label=${t`Alerts, the newest first`}>
      ${alerts.map((alert) => alertItem(alert, shown))}
    </ul>
    ${shown.alerts.feed.hasOlder ? olderButton(shown) : nothing}`;
}

function olderButton({ alerts: { feed }, model: { attempts } }: ShownAlerts): TemplateResult {
  const attempt = attempts.of('older');
  const run = (): Promise<boolean> => attempts.make('older', () => feed.showOlder());
  return html`${actionButton(t('Show older alerts'), { attempt, busy: t('Loading…'), run })}
  ${problemText(attempt.problem)}`;
}

customElements.define('livestream-alerts', AlertsDialog);
