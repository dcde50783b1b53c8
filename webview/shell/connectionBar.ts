import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatDuration } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { icon } from '../icons.ts';
import type { Moment } from '../moment.ts';
import type { Actions } from './actions.ts';

/** Stays in sight while what the page shows may be old: since when, why, and what comes next. */
export function connectionBar(moment: Moment, actions: Actions): TemplateResult | typeof nothing {
  const { view, lostFor, loss } = moment;
  if (lostFor === null || view.sessions === null) return nothing;
  const tries = view.connection === 'lost' && loss?.signedOut !== true && (loss?.advice ?? null) === null;
  return html`
    <section class="connection-bar ${loss?.signedOut ? 'connection-bar-out' : ''}" aria-label=${t`Connection`}>
      ${icon('unknown')}
      <p>
        <strong>${headline(moment)}</strong> · ${t`last update ${formatDuration(lostFor)} ago`}
        <span class="connection-bar-more"
          >${loss?.advice ?? t`What you see is from then. Trying again by itself.`}</span
        >
      </p>
      ${tries ? html`<button class="connection-bar-try" @click=${actions.refresh}>${t`Try now`}</button>` : nothing}
    </section>
  `;
}

/** What became of the connection, in a few words. */
export function headline({ view, loss }: Moment): string {
  if (view.connection === 'checking') return t('Checking the connection');
  return loss?.signedOut ? t('You were signed out') : t('Connection lost');
}
