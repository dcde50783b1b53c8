import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { formatMade } from '../clock.ts';
import { icon } from '../icons.ts';
import { markup } from '../markup.ts';
import type { Actions } from './actions.ts';

/** That the page is a file, what it was made by and when, and what is not in it. */
export function recordingNote({ recording }: Actions): TemplateResult | typeof nothing {
  if (recording === null) return nothing;
  const { madeAt, version } = recording;
  return html`
    <p class="recording-note">
      ${icon('replay')}
      <span
        >${markup(
          t(
            '{recording}, made on {when} by Context Foundry Livestream {version}. Keys and passwords that were recognised are masked. This page is one file, and asks nothing of any network.',
          ),
          { recording: html`<strong>${t`A recording`}</strong>`, when: formatMade(madeAt), version },
        )}</span
      >
    </p>
  `;
}
