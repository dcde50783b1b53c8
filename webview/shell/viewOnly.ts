import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { You } from '../../src/protocol/access.ts';
import { t } from '../../src/protocol/language.ts';
import type { Moment } from '../moment.ts';

/** Says to those who were let in to look that they are; nothing to those whose server it is. */
export function viewOnly({ view }: Moment): TemplateResult | typeof nothing {
  const words = view.you === null ? null : wordsFor(view.you);
  if (words === null) return nothing;
  return html`<span class="view-only" title=${words}
    >${t`View only`}<span class="visually-hidden">. ${words}</span></span
  >`;
}

function wordsFor({ role }: You): string | null {
  switch (role) {
    case 'guest':
      return t(
        'You were given a link to this one session. Nothing here can be changed. Keys and passwords in it are masked.',
      );
    case 'viewer':
      return t('You may see every session and change nothing. Keys and passwords in them are masked.');
    case 'owner':
    case 'local':
    case 'nobody':
      return null;
  }
}
