import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Connection } from '../../src/protocol/client.ts';
import type { Indexing } from '../../src/protocol/diagnostics.ts';
import { formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import type { Moment } from '../moment.ts';

function wordsFor(connection: Connection): string {
  switch (connection) {
    case 'connecting':
      return t('Connecting…');
    case 'connected':
      return t('Connected');
    case 'checking':
      return t('Checking…');
    case 'lost':
      return t('Connection lost');
  }
}

/** The newest sessions are listed before the older ones are read. */
function reading({ filesRead, filesFound }: Indexing): TemplateResult | typeof nothing {
  if (filesFound === 0) return nothing;
  const words = t`Reading ${formatExact(filesRead)} of ${formatExact(filesFound)} files`;
  return html`<span class="indexing">${words}</span>`;
}

/** A dot and words: hollow when there is no connection, so that colour is not the only sign. */
export function connectionMark({ view, loss }: Moment): TemplateResult {
  const words = loss?.signedOut ? t('Signed out') : wordsFor(view.connection);
  return html`
    ${view.indexing === null ? nothing : reading(view.indexing)}
    <span class="connection connection-${view.connection}">
      <span class="dot" aria-hidden="true"></span><span>${words}</span>
    </span>
  `;
}
