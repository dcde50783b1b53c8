import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { count } from '../../src/protocol/count.ts';
import type { Diagnostic } from '../../src/protocol/diagnostics.ts';
import { formatDuration } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';

/** Problems with the places facts come from: what happened, how often, and whether it still is so. */
export function diagnosticRows(diagnostics: readonly Diagnostic[], clock: number): TemplateResult | typeof nothing {
  if (diagnostics.length === 0) return nothing;
  return html`<ul class="diagnostics">
    ${diagnostics.map((diagnostic) => diagnosticRow(diagnostic, clock))}
  </ul>`;
}

function diagnosticRow({ place, message, count: amount, at, active }: Diagnostic, clock: number): TemplateResult {
  const last = formatDuration(clock - at);
  const often = count(amount, { one: t('once, last {1} ago'), other: t('{0} times, last {1} ago') }, last);
  return html`
    <li class="diagnostic ${active ? 'tone-warning' : 'tone-neutral'}">
      ${icon(active ? 'stalled' : 'done')}
      <div>
        <p>${plainText(said(message))}</p>
        <p class="quiet">
          ${active ? t`still so` : t`over`} · ${often} ·
          <code>${plainText(place)}</code>
        </p>
      </div>
    </li>
  `;
}
