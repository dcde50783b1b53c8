import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { count } from '../../src/protocol/count.ts';
import { formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { icon } from '../icons.ts';
import type { Moment } from '../moment.ts';
import type { Actions } from '../shell/actions.ts';
import { keepFocus } from '../shell/keepFocus.ts';
import { problemNotice } from '../shell/problemNotice.ts';
import type { AlertFeed } from './alertFeed.ts';

/** How many alerts need the person, and whether one of them reached nobody; for those who may see all sessions. */
export function bell({ view }: Moment, actions: Actions, feed: AlertFeed): TemplateResult | typeof nothing {
  if (!view.you?.may.includes('read_all')) return nothing;
  const { count: amount, undelivered } = feed;
  const [needs, words] =
    amount === 0
      ? [t('none needs you'), t('Alerts: none needs you')]
      : [
          amount === 1 ? t('needs you') : t('need you'),
          count(amount, { one: t('Alerts: 1 needs you'), other: t('Alerts: {0} need you') }),
        ];
  const withLost = (text: string): string =>
    undelivered === 0 ? text : t`${text}, ${formatExact(undelivered)} not delivered`;
  return html`
    <button
      class="navigation-item bell ${amount > 0 ? 'bell-on' : ''} ${undelivered > 0 ? 'bell-undelivered' : ''}"
      aria-haspopup="dialog"
      title=${withLost(words)}
      @click=${keepFocus(() => actions.alerts(true))}
    >
      ${icon('bell')}<span>${t`Alerts`}</span>
      ${amount > 0 ? html`<span class="bell-count">${formatExact(amount)}</span>` : nothing}
      <span class="visually-hidden">${withLost(needs)}</span>${undelivered > 0 ? icon('stalled') : nothing}
    </button>
  `;
}

/** The dialog's code is the server's too, and did not come. */
export function alertsProblem({ alerts }: Actions): TemplateResult {
  const buttons = { [t('Try again')]: () => alerts(true), [t('Close')]: () => alerts(false) };
  return problemNotice(t('The alerts could not be opened'), t('the server cannot be reached.'), buttons);
}
