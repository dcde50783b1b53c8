import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { SharedWays } from '../../src/protocol/frames.ts';
import { t } from '../../src/protocol/language.ts';
import { icon } from '../icons.ts';
import type { Moment } from '../moment.ts';
import type { Actions } from './actions.ts';
import { keepFocus } from './keepFocus.ts';

/** Opens the Share dialog, and says at all times whether others can reach the server; for those who may change that. */
export function shareButton({ view }: Moment, actions: Actions): TemplateResult | typeof nothing {
  if (!view.you?.may.includes('share')) return nothing;
  const ways = waysShared(view.sharing);
  const title = ways === null ? t('Share: your phone, and other people') : t`Others can reach this server: ${ways}`;
  return html`
    <button
      class="navigation-item share-button ${ways === null ? '' : 'share-button-on'}"
      aria-haspopup="dialog"
      title=${title}
      @click=${keepFocus(() => actions.share(true))}
    >
      ${icon('share')}<span
        >${ways === null ? t('Share') : html`${t`Shared`}<span class="visually-hidden">: ${ways}</span>`}</span
      >
    </button>
  `;
}

function waysShared({ lan, tunnel }: SharedWays): string | null {
  if (lan && tunnel) return t('LAN and tunnel');
  if (tunnel) return t('tunnel');
  return lan ? t('LAN') : null;
}
