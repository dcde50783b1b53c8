import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { exactNumber } from '../exactNumber.ts';
import { icon } from '../icons.ts';
import type { Moment } from '../moment.ts';
import type { Actions } from '../shell/actions.ts';
import { keepFocus } from '../shell/keepFocus.ts';
import { problemNotice } from '../shell/problemNotice.ts';
import type { AlertFeed } from './alertFeed.ts';

/** How many alerts need the person, and whether one of them reached nobody; for those who may see all sessions. */
export function bell({ view }: Moment, actions: Actions, feed: AlertFeed): TemplateResult | typeof nothing {
  if (!view.you?.may.includes('read_all')) return nothing;
  const { count, undelivered } = feed;
  const needs = count === 0 ? 'none needs you' : `${count === 1 ? 'needs' : 'need'} you`;
  const lost = undelivered === 0 ? '' : `, ${exactNumber(undelivered)} not delivered`;
  const words = `Alerts: ${count === 0 ? '' : `${exactNumber(count)} `}${needs}${lost}`;
  return html`
    <button
      class="navigation-item bell ${count > 0 ? 'bell-on' : ''} ${undelivered > 0 ? 'bell-undelivered' : ''}"
      aria-haspopup="dialog"
      title=${words}
      @click=${keepFocus(() => actions.alerts(true))}
    >
      ${icon('bell')}<span>Alerts</span>
      ${count > 0 ? html`<span class="bell-count">${exactNumber(count)}</span>` : nothing}
      <span class="visually-hidden">${needs}${lost}</span>${undelivered > 0 ? icon('stalled') : nothing}
    </button>
  `;
}

/** The dialog's code is the server's too, and did not come. */
export function alertsProblem({ alerts }: Actions): TemplateResult {
  const buttons = { 'Try again': () => alerts(true), Close: () => alerts(false) };
  return problemNotice('The alerts could not be opened', 'the server cannot be reached.', buttons);
}
