import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Diagnostic } from '../../src/protocol/diagnostics.ts';
import { formatDuration } from '../../src/protocol/format.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';

/** Problems with the places facts come from: what happened, how often, and whether it still is so. */
export function diagnosticRows(diagnostics: readonly Diagnostic[], clock: number): TemplateResult | typeof nothing {
  if (diagnostics.length === 0) return nothing;
  return html`<ul class="diagnostics">
    ${diagnostics.map((diagnostic) => diagnosticRow(diagnostic, clock))}
  </ul>`;
}

function diagnosticRow({ place, message, count, at, active }: Diagnostic, clock: number): TemplateResult {
  const times = count === 1 ? 'once' : `${count} times`;
  return html`
    <li class="diagnostic ${active ? 'tone-warning' : 'tone-neutral'}">
      ${icon(active ? 'stalled' : 'done')}
      <div>
        <p>${plainText(message)}</p>
        <p class="quiet">
          ${active ? 'still so' : 'over'} · ${times}, last ${formatDuration(clock - at)} ago ·
          <code>${plainText(place)}</code>
        </p>
      </div>
    </li>
  `;
}
