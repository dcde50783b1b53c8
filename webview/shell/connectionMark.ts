import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Connection } from '../../src/protocol/client.ts';
import type { Indexing } from '../../src/protocol/diagnostics.ts';
import type { Moment } from '../moment.ts';

const WORDS: Readonly<Record<Connection, string>> = {
  connecting: 'Connecting…',
  connected: 'Connected',
  checking: 'Checking…',
  lost: 'Connection lost',
};

/** The newest sessions are listed before the older ones are read. */
function reading({ filesRead, filesFound }: Indexing): TemplateResult | typeof nothing {
  if (filesFound === 0) return nothing;
  const count = (files: number): string => files.toLocaleString();
  return html`<span class="indexing">Reading ${count(filesRead)} of ${count(filesFound)} files</span>`;
}

/** A dot and words: hollow when there is no connection, so that colour is not the only sign. */
export function connectionMark({ view, loss }: Moment): TemplateResult {
  const words = loss?.signedOut ? 'Signed out' : WORDS[view.connection];
  return html`
    ${view.indexing === null ? nothing : reading(view.indexing)}
    <span class="connection connection-${view.connection}">
      <span class="dot" aria-hidden="true"></span><span>${words}</span>
    </span>
  `;
}
