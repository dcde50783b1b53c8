import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Connection } from '../../src/protocol/client.ts';
import { formatDuration } from '../../src/protocol/format.ts';
import type { Moment } from '../moment.ts';

const WORDS: Readonly<Record<Connection, string>> = {
  connecting: 'Connecting…',
  connected: 'Connected',
  lost: 'Connection lost',
};

/** A dot and words: hollow when there is no connection, so that colour is not the only sign. */
export function connectionMark({ view, lostFor }: Moment): TemplateResult {
  const age = lostFor === null ? '' : ` · last update ${formatDuration(lostFor)} ago`;
  return html`
    <span class="connection connection-${view.connection}">
      <span class="dot" aria-hidden="true"></span><span>${WORDS[view.connection]}${age}</span>
    </span>
  `;
}
